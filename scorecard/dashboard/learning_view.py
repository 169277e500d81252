"""The page of panels and learning as it stands for one choice."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import action_parts, panel_parts
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.downloads import write_downloads
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.selection import EVERYTHING
from scorecard.months import last_day, write_month
from scorecard.publication.actions import keep_actions
from scorecard.publication.formats import format_date
from scorecard.publication.periods import name_period
from scorecard.publication.reader import name_agencies, name_themes, read_actions, read_indicators
from scorecard.publication.words import ACTION_WORDS

STATE_NAMES = {state: words for state, (_, words) in ACTION_WORDS.items()}


@dataclass(frozen=True, eq=False)
class ActionsShown:
    """The actions that the reader keeps, in words, out of how many there are, and the way to them as a file."""

    rows: pl.DataFrame
    of: int
    chosen: str
    downloads: Markup


@dataclass(frozen=True)
class LearningPage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


def list_states(opened: Opened, month: date) -> tuple[dict[str, str], dict[str, str]]:
    """List the states and the kinds of review that the reader can keep, whether there are such actions or not."""
    kinds = read_actions(opened.generation, month).select("source", "source_label").unique(maintain_order=True)
    sources = {EVERYTHING: "All reviews and audits", **dict(kinds.sort("source_label").iter_rows())}
    return {EVERYTHING: "All states", **STATE_NAMES}, sources


@lru_cache(maxsize=512)
def show_actions(opened: Opened, month: date, owner: str, theme: str, state: str, source: str) -> ActionsShown:
    """Keep the actions of an owner, a theme, a state and a kind of review."""
    every = read_actions(opened.generation, month)
    kept = keep_actions(every, owner, theme, state, source)
    names = [
        name_agencies(opened.generation).get(owner),
        name_themes(opened.generation).get(theme),
        STATE_NAMES.get(state),
        list_states(opened, month)[1].get(source) if source != EVERYTHING else None,
    ]
    choices = {"version": str(opened.about.number), "month": write_month(month), "agency": owner, "theme": theme}
    downloads = write_downloads("learning_actions", choices | {"state": state, "source": source})
    return ActionsShown(kept, every.height, ", ".join(name for name in names if name), downloads)


@lru_cache(maxsize=256)
def write_learning(opened: Opened, month: date, period: str, shown: ActionsShown) -> LearningPage:
    """Write what is overdue, the list of actions with the way to it as a file, and the cases of each panel."""
    carried = carry(opened, month, period)
    counting = read_indicators(opened.generation).filter(pl.col("feeds").list.contains("learning_actions"))
    chosen = f"{shown.chosen}, " if shown.chosen else ""
    subtitle = f"{chosen}at {format_date(last_day(month))}; panels: {name_period(month, period)}"
    sections = [
        write_stamp(opened, month),
        None if shown.rows.is_empty() else shown.downloads,
        action_parts.write_overdue(shown.rows, month),
        action_parts.write_list(shown.rows, shown.of, month, counting, carried),
        element("h2", "Panels, from referral to closure", class_="after"),
        panel_parts.write_panels(opened.generation, month, period, carried),
    ]
    return LearningPage(write_finding(shown), subtitle[0].upper() + subtitle[1:], join(sections))


def write_finding(shown: ActionsShown) -> str:
    """Write how many actions are overdue, out of those not yet done."""
    states = shown.rows["state"].to_list()
    overdue, waiting = states.count("overdue"), states.count("overdue") + states.count("open")
    if not states:
        return "No learning action to show"
    if not waiting:
        return f"{len(states)} learning actions, none of them still to do" if len(states) > 1 else "The action is done"
    if not overdue:
        return f"No learning action is overdue, {waiting} {'is' if waiting == 1 else 'are'} still to do"
    if waiting == 1:
        return "The learning action still to do is overdue"
    return f"{overdue} of {waiting} learning actions still to do {'is' if overdue == 1 else 'are'} overdue"
