"""What an indicator's head says: the model that refuses unknown fields and lists the allowed values."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Section = Literal["Referrals", "Enquiries and outcomes", "Making Safeguarding Personal", "Training", "Partnership"]
Unit = Literal["count", "percent", "days", "people", "rate"]
Kind = Literal["flow", "stock", "people", "duration"]
Direction = Literal["higher", "lower", "neutral"]

RATIOS: tuple[Unit, ...] = ("percent", "rate")
"""Units of what is divided: a share in percent, or a rate for 100 of something else, such as care places."""

SECTIONS: tuple[Section, ...] = (
    "Referrals",
    "Enquiries and outcomes",
    "Making Safeguarding Personal",
    "Training",
    "Partnership",
)


class Definition(BaseModel):
    """One indicator, as the head of its SQL file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: str = Field(description="Name of the file without its ending; not written in the head.")
    code: str = Field(pattern=r"^[A-Z]{2,3}-[0-9A-Z]{1,3}$", description="Stable code, such as CON-01.")
    title: str = Field(max_length=60, description="Plain name of the indicator.")
    section: Section = Field(description="Group of the scorecard.")
    order: int = Field(ge=0, description="Place within its section.")
    themes: tuple[str, ...] = Field(min_length=1, description="Codes of the themes it belongs to.")
    question: str = Field(pattern=r"\?$", description="What it answers, as a question.")
    definition: str = Field(description="What is counted; ends with the grain.")
    numerator: str = Field(description="What is counted, in words.")
    denominator: str | None = Field(None, description="Out of what, in words; left out for a plain count.")
    unit: Unit = Field(description="How its value is written; a rate is for 100, as a percentage is, without its sign.")
    kind: Kind = Field(description="How months combine.")
    direction: Direction = Field(description="Which way is good; neutral for volumes and conversion.")
    protected: bool = Field(
        True,
        description="Whether it counts adults at risk, so that only the council sees it unrounded; false for staff, "
        "organisations and the work of agencies.",
    )
    feeds: tuple[str, ...] = Field(
        description="Feeds it is computed from; none where it counts the returns themselves."
    )
    measures: tuple[str, ...] = Field((), description="Measures of the measures feed it is computed from.")
    about: Literal["sender", "subject", "keeper"] = Field(
        "sender", description="Whose figure it is: who sent it, who it names, or who of the senders keeps such cases."
    )
    source: str = Field(description="Where the definition comes from.")
    caveat: str = Field(description="What to keep in mind when reading it.")
    agreed: str | None = Field(
        None,
        description="Who agreed to the definition and when, in words; left out while nobody's agreement is recorded.",
    )
    rising: str = Field(description="Finding when it really rises; may hold {category}.")
    falling: str = Field(description="Finding when it really falls; may hold {category}.")
    scorecard: Literal["total", "by_agency", "none"] = Field("total", description="Rows it has on the scorecard.")
    core: bool = Field(True, description="Whether the scorecard shows it at first; others are one choice away.")
    highlights: tuple[str, ...] = Field((), description="Categories that have a row of their own on the scorecard.")
    line_title: str | None = Field(None, description="Title of a category's row; holds {category}.")
    categories: dict[str, str] = Field({}, description="Labels of categories that no code list has.")
    breakdowns: dict[str, Literal["all"] | tuple[str, ...]] = Field(
        {},
        description="Breakdowns of cases that it has, each with the categories that are listed whether there are cases "
        "or not: some by their codes, or all of the code list of that name, or else of the labels above.",
    )
    family: str | None = Field(None, description="Family that is always shown together.")
    per_adults: bool = Field(False, description="Whether a year of it is also said per 100,000 adults.")
    target: float | None = Field(None, description="Target that comes with the definition.")
    since: date | None = Field(None, description="First month of this definition.")
    until: date | None = Field(None, description="Last month of this definition.")

    @field_validator("definition", "caveat", "question", "source", mode="after")
    @classmethod
    def _joins_lines(cls, words: str) -> str:
        return " ".join(words.split())

    @model_validator(mode="after")
    def _fits_together(self) -> "Definition":
        faults = []
        if self.unit in RATIOS and self.denominator is None:
            faults.append("a percentage or a rate needs its denominator in words")
        if bool(self.measures) != ("measures" in self.feeds):
            faults.append("measures are named exactly when the measures feed is used")
        if self.highlights and (self.line_title is None or "{category}" not in self.line_title):
            faults.append("highlights need a line_title that holds {category}")
        if faults:
            raise ValueError("; ".join(faults))
        return self
