"""One indicator as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass, replace
from functools import lru_cache

import plotly.graph_objects as go
from markupsafe import Markup

from scorecard.dashboard import indicator_parts as parts
from scorecard.dashboard import row_words
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.colours import DARK, LIGHT
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.funnel_view import write_funnels
from scorecard.dashboard.indicator_chart import describe_chart, list_points
from scorecard.dashboard.indicator_subjects import Chosen
from scorecard.dashboard.indicator_tables import write_figures
from scorecard.dashboard.indicator_words import write_rest
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.restatement_tables import list_restatements, write_restatements
from scorecard.dashboard.spc_chart import draw_series_chart
from scorecard.publication.chart import ChartPoint, SeriesChart
from scorecard.publication.generation import COUNCIL
from scorecard.publication.reader import describe_indicators, read_series

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


@dataclass(frozen=True)
class _Months:
    """What the page shows of the months up to one, whatever its period: points, whether any has a figure, and table."""

    points: tuple[ChartPoint, ...]
    has_figures: bool
    table: Markup


@lru_cache(maxsize=2048)
def write_indicator(opened: Opened, chosen: Chosen) -> IndicatorPage:
    """Write everything that one choice shows; there is no chart where no figure has been reported."""
    subject = parts.open_subject(opened.generation, chosen)
    months = _write_months(opened, replace(chosen, period="month"))
    chart = describe_chart(opened, subject, months.points)
    carried = carry(opened, chosen.month, chosen.period)
    changed = write_restatements(subject, list_restatements(opened.generation, subject))
    rounded = opened.about.audience != COUNCIL and bool(subject.definition.get("protected", True))
    below = write_rest(opened.generation, subject, months.table, carried, changed)
    return IndicatorPage(
        title=parts.write_finding(subject),
        subtitle=parts.write_subtitle(subject, opened.about.area),
        section=str(subject.definition["section"]),
        strip=join(
            [write_stamp(opened, chosen.month), parts.write_strip(subject, opened.about.adults, rounded=rounded)]
        ),
        chart=chart if months.has_figures else None,
        why_no_chart=FEW if subject.row["month_state"] in row_words.PROTECTED else NONE,
        footnote=chart.footnote,
        table=months.table,
        rest=join([write_funnels(opened, subject), below]),
    )


@lru_cache(maxsize=512)
def _write_months(opened: Opened, chosen: Chosen) -> _Months:
    definition = describe_indicators(opened.generation)[chosen.indicator]
    keys = (chosen.indicator, chosen.agency, chosen.breakdown, chosen.category, chosen.month)
    figures = read_series(opened.generation, *keys)
    series = parts.Series(**vars(chosen), definition=definition)
    restated = frozenset(list_restatements(opened.generation, series)["report_month"])
    table = element("div", write_figures(series, figures, restated), class_="scrolls")
    return _Months(list_points(figures), not figures["value"].is_null().all(), table)


@lru_cache(maxsize=256)
def draw_chart(chart: SeriesChart, dark: bool, narrow: bool) -> go.Figure:
    """Draw the chart in the reader's theme."""
    return draw_series_chart(chart, DARK if dark else LIGHT, narrow=narrow)
