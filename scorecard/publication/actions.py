"""Actions from reviews and audits: how each stands at a month's end, and the figure it was to move."""

from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from scorecard.indicators.definition import RATIOS
from scorecard.months import add_months, last_day
from scorecard.publication.figures import ALL
from scorecard.publication.formats import format_figure
from scorecard.publication.opening import Generation
from scorecard.publication.row_reader import read_row
from scorecard.publication.series import read_series
from scorecard.publication.words import ACTION_WORDS

MONTHS_COMPARED = 6
SINCE = {
    "special_cause_improvement": "better",
    "special_cause_concern": "worse",
    "special_cause_neutral_high": "higher",
    "special_cause_neutral_low": "lower",
}
_COMPARED = {
    "figure_of": pl.String,
    "before": pl.String,
    "months_before": pl.Int64,
    "after": pl.String,
    "months_after": pl.Int64,
    "since": pl.String,
}
_NONE_COMPARED = dict.fromkeys(_COMPARED)


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
    compared = [_compare(generation, row, month) for row in actions.iter_rows(named=True)]
    movement = pl.DataFrame(compared, schema=_COMPARED, orient="row")
    return pl.concat([actions.with_columns(state=state), movement], how="horizontal").sort("due_on", "action_id")


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


def _compare(generation: Generation, action: dict[str, Any], month: date) -> dict[str, Any]:
    """Compare the linked figure, the owner's where it has one and else the partnership's, before and after."""
    indicator, done_on = action["indicator"], action["done_on"]
    if done_on is None or action["indicator_title"] is None:
        return dict(_NONE_COMPARED)
    whose = next(
        (
            code
            for code in (action["owner_agency"], ALL)
            if not read_row(generation, indicator, code, None, None, month, "month").is_empty()
        ),
        None,
    )
    if whose is None:
        return dict(_NONE_COMPARED)
    done_in = done_on.replace(day=1)
    points = read_series(generation, indicator, whose, None, None, month)
    known = points.filter(pl.col("state") == "reported", pl.col("value").is_not_null())
    at = pl.col("report_month")
    before = known.filter(at < done_in, at >= add_months(done_in, -MONTHS_COMPARED))
    after = known.filter(at > done_in, at <= add_months(done_in, MONTHS_COMPARED))
    return {
        "figure_of": whose,
        "before": _average(before, action["unit"]),
        "months_before": before.height,
        "after": _average(after, action["unit"]),
        "months_after": after.height,
        "since": _judge_since(points, done_in),
    }


def _average(known: pl.DataFrame, unit: Any) -> str | None:
    """Write the average month: a share or rate is added up from its parts, never averaged."""
    if known.is_empty():
        return None
    if unit in RATIOS:
        part, whole = float(known["numerator"].sum()), float(known["denominator"].sum())
        return format_figure(part * 100 / whole, unit, part, whole)
    return format_figure(float(known["value"].mean()), unit)  # type: ignore[arg-type]


def _judge_since(points: pl.DataFrame, done_in: date) -> str:
    """Say what the signals of the months after say: the newest flagged run counts, and when it began."""
    ordered = points.filter(pl.col("value").is_not_null()).sort("report_month")
    if ordered.filter(pl.col("report_month") > done_in).is_empty():
        return "too_soon"
    if ordered["lower"].null_count() == ordered.height:
        return "too_few"
    months, kinds = ordered["report_month"].to_list(), ordered["point_type"].to_list()
    flagged = [place for place, kind in enumerate(kinds) if kind in SINCE and months[place] > done_in]
    if not flagged:
        return "none"
    first = flagged[-1]
    while first > 0 and kinds[first - 1] == kinds[first]:
        first -= 1
    return SINCE[kinds[first]] if months[first] > done_in else "begun_before"
