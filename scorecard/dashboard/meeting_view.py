"""The screens of a meeting: what was found, the chart and how to read it, late returns, and what comes."""

import re
from functools import lru_cache

import plotly.graph_objects as go
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.chart_labels import ChartSize, event_key
from scorecard.dashboard.colours import DARK, LIGHT
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_parts import Subject, open_subject, write_subtitle
from scorecard.dashboard.markup import Child, element
from scorecard.dashboard.meeting_bar import Place, Way
from scorecard.dashboard.meeting_topics import Agenda, Topic, describe_months
from scorecard.dashboard.month_view import Choice, list_entries
from scorecard.dashboard.overview import count_changes, name_finding, write_headline
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.returns_grid import list_returns, write_chasing
from scorecard.dashboard.scorecard_table import address_of
from scorecard.dashboard.selection import EVERYTHING
from scorecard.dashboard.spc_chart import draw_series_chart
from scorecard.publication.chart import SeriesChart
from scorecard.publication.formats import format_month
from scorecard.publication.lines import in_sentence
from scorecard.publication.verdicts import meets

BIG = ChartSize(height=300, plot_width=560, scale=20 / 14, months_between_ticks=6, dates_events=False)
PHONE = ChartSize(scale=15 / 13)
LONGEST_FIGURE, LONGEST_TITLE = 4, 48
DAYS = re.compile(r"[\d,]+ days?")
REAL = {
    "concern": "A real change for the worse.",
    "improvement": "A real change for the better.",
    "neutral": "A real change, neither good nor bad.",
}
AID = (
    ("no_change", "Each dot is a month. The grey band is where it usually falls; the dotted line is the target."),
    ("worse_rising", "A diamond is a real change for the worse, a blue circle for the better, a square neither."),
)


def write_title(title: str) -> Markup:
    """Write the heading of a screen, a long one in smaller letters."""
    return element("h1", title, class_="meeting-title long" if len(title) > LONGEST_TITLE else "meeting-title")


@lru_cache(maxsize=512)
def write_topic(opened: Opened, topic: Topic) -> Markup:
    """Write the big figure with its verdict, the reason, and the target or, where that is the verdict, the change."""
    name, verdict = _name_verdict(topic)
    sentences = [_sentence(name, verdict, topic.reason)]
    if topic.chosen is None:
        return element("div", element("div", *sentences, class_="verdicts"), class_="meeting found")
    subject = open_subject(opened.generation, topic.chosen)
    sentences.append(_change(subject) if topic.kind == "target" else _target(opened, topic, subject))
    return element(
        "div",
        _write_figure(row_words.figure_text(subject.row)),
        element("div", *sentences, class_="verdicts"),
        class_="meeting found",
    )


def _write_figure(figure: Markup) -> Markup:
    """Write the figure as large as its length allows, the word “days” smaller than its number."""
    words = figure.striptags()
    if DAYS.fullmatch(words):
        number, _, unit = words.partition(" ")
        return element("p", number, element("span", f" {unit}", class_="unit"), class_="figure")
    return element("p", figure, class_="figure long" if len(words) > LONGEST_FIGURE else "figure")


def _name_verdict(topic: Topic) -> tuple[str, str]:
    name, verdict = name_finding({"kind": topic.kind, "variation": topic.variation})
    return name, REAL.get(topic.kind, verdict)


def _sentence(name: str, verdict: str, reason: str) -> Markup:
    return element("p", icon(name, size=34), element("span", element("strong", verdict), " ", reason))


def _change(subject: Subject) -> Markup:
    said = row_words.change(subject.row)
    return _sentence(said.icon, f"{said.words}.", subject.row["reason"] or "")


def _target(opened: Opened, topic: Topic, subject: Subject) -> Markup:
    """Write the target, whether it is met, and when the figure last reached it within the months shown."""
    said, row = row_words.against_target(subject.row), subject.row
    if row["target"] is None:
        return _sentence(said.icon, "No target", "is set.")
    words = f"{said.words}. {_word_last_reached(opened, topic, subject)}".strip()
    return element(
        "p",
        icon(said.icon, size=34),
        element("span", "Target ", element("strong", row_words.target_text(row)), f": {in_sentence(words)}"),
    )


def _word_last_reached(opened: Opened, topic: Topic, subject: Subject) -> str:
    chart = None if topic.chosen is None else describe_months(opened, topic.chosen)
    row = subject.row
    if chart is None or row["direction"] == "neutral":
        return ""
    reached = [point.month for point in chart.points if meets(point.value, row["target"], row["direction"])]
    if not reached:
        return f"Not reached in {len(chart.points)} months."
    if reached[-1] == subject.month:
        return "Reached this month."
    return f"Last reached in {format_month(reached[-1])}."


@lru_cache(maxsize=512)
def write_caption(opened: Opened, topic: Topic) -> Markup:
    """Write what the chart shows, the way to its page, and on a phone the words of its numbered events."""
    if topic.chosen is None:
        return Markup("")
    subject = open_subject(opened.generation, topic.chosen)
    carried = carry(opened, topic.chosen.month, "month")
    table = element("a", "Figures as a table", href=f"{address_of(subject.row, carried)}&as=table")
    return element("p", write_subtitle(subject, opened.about.area), ". ", table, class_="meeting caption")


def write_aid(chart: SeriesChart, *, narrow: bool, aid: bool) -> Markup | None:
    """Write how to read the chart in two lines with its source, and the events that a narrow chart only numbers."""
    events = [element("li", words) for words in event_key(chart)] if narrow else []
    lines = [element("p", icon(name, size=20), words) for name, words in AID] if aid else []
    parts: list[Child] = [element("ol", *events, class_="events") if events else None, *lines]
    if aid:
        parts.append(element("p", chart.footnote, class_="source"))
    return element("div", *parts, class_="meeting aid") if events or aid else None


@lru_cache(maxsize=128)
def draw_chart(chart: SeriesChart, dark: bool, narrow: bool) -> go.Figure:
    """Draw the chart large, in the reader's theme."""
    return draw_series_chart(chart, DARK if dark else LIGHT, narrow=narrow, size=PHONE if narrow else BIG)


@lru_cache(maxsize=64)
def write_late(opened: Opened, choice: Choice) -> Markup:
    """Write whose returns are late, for the screen of a finding that is about returns."""
    returns = list_returns(opened.generation)
    if choice.view != EVERYTHING:
        returns = [row for row in returns if row["agency_code"] == choice.view]
    chasing = write_chasing(returns, choice.month, opened.about.data_as_at.date())
    return element("div", chasing, class_="meeting late")


@lru_cache(maxsize=256)
def write_agenda(
    opened: Opened, choice: Choice, agenda: Agenda, following: tuple[tuple[str, str | None], ...]
) -> Markup:
    """Write what the meeting will look at, each a way to its screen; says so where there is nothing."""
    way = Way(dict(following), Place(0, False, False), len(agenda.topics) + 1)
    nothing = None
    if not any(topic.is_finding for topic in agenda.topics):
        counts = count_changes(entry.mark for entry in list_entries(opened, choice))
        nothing = element("p", f"No finding. {write_headline(counts, choice.month)}.")
    items = [
        element("li", icon(_name_verdict(topic)[0], size=20), element("a", topic.title, href=way.to(place)))
        for place, topic in enumerate(agenda.topics, start=1)
    ]
    more = None
    if agenda.left_out:
        every = link_to("this_month", **way.choices, show="exceptions")
        many = len(agenda.left_out)
        words = f"{many} more {'exception has' if many == 1 else 'exceptions have'} no screen: "
        more = element("p", words, element("a", "see all in the scorecard", href=every), ".", class_="quiet")
    listed = element("ol", *items) if items else None
    return element("section", element("h2", "Today"), nothing, listed, more, class_="meeting agenda")
