-- /// indicator
-- code = "ENQ-07"
-- title = "Section 42 enquiries open at month end"
-- section = "Enquiries and outcomes"
-- order = 90
-- themes = ["quality_assurance"]
-- question = "How many section 42 enquiries are open?"
-- definition = """
-- Section 42 enquiries started by the last day of the month and not concluded on that day. One row per lead agency per
-- month end.
-- """
-- numerator = "Section 42 enquiries open on the last day of the month"
-- unit = "count"
-- kind = "stock"
-- direction = "lower"
-- feeds = ["enquiries"]
-- about = "subject"
-- source = "CQC assessment reports; home-care provider monthly return"
-- caveat = "A month-end count, never added over months. More enquiries started leave more open for a time."
-- rising = "More enquiries are open at month end"
-- falling = "Fewer enquiries are open at month end"
-- ///

select
    enquiries.lead_agency as agency_code,
    months.report_month,
    count(*) as numerator,
    null::bigint as denominator
from feed.enquiries as enquiries
inner join calendar.months as months on enquiries.started_on <= months.month_end
where
    enquiries.kind = 'section_42'
    and (enquiries.ended_on is null or enquiries.ended_on > months.month_end)
group by all
