"""The risks of the enquiries concluded in the month: type, source and location."""

import dataframely as dy

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed


class EnquiryRisks(dy.Schema):
    """One row per different type, source and location of an enquiry (SAC SG2a and SG2b)."""

    agency = contract.agency()
    month = contract.month()
    enquiry_id = contract.reference("enquiry", "Reference of the enquiry.", key=True)
    type_of_risk = contract.code("type_of_risk", "Type of risk (SAC SG2a).", key=True)
    source_of_risk = contract.code("source_of_risk", "Source of risk (SAC SG2a).", key=True)
    location_of_risk = contract.code("location_of_risk", "Location of risk (SAC SG2b).", key=True)


FEED = Feed(
    name="enquiry_risks",
    title="Risks of concluded enquiries",
    description="Every different type, source and location of risk of the enquiries concluded in the month.",
    schema=EnquiryRisks,
    rules=(),
)
