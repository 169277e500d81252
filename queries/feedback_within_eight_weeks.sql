-- /// indicator
-- code = "MSP-11"
-- title = "Feedback forms given within eight weeks"
-- section = "Making Safeguarding Personal"
-- order = 140
-- themes = ["msp", "voice_coproduction"]
-- question = "Do adults give feedback while the enquiry is still fresh?"
-- definition = """
-- Feedback forms given within eight weeks of the end of the enquiry, out of all forms given after an enquiry. One row
-- per agency per month of return.
-- """
-- numerator = "Feedback forms given within eight weeks, 56 days, of the end of the enquiry"
-- denominator = "Feedback forms given after an enquiry"
-- unit = "percent"
-- kind = "flow"
-- direction = "higher"
-- core = false
-- feeds = ["feedback"]
-- about = "keeper"
-- source = "Making Safeguarding Personal Outcomes Framework 2018"
-- caveat = "Says nothing of adults who gave no form: see the feedback coverage. A target of 90% is suggested, not agreed."
-- rising = "More feedback forms come within eight weeks"
-- falling = "Fewer feedback forms come within eight weeks"
-- ///

select
    agency_code,
    report_month,
    count(*) filter (where given_on <= enquiry_ended_on + 56) as numerator,
    count(*) as denominator
from feed.feedback
where kind = 'form_after_enquiry'
group by all
