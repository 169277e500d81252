"""Lays figures out as series of counts for disclosure control: flows over all months, and levels month by month."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from scorecard.disclosure.model import CountTable, Identity, Whole
from scorecard.indicators.definition import Definition
from scorecard.publication.figures import ALL
from scorecard.publication.sums import Place, find_sums, name_series, was_kept

SERIES = ["indicator", "agency_code", "breakdown", "category"]
PARTS = {"numerator": "n", "denominator": "d"}
PLACE_OF_TOTAL = ["indicator", "agency_code", "period", "report_month"]
WINDOW_OF_PEOPLE = "rolling12"
FEWEST_TO_BE_NO_CHANCE = 20


@dataclass(frozen=True)
class Counted:
    """True counts (series by months), the sums that hold between them, and pairs of which one lies within the other.

    Of levels each month is a series of its own, since they do not add up over months.
    """

    keys: tuple[str, ...]
    counts: Whole
    identities: tuple[Identity, ...]
    within: tuple[tuple[str, str], ...]
    months: tuple[date, ...]
    are_levels: bool
    also: tuple[tuple[str, str], ...] = ()
    """Series that are the same as another, each with that other."""

    def series_of(self, key: str) -> str:
        """Give the series that a key is of."""
        return key.partition("@")[0]

    def months_of(self, key: str) -> tuple[date, ...]:
        """Give the months of a key: that of a level, or all."""
        return (date.fromisoformat(key.partition("@")[2]),) if self.are_levels else self.months

    def table(self, released: Mapping[str, list[int]]) -> CountTable:
        """Give the counts as a table, without sums that earlier releases did not keep."""
        kept = tuple(each for each in self.identities if was_kept(each, released))
        return CountTable(self.keys, self.counts, np.ones(len(self.keys), dtype=np.bool_), kept, released)


def may_nest(inner: str, outer: str) -> bool:
    """Say whether one numerator can lie within another: of two indicators, and of the same agency and category."""
    first, *of_inner = inner.split("/")
    second, *of_outer = outer.split("/")
    return first != second and of_inner == of_outer


def never(inner: str, outer: str) -> bool:
    """Let no numerator lie within another: of one month alone it may be by chance."""
    return False


def keep_shown(figures: pl.DataFrame, definitions: Mapping[str, Definition]) -> pl.DataFrame:
    """Keep what an audience is shown of figures about adults at risk, in protected form.

    Not shown are durations; people counted once over other windows than twelve months, which hold one another;
    categories of single agencies, where those of all agencies are shown; and categories at month end that are no parts
    of their total, since steps hold one another.
    """
    kinds = {name: definition.kind for name, definition in definitions.items()}
    kind = pl.col("indicator").replace_strict(kinds, return_dtype=pl.String)
    of_all = pl.col("agency_code") == ALL
    agencies = pl.col("agency_code").filter(~of_all).n_unique().over("indicator")
    one_way = of_all | pl.col("breakdown").is_null() | (agencies == 1) | ~of_all.any().over("indicator")
    of_window = of_all & pl.col("breakdown").is_null() & (pl.col("period") == WINDOW_OF_PEOPLE)
    shown = figures.filter(kind.is_in(["flow", "stock"]) & one_way | (kind == "people") & of_window)
    levels = shown.filter(kind == "stock")
    return pl.concat([shown.filter(kind != "stock"), _keep_parts(levels)])


def _keep_parts(levels: pl.DataFrame) -> pl.DataFrame:
    """Leave out breakdowns whose categories do not add up to their total in every month."""
    cut = levels.filter(pl.col("breakdown").is_not_null(), pl.col("numerator").is_not_null())
    summed = cut.group_by("indicator", "agency_code", "breakdown", "period", "report_month").agg(
        pl.col(name).sum() for name in PARTS
    )
    totals = levels.filter(pl.col("breakdown").is_null()).select(*PLACE_OF_TOTAL, *PARTS)
    both = summed.join(totals, on=PLACE_OF_TOTAL, suffix="_of_total")
    differ = [pl.col(name) != pl.col(f"{name}_of_total").fill_null(0) for name in PARTS]
    unfit = both.filter(pl.any_horizontal(differ)).select("indicator", "breakdown").unique()
    return levels.join(unfit, on=["indicator", "breakdown"], how="anti")


def count_flows(shown: pl.DataFrame, definitions: Mapping[str, Definition], months: pl.Series) -> Counted:
    """Lay out the monthly counts of flows."""
    rows = shown.filter(pl.col("period") == "month", _is_kind(definitions, "flow"))
    series = _spread(rows, months)
    return _settle(series, tuple(months.to_list()))


def count_levels(shown: pl.DataFrame, definitions: Mapping[str, Definition], earlier: pl.DataFrame) -> Counted:
    """Lay out the counts that stand for one month end or window alone; `earlier` is what was released before."""
    of_month = _is_kind(definitions, "stock") & (pl.col("period") == "month")
    rows = shown.filter(of_month | _is_kind(definitions, "people"))
    months = rows["report_month"].unique().sort()
    whole = _settle(_spread(rows, months), tuple(months.to_list()))
    return _by_month(whole, earlier)


def released_before(counted: Counted, earlier: pl.DataFrame) -> dict[str, list[int]]:
    """Give what was released of each key, from the first month on, without a gap."""
    known: dict[tuple[str, date], int] = {(row[0], row[1]): row[2] for row in earlier.iter_rows()}
    released = {}
    for key in counted.keys:
        values = []
        for month in counted.months_of(key):
            value = known.get((counted.series_of(key), month))
            if value is None:
                break
            values.append(value)
        if values:
            released[key] = values
    return released


def _is_kind(definitions: Mapping[str, Definition], kind: str) -> pl.Expr:
    return pl.col("indicator").is_in([name for name, each in definitions.items() if each.kind == kind])


def _spread(rows: pl.DataFrame, months: pl.Series) -> dict[tuple[Place, str], Whole]:
    """Give the counts of each series by month; months without a figure have none."""
    places = {month: number for number, month in enumerate(months)}
    found: dict[tuple[Place, str], Whole] = {}
    for row in rows.select(*SERIES, "report_month", *PARTS).iter_rows():
        place: Place = (row[0], row[1], row[2], row[3])
        for part, value in zip(PARTS.values(), row[5:], strict=True):
            if value is not None:
                counts = found.setdefault((place, part), np.zeros(len(places), dtype=np.int64))
                counts[places[row[4]]] = round(value)
    return found


def _settle(series: Mapping[tuple[Place, str], Whole], months: tuple[date, ...]) -> Counted:
    identities, within = find_sums(series)
    return Counted(
        tuple(name_series(*each) for each in series),
        np.array(list(series.values()), dtype=np.int64).reshape(len(series), len(months)),
        identities,
        within,
        months,
        are_levels=False,
    )


def _by_month(whole: Counted, earlier: pl.DataFrame) -> Counted:
    """Make every month of every series a series of its own; what two indicators both count is one series."""
    one = _find_equal(whole, earlier)
    kept = [row for row, key in enumerate(whole.keys) if one[key] == key]
    dated = [(each, month) for each in whole.identities for month in whole.months]
    pairs = {(one[inner], one[outer]) for inner, outer in whole.within if one[inner] != one[outer]}
    return Counted(
        tuple(f"{whole.keys[row]}@{month}" for row in kept for month in whole.months),
        whole.counts[kept].reshape(-1, 1),
        tuple(
            Identity(f"{one[each.total]}@{month}", tuple(f"{one[part]}@{month}" for part in each.parts))
            for each, month in dated
        ),
        tuple((f"{inner}@{month}", f"{outer}@{month}") for inner, outer in sorted(pairs) for month in whole.months),
        whole.months,
        are_levels=True,
        also=tuple((key, one[key]) for key in whole.keys if one[key] != key),
    )


def _find_equal(whole: Counted, earlier: pl.DataFrame) -> dict[str, str]:
    """Give for each series the first of another indicator with the same counts, months and earlier releases."""
    released: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for series, month, value in earlier.sort("report_month").iter_rows():
        released[series].append((month, value))
    first: dict[tuple[object, ...], str] = {}
    one = {}
    for key, counts in zip(whole.keys, whole.counts, strict=True):
        indicator, *who, _ = key.split("/")
        equal = (*who, counts.tobytes(), tuple(released[key]))
        found = first.setdefault(equal, key)
        same_indicator = found.partition("/")[0] == indicator
        one[key] = key if same_indicator or counts.sum() < FEWEST_TO_BE_NO_CHANCE else found
    return one
