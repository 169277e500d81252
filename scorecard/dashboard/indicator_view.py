"""One indicator as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import polars as pl
from markupsafe import Markup

from scorecard.dashboard import indicator_parts as parts
from scorecard.dashboard import row_words
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.colours import DARK, LIGHT
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.funnel_view import write_funnels
from scorecard.dashboard.indicator_chart import describe_chart
from scorecard.dashboard.indicator_subjects import Chosen
from scorecard.dashboard.indicator_tables import write_figures
from scorecard.dashboard.indicator_words import write_rest
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.restatement_tables import list_restatements, write_restatements
from scorecard.dashboard.spc_chart import draw_series_chart
from scorecard.publication.chart import SeriesChart
from scorecard.publication.generation import COUNCIL
from scorecard.publication.reader import describe_indicators, read_row, read_series

NONE = "No figure has been reported yet. It appears here with the first return."
FEW = "Months are about too few people to be shown here. A longer period, such as 12 months, may have a figure above."


@dataclass(frozen=True)
class IndicatorPage:
    """The heading, the parts above and below the chart, the chart's description, and its table."""

    title: str
    subtitle: str
    section: str
    strip: Markup
    chart: SeriesChart | None
    why_no_chart: str
    footnote: str
    table: Markup
    rest: Markup


@lru_cache(maxsize=2048)
def write_indicator(opened: Opened, chosen: Chosen) -> IndicatorPage:
    """Write everything that one choice shows; there is no chart where no figure has been reported."""
    definition = describe_indicators(opened.generation)[chosen.indicator]
    keys = (chosen.indicator, chosen.agency, chosen.breakdown, chosen.category, chosen.month)
    row = read_row(opened.generation, *keys, chosen.period).row(0, named=True)
    series = read_series(opened.generation, *keys)
    subject = parts.Subject(**vars(chosen), definition=definition, row=row)
    chart = describe_chart(opened, subject, series)
    carried = carry(opened, chosen.month, chosen.period)
    changed = list_restatements(opened.generation, subject)
    months = frozenset(changed.filter(pl.col("period") == "month")["report_month"])
    rounded = opened.about.audience != COUNCIL and bool(definition.get("protected", True))
    table = element("div", write_figures(subject, series, months), class_="scrolls")
    below = write_rest(opened.generation, subject, table, carried, write_restatements(subject, changed))
    return IndicatorPage(
        title=parts.write_finding(subject),
        subtitle=parts.write_subtitle(subject, opened.about.area),
        section=str(definition["section"]),
        strip=join(
            [write_stamp(opened, chosen.month), parts.write_strip(subject, opened.about.adults, rounded=rounded)]
        ),
        chart=None if series["value"].is_null().all() else chart,
        why_no_chart=FEW if row["month_state"] in row_words.PROTECTED else NONE,
        footnote=chart.footnote,
        table=table,
        rest=join([write_funnels(opened, subject), below]),
    )


@lru_cache(maxsize=256)
def draw_chart(chart: SeriesChart, dark: bool, narrow: bool) -> go.Figure:
    """Draw the chart in the reader's theme."""
    return draw_series_chart(chart, DARK if dark else LIGHT, narrow=narrow)
