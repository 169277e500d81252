"""Care providers under their codes, each with its own counts and limits: for the audience of exact figures alone."""

from datetime import date
from functools import lru_cache

import duckdb
import polars as pl

from scorecard.feeds.code_lists import labels
from scorecard.publication.figures import ALL
from scorecard.publication.opening import Generation

MONTHS = 24


def gather_providers(connection: duckdb.DuckDBPyConnection, months: pl.Series) -> pl.DataFrame:
    """Give every row of the newest months, with the limits at other sizes in rows without a provider."""
    shown = months.tail(MONTHS)
    frame: pl.DataFrame = connection.sql(
        """
        select * from funnel.provider
        where report_month between $first and $last
        order by agency_code, period, report_month, care_kind, provider_code nulls last, places
        """,
        params={"first": shown[0], "last": shown[-1]},
    ).pl()
    return frame


@lru_cache(maxsize=16)
def has_providers(generation: Generation) -> bool:
    """Say whether the generation holds the table at all: no other audience has it, nor had earlier versions."""
    found = generation.ask("select 1 from information_schema.tables where table_name = 'provider'")
    return not found.is_empty()


def read_providers(generation: Generation, agency: str, month: date, period: str) -> pl.DataFrame:
    """Give the providers of a month that one agency or all have sent, and the limits at other sizes, by kind of care.

    No row where the generation has none; `care_kind` has the order of its code list.
    """
    rows = _read_every_provider(generation) if has_providers(generation) else _NONE
    chosen = rows.filter(pl.col("report_month") == month, pl.col("period") == period)
    return chosen if agency == ALL else chosen.filter(pl.col("agency_code") == agency)


@lru_cache(maxsize=3)
def _read_every_provider(generation: Generation) -> pl.DataFrame:
    rows = generation.ask("select * from provider").with_columns(pl.col("care_kind").cast(_KIND))
    return rows.sort("care_kind", "agency_code", "provider_code", "places", nulls_last=True)


_KIND = pl.Enum(list(labels("care_kind")))
_LIMITS = ("lower_998", "lower_95", "upper_95", "upper_998")
_NUMBERS = ("places", "rate", "rate_of_kind", *_LIMITS)
_NONE = pl.DataFrame(
    schema={
        "agency_code": pl.String(),
        "period": pl.String(),
        "report_month": pl.Date(),
        "care_kind": _KIND,
        "provider_code": pl.String(),
        "concerns": pl.Int64(),
        **dict.fromkeys(_NUMBERS, pl.Float64()),
        "outside": pl.String(),
    }
)
