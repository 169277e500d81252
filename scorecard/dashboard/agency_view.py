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
from scorecard.dashboard.keeping import keep_pieces
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.overview import count_changes, write_findings
from scorecard.dashboard.scorecard_table import name_rows, write_scorecard
from scorecard.publication.choosing import mark_rows, was_worse
from scorecard.publication.periods import name_period
from scorecard.publication.reader import (
    name_agencies,
    read_actions,
    read_courses,
    read_findings,
    read_referrals,
    read_returns,
    read_scorecard,
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
    rows = read_scorecard(opened.generation, month, period, agency)
    carried, of_month = carry(opened, month, period), _write_of_month(opened, agency, month)
    sections = [write_stamp(opened, month), of_month.summary, of_month.training]
    findings = list(read_findings(opened.generation, month, agency).iter_rows(named=True))
    marks, keys = mark_rows(rows), name_rows(rows)
    worse = [key.title for mark, key in zip(marks, keys, strict=True) if was_worse(mark)]
    sections.append(write_findings(findings, worse, carried))
    referrals = next((each for each in read_referrals(opened.generation, month, period) if each.code == agency), None)
    sections.append(write_heard_back(referrals, name_period(month, period), carried))
    caption = f"{short_name}: own indicators, {name_period(month, period)}"
    written = keep_pieces("scorecard", opened.generation, month, period)
    newest = opened.about.reporting_month
    table = write_scorecard(keys, rows.__getitem__, month, period, caption=caption, newest=newest, kept=written)
    actions = read_actions(opened.generation, month).filter(pl.col("owner_agency") == agency)
    sections += [element("h2", "The agency’s own indicators", class_="after"), table]
    sections += [write_learning_actions(actions, month, agency, carried), of_month.returns]
    title = parts.write_title(short_name, of_month.courses, count_changes(marks))
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
