"""Kinds of option that several commands share."""

from datetime import date, datetime
from typing import Any

import click

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.checking import Declaration
from scorecard.months import parse_month
from scorecard.publication.declaring import UnknownAgency, declare_return
from scorecard.settings import Settings


class MonthType(click.ParamType[Any]):
    """A month, such as 2024-03."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the month, or say how to write it."""
        if isinstance(value, date):
            return value
        try:
            return parse_month(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


MONTH = MonthType()
FEED = click.Choice(list(all_feeds()))
MOMENT = click.DateTime(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"])


def declare(settings: Settings, feed: str, agency: str, month: date, *, nil: bool = False) -> Declaration:
    """Make a declaration; an agency that the partnership does not have is a fault of the call."""
    try:
        return declare_return(settings, feed, agency, month, received_on=now().date(), nil=nil)
    except UnknownAgency as error:
        raise click.BadParameter(str(error), param_hint="--agency") from error


def now() -> datetime:
    """The moment at which something is received, to the second, without a time zone."""
    return datetime.now().replace(microsecond=0)
