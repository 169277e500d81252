"""The values that the choices of exports may have, as the pages offer them."""

from scorecard.feeds.code_lists import labels
from scorecard.months import months_between, write_month
from scorecard.publication import actions, choosing
from scorecard.publication.figures import ALL
from scorecard.publication.periods import PERIODS
from scorecard.publication.reader import (
    Generation,
    name_agencies,
    name_themes,
    read_about,
    read_every_theme,
    read_partners,
)
from scorecard.publication.theme_cuts import GRADE


def list_months(generation: Generation) -> list[str]:
    """List the months, the newest first."""
    about = read_about(generation)
    return [write_month(month) for month in months_between(about.first_month, about.reporting_month)[::-1]]


def list_periods(generation: Generation) -> list[str]:
    """List what a figure can cover."""
    return list(PERIODS)


def list_agencies(generation: Generation) -> list[str]:
    """List all, and each agency whose figures are held."""
    return [ALL, *name_agencies(generation)]


def list_partners(generation: Generation) -> list[str]:
    """List all, and each agency of the newest month, with figures or without."""
    return [ALL, *read_partners(generation, read_about(generation).reporting_month)["code"]]


def list_themes(generation: Generation) -> list[str]:
    """List all, and each theme that has an indicator."""
    return [ALL, *name_themes(generation)]


def list_every_theme(generation: Generation) -> list[str]:
    """List each theme, with figures or without."""
    return read_every_theme(generation)["code"].to_list()


def list_grades(generation: Generation) -> list[str]:
    """List none, and each grade of an audit."""
    return ["", *labels(GRADE)]


def list_ways(generation: Generation) -> list[str]:
    """List the ways to keep rows of the scorecard."""
    return list(choosing.SHOWN)


def list_numbers(generation: Generation) -> list[str]:
    """List none, and each number of the overview's grid."""
    return ["", choosing.RESTATED, *choosing.list_places()]


def list_action_states(generation: Generation) -> list[str]:
    """List all, and each state of an action."""
    return [ALL, *actions.list_states()]


def list_sources(generation: Generation) -> list[str]:
    """List all, and each kind of review that has asked for an action."""
    return [ALL, *actions.list_sources(generation)]
