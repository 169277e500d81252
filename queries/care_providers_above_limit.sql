-- /// indicator
-- code = "CAR-03A"
-- title = "Care providers above the funnel's upper limit"
-- section = "Partnership"
-- order = 354
-- themes = ["organisational_abuse"]
-- question = "How many care providers have more concerns than chance explains?"
-- definition = """
-- Providers of the month's return with more concerns over twelve months than the funnel's upper limit of 99.8%. Above it:
-- so many or more would come by chance to fewer than 1 in 1,000 providers of its kind and size. Exact limits of the Poisson
-- distribution around the rate of all providers of that kind. Months not sent count for neither. There is no figure in the
-- first eleven months. One row per agency per month end.
-- """
-- numerator = "Providers above the upper limit"
-- denominator = "Providers in the month's return"
-- unit = "count"
-- kind = "stock"
-- direction = "neutral"
-- feeds = ["provider_concerns"]
-- source = "Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24"
-- caveat = """
-- Above the limit means look, not blame: openness, the people cared for or one large enquiry can be why. A kind with few
-- providers is compared mostly with itself. Concerns come in clusters, so that more lie above than chance alone says.
-- The twelve months of one month end overlap with those of the next, so that a run of months says less than usual.
-- """
-- rising = "More care providers are above the funnel's limit"
-- falling = "Fewer care providers are above the funnel's limit"
-- core = false
-- ///

with begun as (
    select
        agency_code,
        min(report_month) as first_month
    from feed.provider_concerns
    group by all
),

twelve_months as (
    select
        latest.agency_code,
        latest.report_month,
        latest.care_kind,
        latest.provider_code,
        sum(earlier.concerns)::bigint as concerns,
        sum(earlier.places)::bigint as places
    from feed.provider_concerns as latest
    inner join begun
        on
            latest.agency_code = begun.agency_code
            and latest.report_month >= begun.first_month + interval 11 month
    inner join feed.provider_concerns as earlier
        on
            latest.agency_code = earlier.agency_code
            and latest.provider_code = earlier.provider_code
            and latest.care_kind = earlier.care_kind
            and earlier.report_month between latest.report_month - interval 11 month and latest.report_month
    group by all
),

expected as (
    select
        agency_code,
        report_month,
        care_kind,
        provider_code,
        concerns,
        places * sum(concerns) over same_kind / sum(places) over same_kind as mean
    from twelve_months
    window same_kind as (partition by agency_code, report_month, care_kind)
),

fewer as (
    select
        agency_code,
        report_month,
        provider_code,
        mean,
        unnest(range(concerns)) as events
    from expected
    where concerns > mean
),

above as (
    select
        agency_code,
        report_month,
        provider_code
    from fewer
    group by all
    having 1 - sum(exp(events * ln(mean) - mean - lgamma(events + 1))) < 0.001
)

select
    expected.agency_code,
    expected.report_month,
    count(above.provider_code) as numerator,
    count(*) as denominator
from expected
left join above
    on
        expected.agency_code = above.agency_code
        and expected.report_month = above.report_month
        and expected.provider_code = above.provider_code
group by all
