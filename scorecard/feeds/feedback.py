"""Feedback from adults: forms after an enquiry, surveys, and what advocates pass on."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, rule

ANSWERS = ("felt_safer", "felt_listened_to", "outcome_achieved")


class Feedback(dy.Schema):
    """One row per form; a question that was not answered stays blank."""

    agency = contract.agency()
    month = contract.month()
    form_id = contract.identifier("Reference of the form, which leads to no person.", key=True)
    kind = contract.code("feedback_kind", "Form after an enquiry, survey or advocacy.")
    given_on = contract.day("Day on which the feedback was given.")
    enquiry_ended_on = contract.day("Day on which the enquiry ended; only for a form after an enquiry.", required=False)
    felt_safer = contract.code("feedback_answer", "Whether the adult feels safer.", required=False)
    felt_listened_to = contract.code("feedback_answer", "Whether the adult felt listened to.", required=False)
    outcome_achieved = contract.code(
        "msp_outcome", "How far what the adult wanted was achieved, in the adult's own view.", required=False
    )


@rule("given_on", "month")
def given_by_month_end() -> pl.Expr:
    """The feedback is given after the month of the return. Send it with the month in which it is given."""
    return pl.col("given_on") <= contract.month_end()


@rule("given_on", "month")
def given_in_quarter() -> pl.Expr:
    """The feedback was given more than three months before the month's end. Send only the forms of the quarter."""
    return pl.col("given_on") >= contract.quarter_start()


@rule("enquiry_ended_on", "kind")
def end_belongs_to_form_after_enquiry() -> pl.Expr:
    """A form after an enquiry lacks the day of its end, or another form has one. Check kind and day."""
    return pl.col("enquiry_ended_on").is_not_null() == (pl.col("kind") == "form_after_enquiry")


@rule("given_on", "enquiry_ended_on")
def given_on_or_after_end() -> pl.Expr:
    """The form was given before the enquiry ended. Check both dates."""
    return pl.col("given_on") >= pl.col("enquiry_ended_on")


@rule(*ANSWERS)
def answers_something() -> pl.Expr:
    """The form answers none of the questions. Fill in at least one answer, or leave the row out."""
    return pl.any_horizontal(pl.col(name).is_not_null() for name in ANSWERS)


FEED = Feed(
    name="feedback",
    title="Feedback from adults",
    description="Forms after an enquiry, surveys and advocates' feedback given in the month or quarter.",
    schema=Feedback,
    rules=(
        given_by_month_end,
        given_in_quarter,
        end_belongs_to_form_after_enquiry,
        given_on_or_after_end,
        answers_something,
    ),
    latest_by=("form_id",),
)
