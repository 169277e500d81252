"""How each agency writes its files: real returns differ in form, and the sample's do too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Workbook:
    """The form of a return sent as a workbook."""

    headings: tuple[str, ...]
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blank_rows: int = 0
    real_dates: bool = True


@dataclass(frozen=True)
class Habit:
    """The form of a return; as text unless there is a workbook. `labelled` gives columns written as labels."""

    separator: str = ","
    byte_order_mark: bool = False
    day_first: bool = False
    labelled: Mapping[str, str] = field(default_factory=dict)
    until: date | None = None
    workbook: Workbook | None = None


USUAL = Habit()
BY_AGENCY = {"ccs": Habit(byte_order_mark=True), "fire": Habit(separator=";")}
BY_RETURN = {
    ("asc", "concerns"): Habit(
        labelled={"types_of_risk": "type_of_risk", "referral_source": "referral_source", "gender": "gender"},
        until=date(2022, 9, 1),
    ),
    ("asc", "enquiries"): Habit(day_first=True, until=date(2023, 3, 1)),
    ("asc", "enquiry_risks"): Habit(
        labelled={name: name for name in ("type_of_risk", "source_of_risk", "location_of_risk")}
    ),
    ("asc", "measures"): Habit(
        workbook=Workbook(
            headings=("Agency", "Month", "Measure", "Numerator", "Denominator"),
            notes=("Contacts are counted on the day of the first review.",),
        )
    ),
    ("bhft", "training"): Habit(
        workbook=Workbook(
            headings=("Agency", " Month ", "Course", "Eligible", "Compliant"),
            titles=("Bedfordshire Hospitals NHS Foundation Trust", "Safeguarding training, both sites"),
            notes=("Headcount on the last day of the month.", "Bank staff are counted at their usual site."),
        )
    ),
    ("elft", "training"): Habit(
        workbook=Workbook(
            headings=("agency", " Month ", "Course", "Eligible", "Compliant "),
            notes=("Quarterly position from the learning system.",),
            blank_rows=12,
        )
    ),
    ("lsab", "learning_actions"): Habit(
        workbook=Workbook(
            headings=(
                "Agency",
                "Month",
                "Action ID",
                "Title",
                "Review ID",
                "Source",
                "Theme",
                "Owner agency",
                "Agreed on",
                "Due on",
                "Done on",
                "Evidence of effect",
                "Indicator",
            ),
            titles=("Actions from reviews and audits, all agencies",),
            notes=("Evidence is judged by the learning sub-group.",),
        )
    ),
    ("police", "panel_cases"): Habit(day_first=True),
    ("police", "measures"): Habit(
        workbook=Workbook(
            headings=("AGENCY", "MONTH", "MEASURE", "NUMERATOR", "DENOMINATOR"),
            notes=("Counts for Luton only.",),
            blank_rows=3,
            real_dates=False,
        )
    ),
}


def find_habit(agency: str, feed: str, month: date) -> Habit:
    """Give the form in which an agency sends a feed's return for a month."""
    habit = BY_RETURN.get((agency, feed)) or BY_AGENCY.get(agency, USUAL)
    return USUAL if habit.until is not None and month > habit.until else habit
