"""Feedback to referrers: referrals made in the month, and earlier ones whose referrer was told in it."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, rule


class ReferralFeedback(dy.Schema):
    """One row per referral; sent in the month it is made and again in the month its referrer is told the outcome."""

    agency = contract.agency()
    month = contract.month()
    referral_id = contract.identifier("Reference of the referral, the same whenever it is sent.", key=True)
    referral_source = contract.code("referral_source", "Who made the referral.")
    received_on = contract.day("Day on which the referral was received.")
    told = contract.code("yes_no", "Whether the referrer has been told the outcome.")
    told_on = contract.day("Day on which the referrer was told; blank while not told.", required=False)


@rule("received_on", "month")
def received_by_month_end() -> pl.Expr:
    """The referral is received after the month of the return. Check the date, or send it with its own month."""
    return pl.col("received_on") <= contract.month_end()


@rule("told_on", "month")
def told_by_month_end() -> pl.Expr:
    """The referrer is told after the month of the return. Say no until the month in which it happens."""
    return pl.col("told_on") <= contract.month_end()


@rule("told_on", "received_on")
def told_on_or_after_received() -> pl.Expr:
    """The referrer was told before the referral was received. Check both dates."""
    return pl.col("told_on") >= pl.col("received_on")


@rule("told", "told_on")
def told_has_its_day() -> pl.Expr:
    """A referrer who was told has a day, and no other has. Check both columns."""
    return (pl.col("told") == "yes") == pl.col("told_on").is_not_null()


@rule("received_on", "told_on", "month")
def active_in_month() -> pl.Expr:
    """Nothing happened to the referral in the month. Send only those received, or told their outcome, in the month."""
    first_of_month = contract.month_start()
    return (pl.col("received_on") >= first_of_month) | (pl.col("told_on") >= first_of_month).fill_null(False)


FEED = Feed(
    name="referral_feedback",
    title="Feedback to referrers",
    description="Referrals received in the month, with earlier ones whose referrer was told the outcome in it.",
    schema=ReferralFeedback,
    rules=(
        received_by_month_end,
        told_by_month_end,
        told_on_or_after_received,
        told_has_its_day,
        active_in_month,
    ),
    latest_by=("referral_id",),
)
