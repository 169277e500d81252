"""Audits of practice: what each audit of the quarter found, standard by standard."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, rule


class Audits(dy.Schema):
    """One row per audit and standard; an audit of six standards has six rows."""

    agency = contract.agency()
    month = contract.month()
    audit_id = contract.identifier("Reference of the audit, the same on all of its rows.", key=True)
    kind = contract.code("audit_kind", "Internal safeguarding audit, quarterly team audit or multi-agency audit.")
    team = contract.text("Team whose work was audited, never a name.")
    audited_on = contract.day("Day on which the audit was finished.")
    standard = contract.code("audit_standard", "Standard that was graded.", key=True)
    grade = contract.code("audit_grade", "Grade given for the standard.")
    themes = contract.codes("theme", "Themes of the board that the audit was about, with semicolons between them.")
    action = contract.text("Action agreed for the standard; no names.", required=False)


@rule("audited_on", "month")
def audited_by_month_end() -> pl.Expr:
    """The audit is finished after the month of the return. Send it with the month in which it is finished."""
    return pl.col("audited_on") <= contract.month_end()


@rule("audited_on", "month")
def audited_in_quarter() -> pl.Expr:
    """The audit was finished more than three months before the month's end. Send only the audits of the quarter."""
    return pl.col("audited_on") >= contract.quarter_start()


@rule("action", "grade")
def action_where_not_good() -> pl.Expr:
    """A standard is graded below good and no action is agreed. Say what will be done."""
    below_good = pl.col("grade").is_in(["requires_improvement", "inadequate"])
    return pl.col("action").is_not_null() | ~below_good


@rule("audit_id", "kind", "team", "audited_on")
def audit_is_one() -> pl.Expr:
    """The rows of one audit differ in kind, team or day. Give each audit a reference of its own."""
    return pl.struct("kind", "team", "audited_on").n_unique().over("audit_id") == 1


FEED = Feed(
    name="audits",
    title="Audits of practice",
    description="Internal safeguarding audits, team audits and multi-agency audits of the quarter, by standard.",
    schema=Audits,
    rules=(audited_by_month_end, audited_in_quarter, action_where_not_good, audit_is_one),
    latest_by=("audit_id", "standard"),
)
