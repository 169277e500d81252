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

select
    agency_code,
    report_month,
    count(*) filter (where outside = 'above') as numerator,
    count(*) as denominator
from funnel.provider
where
    period = 'rolling12'
    and provider_code is not null
group by all
