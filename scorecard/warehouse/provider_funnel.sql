-- Each care provider in a month (period `month`), and over the twelve months up to it (`rolling12`, once there are so
-- many), beside the limits for its size: Poisson limits around the rate of all providers of its kind of care, one side of
-- each crossed by chance alone in 0.1% (`_998`) or 2.5% (`_95`). Between two whole counts a limit is interpolated. Rows
-- without a provider are the limits at other sizes. Places are a month's; rates are for 100 places a month.
with begun as (
    select
        agency_code,
        min(report_month) as first_month
    from feed.provider_concerns
    group by all
),

observed as (
    select
        agency_code,
        'month' as period,
        1 as months,
        report_month,
        care_kind,
        provider_code,
        concerns::bigint as concerns,
        places::bigint as place_months
    from feed.provider_concerns
    union all by name
    select
        latest.agency_code,
        'rolling12' as period,
        12 as months,
        latest.report_month,
        latest.care_kind,
        latest.provider_code,
        sum(earlier.concerns)::bigint as concerns,
        sum(earlier.places)::bigint as place_months
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

kind as (
    select
        agency_code,
        period,
        months,
        report_month,
        care_kind,
        sum(concerns) / sum(place_months) as concerns_per_place,
        max(place_months) as largest
    from observed
    group by all
),

size as (
    select
        agency_code,
        period,
        report_month,
        care_kind,
        provider_code,
        concerns,
        place_months
    from observed
    union all by name
    select
        agency_code,
        period,
        report_month,
        care_kind,
        largest * 1.1 * (unnest(range(1, 25)) / 24) ** 2 as place_months
    from kind
),

expected as (
    select
        size.*,
        kind.months,
        kind.concerns_per_place,
        size.place_months * kind.concerns_per_place as mean
    from size
    inner join kind using (agency_code, period, report_month, care_kind)
),

possible as (
    select
        mean,
        unnest(range(
            greatest(floor(mean - 10 * sqrt(mean) - 20), 0)::bigint,
            ceil(mean + 10 * sqrt(mean) + 20)::bigint
        )) as events
    from expected
    where mean > 0
    group by mean
),

chance as (
    select
        mean,
        events,
        exp(events * ln(mean) - mean - lgamma(events + 1)) as of_so_many,
        sum(exp(events * ln(mean) - mean - lgamma(events + 1))) over (partition by mean order by events) as of_no_more
    from possible
),

tail as (
    select
        mean,
        events,
        of_so_many,
        of_no_more,
        1 - of_no_more + of_so_many as of_no_fewer
    from chance
),

crossed as (
    select
        mean,
        arg_min(events - (of_no_more - 0.001) / of_so_many, events) filter (where of_no_more >= 0.001) as lower_998,
        arg_min(events - (of_no_more - 0.025) / of_so_many, events) filter (where of_no_more >= 0.025) as lower_95,
        arg_max(events + (of_no_fewer - 0.025) / of_so_many, events) filter (where of_no_fewer >= 0.025) as upper_95,
        arg_max(events + (of_no_fewer - 0.001) / of_so_many, events) filter (where of_no_fewer >= 0.001) as upper_998
    from tail
    group by mean
)

select
    expected.agency_code,
    expected.period,
    expected.report_month,
    expected.care_kind,
    expected.provider_code,
    expected.concerns,
    expected.place_months / expected.months as places,
    100 * expected.concerns / expected.place_months as rate,
    100 * expected.concerns_per_place as rate_of_kind,
    100 * greatest(crossed.lower_998, 0) / expected.place_months as lower_998,
    100 * greatest(crossed.lower_95, 0) / expected.place_months as lower_95,
    100 * crossed.upper_95 / expected.place_months as upper_95,
    100 * crossed.upper_998 / expected.place_months as upper_998,
    case
        when expected.concerns > crossed.upper_998 then 'above'
        when expected.concerns < crossed.lower_998 then 'below'
    end as outside
from expected
left join crossed on expected.mean = crossed.mean
