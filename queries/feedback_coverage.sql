-- /// indicator
-- code = "MSP-10"
-- title = "Enquiries followed by a feedback form"
-- section = "Making Safeguarding Personal"
-- order = 130
-- themes = ["msp", "voice_coproduction"]
-- question = "After how many enquiries does the adult give feedback?"
-- definition = """
-- Section 42 enquiries followed by a feedback form within eight weeks, out of those concluded. An enquiry counts in the
-- month in which its eight weeks end. One row per agency per month.
-- """
-- numerator = "Feedback forms given within eight weeks of the end of the enquiry"
-- denominator = "Section 42 enquiries concluded whose eight weeks for a form end in the month"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- core = true
-- feeds = ["feedback", "enquiries"]
-- about = "keeper"
-- source = "LSAB annual report 2023/24; Making Safeguarding Personal Outcomes Framework 2018"
-- caveat = """
-- Each figure is about enquiries that ended about eight weeks before, so that no month is unfinished. Enquiries concluded
-- before the first return of forms are left out. A form does not name its enquiry. A target of 30% is suggested, not
-- agreed.
-- """
-- rising = "More enquiries are followed by the adult's feedback"
-- falling = "Fewer enquiries are followed by the adult's feedback"
-- ///

with forms as (
    select
        agency_code,
        report_month as month_of_return,
        given_on,
        enquiry_ended_on as ended_on,
        enquiry_ended_on + 56 as eight_weeks_end
    from feed.feedback
    where kind = 'form_after_enquiry'
),

first_return_of_forms as (
    select
        agency_code,
        min(month_of_return) as first_month
    from forms
    group by agency_code
),

forms_in_time as (
    select
        forms.agency_code,
        date_trunc('month', forms.eight_weeks_end)::date as report_month,
        count(*) as forms_given
    from forms
    inner join first_return_of_forms using (agency_code)
    where
        forms.given_on <= forms.eight_weeks_end
        and forms.ended_on >= first_return_of_forms.first_month
    group by all
),

enquiries_concluded as (
    select
        enquiries.agency_code,
        date_trunc('month', enquiries.ended_on + 56)::date as report_month,
        count(*) as concluded
    from feed.enquiries as enquiries
    inner join first_return_of_forms using (agency_code)
    where
        enquiries.kind = 'section_42'
        and enquiries.ended_on >= first_return_of_forms.first_month
    group by all
)

select
    enquiries_concluded.agency_code,
    enquiries_concluded.report_month,
    coalesce(forms_in_time.forms_given, 0) as numerator,
    enquiries_concluded.concluded as denominator
from enquiries_concluded
inner join calendar.months using (report_month)
left join forms_in_time using (agency_code, report_month)
