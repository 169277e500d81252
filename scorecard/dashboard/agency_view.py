"""One agency's page as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import agency_parts as parts
from scorecard.dashboard.agency_actions import write_learning_actions
from scorecard.dashboard.agency_answers import write_heard_back
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.month_view import Choice, list_entries, write_changed, write_table
from scorecard.dashboard.overview import count_changes
from scorecard.dashboard.selection import EVERYTHING
from scorecard.publication.periods import name_period
from scorecard.publication.reader import (
    name_agencies,
    read_actions,
    read_courses,
    read_referrals,
    read_returns,
)


@dataclass(frozen=True)
class AgencyPage:
    """The page below its controls, and its heading."""

    title: str
    name: str
    markup: Markup


@dataclass(frozen=True, eq=False)
class _OfMonth:
    """What the page says of a month whatever the period is."""

    courses: pl.DataFrame
    summary: Markup
    training: Markup | None
    returns: Markup


@lru_cache(maxsize=1024)
def write_agency(opened: Opened, agency: str, month: date, period: str) -> AgencyPage:
    """Write the agency's training, what changed, whether it heard back, its own indicators, actions and returns."""
    name, short_name = (name_agencies(opened.generation, column)[agency] for column in ("name", "short_name"))
    choice = Choice(month, period, agency, EVERYTHING)
    entries = list_entries(opened, choice)
    carried, of_month = carry(opened, month, period), _write_of_month(opened, agency, month)
    sections = [write_stamp(opened, month), of_month.summary, of_month.training]
    sections.append(write_changed(opened, choice))
    referrals = next((each for each in read_referrals(opened.generation, month, period) if each.code == agency), None)
    sections.append(write_heard_back(referrals, name_period(month, period), carried))
    caption = f"{short_name}: own indicators, {name_period(month, period)}"
    table = write_table(opened, choice, entries, caption)
    actions = read_actions(opened.generation, month).filter(pl.col("owner_agency") == agency)
    sections += [element("h2", "The agency’s own indicators", class_="after"), table]
    sections += [write_learning_actions(actions, month, agency, carried), of_month.returns]
    title = parts.write_title(short_name, of_month.courses, count_changes(entry.mark for entry in entries))
    return AgencyPage(title, name, join(sections))


@lru_cache(maxsize=1024)
def _write_of_month(opened: Opened, agency: str, month: date) -> _OfMonth:
    every_course = read_courses(opened.generation, month, "month").filter(pl.col("last_value").is_not_null())
    courses = every_course.filter(pl.col("agency_code") == agency).sort("position")
    returns = read_returns(opened.generation, agency).filter(pl.col("report_month") <= month)
    carried = carry(opened, month, "month")
    training = None
    if not courses.is_empty():
        training = parts.write_training(courses, every_course, agency, month, carried["month"])
    return _OfMonth(courses, parts.write_summary(returns, month), training, parts.write_returns(returns))
