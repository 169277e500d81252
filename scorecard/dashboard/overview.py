"""The top of the overview: what changed, and how many rows are in each state."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import Child, element, join
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.scorecard_table import address_of
from scorecard.publication.choosing import RESTATED, Mark
from scorecard.publication.formats import format_month, format_value
from scorecard.publication.words import CHANGE_WORDS

CHANGES = {
    "concern": ("worse_rising", "Worse"),
    "improvement": ("better_rising", "Better"),
    "neutral": ("changing_higher", "Changing"),
    "common_cause": ("no_change", "No real change"),
}
AGAINST = {
    "fail": ("always_missed", "Always missed"),
    "inconsistent": ("sometimes_met", "Sometimes met"),
    "pass": ("always_met", "Always met"),
    "none": ("no_target", "No target"),
}
NOT_JUDGED = ("too_few", "Not judged")


def count_changes(marks: Iterable[Mark]) -> dict[tuple[str, str], int]:
    """Count the rows by change and target; rows that cannot be judged count under “unjudged”."""
    return Counter(mark.place for mark in marks)


def write_headline(counts: dict[tuple[str, str], int], month: date) -> str:
    """Write the page's title as a finding."""
    better = sum(count for (change, _), count in counts.items() if change == "improvement")
    worse = sum(count for (change, _), count in counts.items() if change == "concern")
    if counts and set(counts) == {("unjudged", "none")}:
        return f"{format_month(month)}: too few months to judge"
    if not better and not worse:
        return f"{format_month(month)}: no real change for better or worse"
    verb = "is" if better == 1 else "are"
    many = f"{better} indicator{'' if better == 1 else 's'} {verb} better"
    return f"{format_month(month)}: {many}, {worse} {'is' if worse == 1 else 'are'} worse"


def write_restated(many: int, choices: dict[str, str | None]) -> Markup | None:
    """Write how many of the figures were changed since they were published, and the way to them; None where none was.

    `choices` are those that the link carries.
    """
    if not many:
        return None
    words = "figure was" if many == 1 else "figures were"
    told = f"{many} {words} changed since first published, marked [r]. "
    link = element("a", "Show it" if many == 1 else "Show them", href=link_to("this_month", **choices, only=RESTATED))
    why = element("a", "see every version", href=link_to("versions"))
    return element("p", told, link, ", or ", why, ".", class_="note")


def write_findings(findings: Sequence[row_words.Row], worse: Sequence[str], carried: dict[str, str | None]) -> Markup:
    """Write what changed as a list, each a way to its indicator; says so when nothing did.

    `worse` are the titles of the rows whose last change was for the worse, which the Board is asked to look at.
    """
    heading = element("h2", "What changed")
    if not findings:
        words = "Nothing can be judged yet: 13 months of figures are needed."
        return element("section", heading, element("p", words, class_="note"), class_="box")
    items = [_finding(row, carried) for row in findings]
    return element("section", heading, element("ol", *items, class_="findings"), _ask(worse), class_="box")


TOLD = {
    "noise": ("no_change", "Not a real change."),
    "target": ("always_missed", "Always missed."),
    "late": ("late", "Not judged."),
    "restated": ("sent_again", "Revised."),
}
"""Icon and verdict of what is told beside the real changes."""


def name_finding(row: row_words.Row) -> tuple[str, str]:
    """Give the icon and the verdict of a finding."""
    return TOLD.get(row["kind"]) or (CHANGE_WORDS[row["variation"]][0], "Real change.")


def _finding(row: row_words.Row, carried: dict[str, str | None]) -> Markup:
    name, verdict = name_finding(row)
    past = "" if row["year_ago"] is None else f"{format_value(row['year_ago'], row['unit'])} a year ago"
    address = link_to("returns", **carried) if row["indicator"] is None else address_of(row, carried)
    words = element(
        "div",
        element("a", row["sentence"], href=address),
        element("p", element("strong", verdict), " ", row["reason"]),
        class_="finding-words",
    )
    figure: Child = ""
    if row["unit"] is not None:
        figure = row_words.write_number(row["value"], row["numerator"], row["denominator"], row["unit"])
    return element(
        "li",
        icon(name, size=26),
        words,
        element("span", figure, class_="figure"),
        element("span", past, class_="past"),
        element("span", icon("onward", size=16), class_="onward"),
        class_="finding",
    )


def _ask(worse: Sequence[str]) -> Markup:
    if not worse:
        return element(
            "p", element("strong", "Nothing is asked of the Board"), " on this month’s figures.", class_="callout"
        )
    named = join((element("strong", title) for title in worse[:3]), ", ")
    return element("p", element("strong", "The Board is asked to"), " look closer at: ", named, ".", class_="callout")


def write_glance(counts: dict[tuple[str, str], int], choices: dict[str, str | None]) -> Markup:
    """Write the grid of change by target; each number keeps only its rows in the table below."""
    heads = [
        element("th", element("span", "Change", class_="visually-hidden"), scope="col"),
        element("th", "All", scope="col"),
    ]
    heads += [element("th", icon(name, size=18), words, scope="col") for name, words in AGAINST.values()]
    body = [_glance_row(change, counts, choices) for change in CHANGES]
    unjudged = counts.get(("unjudged", "none"), 0)
    blank = [element("td") for _ in AGAINST]
    body.append(element("tr", _row_head(*NOT_JUDGED), element("td", unjudged, class_="all"), *blank))
    note = "Pick a number to show only those rows."
    return element(
        "section",
        element("h2", "At a glance"),
        element(
            "table",
            element("caption", "Indicators by change and target", class_="visually-hidden"),
            element("thead", element("tr", *heads)),
            element("tbody", *body),
            class_="glance",
        ),
        element("p", note, class_="note"),
        class_="box",
    )


def _row_head(name: str, words: str) -> Markup:
    return element("th", element("span", icon(name), element("span", words), class_="said"), scope="row")


def _glance_row(change: str, counts: dict[tuple[str, str], int], choices: dict[str, str | None]) -> Markup:
    name, words = CHANGES[change]
    cells = []
    for against, (_, target_words) in AGAINST.items():
        count = counts.get((change, against), 0)
        label = f"{count} {words.lower()}, {target_words.lower()}"
        address = link_to("this_month", **choices, only=f"{change}.{against}")
        shown = element("a", count, href=address, aria_label=label)
        cells.append(element("td", shown if count else "0"))
    total = sum(counts.get((change, against), 0) for against in AGAINST)
    return element("tr", _row_head(name, words), element("td", total, class_="all"), *cells)


def write_key(shift: int, trend: int) -> Markup:
    """Write how to read the icons, the band and the marks.

    `shift` and `trend` are the months in a row that make a real change.
    """
    entries = [
        ("better_rising", "Better: a real change in the good direction"),
        ("worse_rising", "Worse: a real change in the bad direction"),
        ("changing_higher", "Changing: a real change, neither good nor bad"),
        ("no_change", "No real change: month-to-month noise"),
        ("too_few", "Fewer than 13 months: no judgement yet"),
        ("always_met", "Always met: the usual range clears the target"),
        ("sometimes_met", "Sometimes met: the target is inside the range"),
        ("always_missed", "Always missed: the range never reaches it"),
        ("late", "Return late: last figure kept, not judged"),
        ("not_due", "Not due: sent each quarter, last figure kept"),
    ]
    items = [element("li", icon(name), element("span", words)) for name, words in entries]
    note = (
        "Grey band: where the figure usually falls. Dotted line: target. "
        "A change is real when a month falls outside the usual range, two of three fall near its edge, "
        f"{shift} in a row stand on one side of the usual average, or {trend} in a row rise or fall "
        "(the rules of NHS Making Data Count). "
        "[part] some months are missing, [x] not collected, [z] does not apply, "
        "[r] changed since it was first published. "
        "Shapes mean the same in print, in black and white and in every download."
    )
    return element(
        "section",
        element("h2", "How to read this"),
        element("ul", *items, class_="key"),
        element("p", note, class_="note"),
        class_="box",
    )
