"""Where a counting rule changed: a series is judged in pieces, each on its own."""

import polars as pl

from scorecard.publication.figures import ALL


def number_pieces(figures: pl.DataFrame, events: pl.DataFrame, definitions: pl.DataFrame) -> pl.DataFrame:
    """List the first month of each piece of a series but the first: indicator, agency_code, date, piece from 1.

    A change of rule breaks the indicators of its themes, for its agency and for the partnership that the agency is
    part of, or for everybody where it names no agency: as it is drawn on their charts. The month in which it happens
    is counted by the new rule. `events` as the reference has them, `definitions` with indicator and themes.
    """
    changes = events.filter(pl.col("kind") == "rule_change", pl.col("themes").is_not_null())
    of_theme = changes.select(
        pl.col("date").dt.truncate("1mo"), changed_by="agency", theme=pl.col("themes").str.split(";")
    ).explode("theme")
    tagged = definitions.select("indicator", theme="themes").explode("theme")
    told = of_theme.join(tagged, on="theme").select("indicator", "changed_by", "date").unique()
    series = figures.select("indicator", "agency_code").unique()
    everybody = told.filter(pl.col("changed_by").is_null()).join(series, on="indicator")
    own = told.join(series, left_on=["indicator", "changed_by"], right_on=["indicator", "agency_code"])
    own = own.with_columns(agency_code="changed_by")
    found = pl.concat(
        frame.select("indicator", "agency_code", "date")
        for frame in (everybody, own, own.with_columns(agency_code=pl.lit(ALL)))
    )
    return (
        found.unique()
        .sort("date")
        .with_columns(piece=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("indicator", "agency_code"))
    )


def cut_pieces(points: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    """Add `piece` to monthly points with indicator, agency_code and date: 0 up to the first change, then 1 and on."""
    dated = points.sort("date", maintain_order=True)
    cut = dated.join_asof(pieces, on="date", by=["indicator", "agency_code"], check_sortedness=False)
    return cut.with_columns(pl.col("piece").fill_null(0))
