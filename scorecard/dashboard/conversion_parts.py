"""The parts of the conversion page: a card for each rule, the steps between them, what can be said, and what if."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from scorecard.dashboard import conversion_sums as sums
from scorecard.dashboard import conversion_words as words
from scorecard.dashboard import row_words
from scorecard.dashboard.chart_axes import Scale
from scorecard.dashboard.chart_lines import Line
from scorecard.dashboard.conversion_charts import (
    is_shareable,
    line_of,
    months_chart,
    waterfall_steps,
)
from scorecard.dashboard.conversion_tables import write_months
from scorecard.dashboard.icons import icon
from scorecard.dashboard.line_chart import draw_lines
from scorecard.dashboard.markup import Column, element, join, scrolling, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.waterfall import Step, draw_waterfall
from scorecard.publication.conversion import BY_MONTH_OF_CONCERN, LOCAL_RULE, NATIONAL_RULE, WITH_MASH
from scorecard.publication.formats import format_number, format_part_of_whole
from scorecard.publication.reader import Conversion, Counted, Rule

Carried = dict[str, str | None]
CARD_CHART, WIDE_CHART = 210, 300


def write_cards(conversion: Conversion, scale: Scale, carried: Carried) -> Markup:
    """Write a card for each rule, all on one scale, and their months as a table."""
    cards = [_write_card(conversion, name, rule, scale, carried) for name, rule in conversion.rules.items()]
    named: list[tuple[str, Counted]] = [(words.short_name(rule), rule) for rule in conversion.rules.values()]
    if conversion.undecided is not None:
        named.append(("Undecided, by month of concern", conversion.undecided))
    note = "Lines show months, whatever the period above, all on the same scale. A month without a figure is a gap."
    twin = write_months("Conversion by every rule, by month", named)
    return join(
        [
            element("div", *cards, class_="rules"),
            element("p", note, class_="note after-chart"),
            element("details", element("summary", "These months as a table"), element("div", twin, class_="scrolls")),
        ]
    )


def _write_card(conversion: Conversion, name: str, rule: Rule, scale: Scale, carried: Carried) -> Markup:
    lines = [Line(words.short_name(rule), line_of(rule))]
    undecided = conversion.undecided if name == BY_MONTH_OF_CONCERN else None
    if undecided is not None:
        lines.append(Line("Undecided", line_of(undecided), "quiet"))
    national = name == NATIONAL_RULE
    chart = months_chart(conversion, rule, lines, scale, national=national, named=False)
    row = dict(rule.row)
    dotted = "" if undecided is None else "Dotted line: concerns of the month still undecided. "
    address = link_to("indicator", indicator=name, **carried)
    return element(
        "section",
        element("h2", element("a", words.short_name(rule), href=address)),
        element("p", f"{rule.definition['code']}. {rule.definition['numerator']}.", class_="note"),
        element("p", row_words.figure_text(row), class_="rate"),
        element("p", _sum_words(rule), class_="sum"),
        None if undecided is None else element("p", words.write_undecided(undecided), class_="sum"),
        draw_lines(chart, height=CARD_CHART),
        element("p", f"{dotted}{rule.definition['caveat']}", class_="note foot-note"),
        class_="box rule",
    )


def _sum_words(counted: Counted) -> str:
    row = counted.row
    if row["numerator"] is None or not row["denominator"]:
        why = {"late": "The return is late.", "not_due": "The return is not due yet."}
        return why.get(row["state"], "No figure.")
    part = format_part_of_whole(row["numerator"], row["denominator"])
    if row["state"] == "partial":
        return f"{part}; {words.write_received(counted)}"
    return part


def write_steps(conversion: Conversion, scale: Scale, area: str, when: str) -> Markup:
    """Write the steps from rule to rule as a waterfall with its table, or say why there is none."""
    parts = conversion.parts
    heading = element("h2", sums.write_gap(conversion))
    if parts is None or not is_shareable(parts):
        why = (
            "fewer than 10 concerns" if parts is not None else "a figure is missing, or the rules count other concerns"
        )
        nothing = f"No steps are drawn for {when}: {why}."
        return element("section", heading, element("p", nothing, class_="note"), class_="box")
    steps = waterfall_steps(parts, conversion.official, area)
    note = f"From one rule to the next, {when}, in percentage points. Dashed outline: what if all three kinds counted."
    sources = [element("p", sums.write_source(each), class_="note") for each in conversion.official]
    return element(
        "section",
        heading,
        element("p", note, class_="note"),
        draw_waterfall(steps, scale, "percent", alt=describe_steps(steps)),
        element("details", element("summary", "The steps as a table"), _write_step_table(steps, when)),
        *sources,
        class_="box",
    )


def describe_steps(steps: Sequence[Step]) -> str:
    """Word the text alternative of the waterfall, with the official rates that stand beside a step."""
    told = []
    for step in steps:
        beside = f", beside it {' and '.join(name for name, _ in step.marks)}" if step.marks else ""
        told.append(f"{step.label}: {step.text}{beside}")
    return f"Steps between the rules. {'; '.join(told)}."


def _write_step_table(steps: Sequence[Step], when: str) -> Markup:
    columns = [
        Column("Step"),
        Column("What it is"),
        Column("Rate or step", number=True, strong=True),
        Column("Official"),
    ]
    rows = [[step.label, step.note, step.text, ", ".join(name for name, _ in step.marks)] for step in steps]
    figures = table(f"Steps between the rules, {when}", columns, rows, caption_hidden=True)
    return scrolling(figures, "The months of every rule")


def write_said(conversion: Conversion, area: str, month: date, period: str) -> Markup:
    """Write what can be said, which rule the national return follows, and who has agreed."""
    sayings = [element("li", saying) for saying in words.list_sayings(conversion, area, month, period)]
    agreed = element(
        "p", element("strong", f"{words.NOT_AGREED}."), " No agreement on these rules is recorded.", class_="callout"
    )
    return element(
        "section",
        element("h2", "What can be said"),
        element("ul", *sayings, class_="sayings"),
        element("p", icon("about", size=18), element("span", words.NATIONAL_RETURN), class_="callout said-aside"),
        agreed,
        class_="box",
    )


def write_what_if(conversion: Conversion, scale: Scale) -> Markup:
    """Write the local rule beside the one with MASH enquiries, month by month, with its table."""
    both = [conversion.rules[name] for name in (LOCAL_RULE, WITH_MASH) if name in conversion.rules]
    heading = element("h2", "What if MASH enquiries had counted")
    if len(both) < 2:
        nothing = element("p", "One of the two rules is not published.", class_="note")
        return element("section", heading, nothing, class_="box")
    local, with_mash = both
    lines = [
        Line(words.short_name(local), line_of(local)),
        Line(words.short_name(with_mash), line_of(with_mash), "dashed"),
    ]
    chart = months_chart(conversion, local, lines, scale, national=False, named=True)
    twin = write_months("Both rules, by month", [(words.short_name(rule), rule) for rule in both])
    return element(
        "section",
        heading,
        element("p", _say_difference(local, with_mash), class_="note"),
        draw_lines(chart, height=WIDE_CHART),
        element("details", element("summary", "These months as a table"), element("div", twin, class_="scrolls")),
        class_="box",
    )


def _say_difference(local: Rule, with_mash: Rule) -> str:
    pairs = zip(line_of(local), line_of(with_mash), strict=True)
    steps = [high - low for low, high in pairs if low is not None and high is not None]
    if not steps:
        return "No month has a figure by both rules yet."
    lowest, highest = format_number(min(steps)), format_number(max(steps))
    between = lowest if lowest == highest else f"{lowest} to {highest}"
    months = "1 month" if len(steps) == 1 else f"each of {len(steps)} months"
    return (
        f"Counting them would have added {between} points in {months}. The same concerns, the same work: another rule."
    )
