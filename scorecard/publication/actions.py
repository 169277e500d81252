"""Actions from reviews and audits: how each stands at a month's end, and the figure it was to move."""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.months import last_day
from scorecard.publication.action_effects import compare_actions
from scorecard.publication.figures import ALL
from scorecard.publication.opening import Generation
from scorecard.publication.words import ACTION_WORDS


@lru_cache(maxsize=64)
def read_actions(generation: Generation, month: date) -> pl.DataFrame:
    """Give the actions of the newest list until a month, by due date, with their state at that month's end.

    `listed_in` is the month of the list; `state` is overdue, open, done or worked (the evidence of effect was
    accepted). `before` and `after` are the linked figure over up to six months on either side of the month in which the
    action was done, `since` what the published signals say of the months after: better, worse, higher or lower for a
    real change, begun_before where it began earlier, none, too_few or too_soon; all null where nothing is linked.
    """
    lists = _read_every_list(generation).filter(pl.col("listed_in") <= month)
    actions = lists.filter(pl.col("listed_in") == pl.col("listed_in").max())
    done = pl.col("done_on").is_not_null()
    state = (
        pl.when(done & (pl.col("evidence_of_effect") == "accepted")).then(pl.lit("worked"))
        .when(done).then(pl.lit("done"))
        .when(pl.col("due_on") < last_day(month)).then(pl.lit("overdue"))
        .otherwise(pl.lit("open"))
    )  # fmt: skip
    compared = compare_actions(generation, actions, month)
    return pl.concat([actions.with_columns(state=state), compared], how="horizontal").sort("due_on", "action_id")


def list_states() -> tuple[str, ...]:
    """List the states that an action can have, those that need attention first."""
    return tuple(ACTION_WORDS)


def list_sources(generation: Generation) -> list[str]:
    """List the kinds of review that have asked for an action in any list."""
    return _read_every_list(generation)["source"].unique().sort().to_list()


def keep_actions(actions: pl.DataFrame, owner: str, theme: str, state: str, source: str) -> pl.DataFrame:
    """Keep the actions of an owner, a theme, a state and a kind of review; `all` keeps every one."""
    for column, chosen in (("owner_agency", owner), ("theme", theme), ("state", state), ("source", source)):
        if chosen != ALL:
            actions = actions.filter(pl.col(column) == chosen)
    return actions


@lru_cache(maxsize=3)
def _read_every_list(generation: Generation) -> pl.DataFrame:
    """Give every list that was sent, with words for its codes; a generation of before they were published has none."""
    tables = generation.ask("select table_name from information_schema.tables")["table_name"]
    if "action" not in tables:
        return pl.DataFrame(schema=_NO_ACTIONS)
    return generation.ask(
        """
        select
            action.action_id, action.title, action.review_id, action.source, action.theme, action.owner_agency,
            action.agreed_on, action.due_on, action.done_on, action.evidence_of_effect, action.indicator,
            action.report_month as listed_in,
            coalesce(kind.label, action.source) as source_label,
            coalesce(theme.name, action.theme) as theme_name,
            coalesce(agency.short_name, action.owner_agency) as owner,
            evidence.label as evidence_label,
            indicator.title as indicator_title,
            indicator.unit,
            indicator.direction
        from action
        left join category_label as kind on kind.breakdown = 'learning_source' and kind.category = action.source
        left join category_label as evidence
            on evidence.breakdown = 'evidence_of_effect' and evidence.category = action.evidence_of_effect
        left join theme on theme.code = action.theme
        left join agency on agency.code = action.owner_agency and agency.valid_to is null
        left join indicator on indicator.indicator = action.indicator
        """
    )


_NO_ACTIONS = {
    **dict.fromkeys(("action_id", "title", "review_id", "source", "theme", "owner_agency"), pl.String),
    **dict.fromkeys(("agreed_on", "due_on", "done_on"), pl.Date),
    **dict.fromkeys(("evidence_of_effect", "indicator"), pl.String),
    "listed_in": pl.Date,
    **dict.fromkeys(
        ("source_label", "theme_name", "owner", "evidence_label", "indicator_title", "unit", "direction"), pl.String
    ),
}
