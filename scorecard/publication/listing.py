"""Lists what figures are named by: definitions, words of categories, and agencies in use."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from scorecard.feeds.code_lists import labels as code_labels
from scorecard.feeds.code_lists import list_names
from scorecard.indicators.catalogue import Indicator
from scorecard.indicators.definition import Definition
from scorecard.reference import Reference


def list_definitions(catalogue: Mapping[str, Indicator]) -> pl.DataFrame:
    """Give one row per indicator with everything its head says and its SQL, in the order of the scorecard."""
    rows = []
    for position, indicator in enumerate(catalogue.values()):
        fields: dict[str, Any] = indicator.definition.model_dump(exclude={"breakdowns", "categories", "name"})
        listed = {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
        rows.append({"indicator": indicator.name, "position": position, "sql": indicator.sql, **listed})
    kinds: dict[str, Any] = {"themes": pl.List(pl.String), "feeds": pl.List(pl.String), "measures": pl.List(pl.String)}
    blank: dict[str, Any] = {
        "denominator": pl.String,
        "line_title": pl.String,
        "agreed": pl.String,
        "family": pl.String,
        "target": pl.Float64,
    }
    dates: dict[str, Any] = {"since": pl.Date, "until": pl.Date, "highlights": pl.List(pl.String)}
    return pl.DataFrame(rows, schema_overrides={**kinds, **blank, **dates}, infer_schema_length=None)


def list_categories(definition: Definition) -> pl.DataFrame:
    """List the categories an indicator always has, so that which are there tells nothing: breakdown, category."""
    named = set(list_names())
    rows = []
    for breakdown, chosen in definition.breakdowns.items():
        whole = code_labels(breakdown) if breakdown in named else definition.categories
        rows += [(breakdown, category) for category in (whole if chosen == "all" else chosen)]
    return pl.DataFrame(rows, schema={"breakdown": pl.String, "category": pl.String}, orient="row")


def list_labels(definitions: Mapping[str, Definition], figures: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """List the words for every category: code lists, courses, and what heads say themselves."""
    found = [(name, code, label) for name in list_names() for code, label in code_labels(name).items()]
    found += [("course", code, name) for code, name in reference.courses.sort("order").select("code", "name").rows()]
    used = figures.select("indicator", "breakdown", "category").drop_nulls().unique(maintain_order=True)
    for indicator, breakdown, category in used.iter_rows():
        own = definitions[indicator].categories
        if category in own:
            found.append((breakdown, category, own[category]))
    rows = [(*words, position) for position, words in enumerate(dict.fromkeys(found))]
    return pl.DataFrame(
        rows,
        schema={"breakdown": pl.String, "category": pl.String, "label": pl.String, "position": pl.Int64},
        orient="row",
    )


def list_short_names(reference: Reference, month: date) -> dict[str, str]:
    """Give the short name of each agency in use in a month, by its code, in pathway order."""
    in_use = reference.agencies.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= month)).sort("order")
    return dict(in_use.select("code", "short_name").iter_rows())
