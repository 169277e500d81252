"""The bar above the screens of a meeting, and the buttons below: where the meeting is, and the ways on and out."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.meeting_topics import Agenda
from scorecard.dashboard.month_view import Choice
from scorecard.dashboard.panel import link_to
from scorecard.publication.formats import format_date, format_month
from scorecard.publication.lines import in_sentence
from scorecard.publication.reader import name_agencies, name_themes

FIRST, LAST = "Since last time", "What was decided"
NOTES = ".st-key-meeting_notes textarea"
KEYS = {"arrowleft": "←", "arrowright": "→", "escape": "Esc", "n": "N", "c": "C"}
"""What a button shows of the key that presses it, by the key's name in the browser."""


@dataclass(frozen=True)
class Place:
    """Where a reader is in the meeting: the screen, and whether only the chart or the reading aid is shown."""

    at: int
    only_chart: bool
    aid: bool


@dataclass(frozen=True)
class Way:
    """Writes the addresses of the meeting's screens, each with the choices of the reader."""

    choices: Mapping[str, str | None]
    place: Place
    last: int

    def to(self, at: int | None = None, *, only_chart: bool | None = None, aid: bool | None = None) -> str:
        """Write the address of a screen; what is not said stays as it is."""
        at = self.place.at if at is None else at
        shown = self.place.only_chart if only_chart is None else only_chart
        helped = self.place.aid if aid is None else aid
        stated = {"at": str(at) if at else None, "show": "chart" if shown else None, "aid": "on" if helped else None}
        return link_to("meeting", **self.choices, **stated)

    def out(self) -> str:
        """Write the address of the page that the meeting began from."""
        return link_to("this_month", **self.choices)


def write_bar(opened: Opened, choice: Choice, agenda: Agenda, way: Way) -> Markup:
    """Write whose meeting it is, which month it looks at, how far it has come, and the way out."""
    about = opened.about
    what = f"{format_month(choice.month)}, as at {format_date(about.data_as_at.date())}"
    filters = [name_agencies(opened.generation).get(choice.view), name_themes(opened.generation).get(choice.theme)]
    return element(
        "header",
        element("strong", about.partnership, class_="board-name"),
        element("span", join(filter(None, (what, *filters)), ". "), class_="quiet"),
        _write_progress(agenda, way.place.at),
        element("span", "Made-up data", class_="badge") if about.invented else None,
        _button("Leave meeting mode", "escape", href=way.out()),
        class_="meeting bar",
    )


def _write_progress(agenda: Agenda, at: int) -> Markup:
    steps = [element("span", class_="done" if step <= at else None) for step in range(1, len(agenda.topics) + 1)]
    return element(
        "span",
        element("span", name_progress(agenda, at), role="status"),
        element("span", *steps, class_="steps", aria_hidden="true") if steps else None,
        class_="progress",
    )


def name_progress(agenda: Agenda, at: int) -> str:
    """Say which screen of how many this is."""
    if not 1 <= at <= len(agenda.topics):
        return FIRST if at == 0 else LAST
    findings = sum(topic.is_finding for topic in agenda.topics)
    if at <= findings:
        return f"Finding {at} of {findings}"
    return f"Exception {at - findings} of {len(agenda.topics) - findings}"


def write_buttons(agenda: Agenda, way: Way, *, notes: bool) -> Markup:
    """Write the buttons that move and switch, each with the key that presses it."""
    at, only_chart = way.place.at, way.place.only_chart
    has_chart = 1 <= at <= len(agenda.topics) and agenda.topics[at - 1].chosen is not None
    coming = LAST if at == len(agenda.topics) else "" if at == way.last else agenda.topics[at].title
    moves = [
        _button("Back", "arrowleft", href=way.to(at - 1)) if at else None,
        _button(f"Next: {in_sentence(coming)}", "arrowright", href=way.to(at + 1), main=True) if coming else None,
    ]
    chart = _button("Show everything" if only_chart else "Chart only", "c", href=way.to(only_chart=not only_chart))
    aid = _button(
        "Hide how to read" if way.place.aid else "How to read the chart", "", href=way.to(aid=not way.place.aid)
    )
    switches = [
        aid if has_chart and not only_chart else None,
        _button("Notes", "n", focus=NOTES) if notes else None,
        chart if has_chart else None,
    ]
    return element(
        "nav",
        element("span", *moves, class_="moves"),
        element("span", *switches, class_="switches"),
        class_="meeting buttons",
        aria_label="Meeting",
    )


def _button(words: str, key: str, *, href: str | None = None, focus: str | None = None, main: bool = False) -> Markup:
    shown = [element("span", words), element("kbd", KEYS[key], aria_hidden="true") if key else None]
    says = {
        "class_": "button main" if main else "button",
        "data_key": key or None,
        "title": words if main else None,
    }
    if href is not None:
        return element("a", *shown, href=href, **says)
    return element("button", *shown, type="button", data_focus=focus, **says)
