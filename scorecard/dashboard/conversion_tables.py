"""The tables of the conversion page: what is drawn month by month, and the arithmetic of every rule in full."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup

from scorecard.dashboard import conversion_sums as sums
from scorecard.dashboard import conversion_words as words
from scorecard.dashboard import row_words
from scorecard.dashboard.conversion_charts import drawn_value
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.publication.conversion import BY_MONTH_OF_CONCERN, NATIONAL_RULE
from scorecard.publication.formats import format_short_month, format_value
from scorecard.publication.lines import in_sentence
from scorecard.publication.reader import Conversion, Counted, Rule
from scorecard.publication.words import FIGURE_STATES


def write_months(caption: str, named: Iterable[tuple[str, Counted]]) -> Markup:
    """Write months newest first: what is drawn, with its sum; a month without a figure says why."""
    settled = list(named)
    columns = [Column("Month")]
    for name, _ in settled:
        columns += [Column(name, number=True, strong=True), Column("Sum", number=True)]
    by_month: dict[date, list[str]] = {}
    for _, counted in settled:
        for month in counted.months.sort("report_month", descending=True).iter_rows(named=True):
            by_month.setdefault(month["report_month"], []).extend(_month_cells(month))
    rows = [[format_short_month(month), *cells] for month, cells in by_month.items()]
    return table(caption, columns, rows, caption_hidden=True)


def _month_cells(month: dict[str, Any]) -> list[str]:
    if month["state"] not in ("reported", "partial"):
        return [FIGURE_STATES.get(month["state"], "No figure"), ""]
    value = drawn_value(month)
    summed = sums.write_sum(month["numerator"], month["denominator"])
    if value is not None:
        return [format_value(value, "percent"), summed]
    return [FIGURE_STATES["partial"] if month["state"] == "partial" else "Too few for a percentage", summed]


def write_arithmetic(conversion: Conversion, when: str) -> Markup:
    """Write the full arithmetic of every rule: what is divided by what, the rate, England, and the rule's dates."""
    rows = [_arithmetic_row(conversion, name, rule) for name, rule in conversion.rules.items()]
    parts = conversion.parts
    if parts is not None:
        every = parts.section_42 + parts.other + parts.mash
        formula = "Section 42, other and MASH enquiries started ÷ concerns received"
        rows.append(
            [
                "What if all three counted",
                _formula(formula, sums.explain(parts, sums.ALL_THREE)),
                sums.write_sum(every, parts.concerns),
                sums.write_exact(every, parts.concerns),
                "None on this rule",
                "Not a rule in use",
            ]
        )
    columns = [
        Column("Rule"),
        Column("Formula"),
        Column("Sum", number=True),
        Column("Conversion", number=True, strong=True),
        Column("Published rates on this rule"),
        Column("Counted so"),
    ]
    licence = (
        "Contains public sector information licensed under the Open Government Licence v3.0, where a source says so."
    )
    sources = [element("li", sums.write_source(each)) for each in conversion.official]
    return element(
        "section",
        element("h2", "The arithmetic"),
        element(
            "p",
            f"{when}. Enquiries are set against the concerns of the same months; the last rule follows each "
            "concern to its own outcome so far.",
            class_="note",
        ),
        table(f"The arithmetic, {when}", columns, rows, caption_hidden=True, blocks=True),
        element("ul", *sources, element("li", licence), class_="note sources") if sources else None,
        _write_related(conversion, when),
        class_="box",
    )


def _write_related(conversion: Conversion, when: str) -> Markup | None:
    """Write the rates of the family that are out of something else than concerns, and so stand on no common scale."""
    if not conversion.related:
        return None
    rows = [
        [words.name_rule(rule), _write_formula(rule), *_rate_cells(rule), sums.write_since(rule)]
        for rule in conversion.related.values()
    ]
    columns = [
        Column("Rate"),
        Column("Formula"),
        Column("Sum", number=True),
        Column("Figure", number=True, strong=True),
        Column("Counted so"),
    ]
    figures = table(f"Related rates, {when}", columns, rows, caption_hidden=True, blocks=True)
    heading = element("h3", "Related rates, out of something else")
    return join([heading, figures])


def _arithmetic_row(conversion: Conversion, name: str, rule: Rule) -> list[Markup | str]:
    counted = sums.explain(conversion.parts, name) if conversion.parts is not None else ""
    if name == BY_MONTH_OF_CONCERN and conversion.undecided is not None:
        counted = words.write_undecided(conversion.undecided)
    official = [f"{each.area} {each.value:.1f}%, {each.year}" for each in conversion.official]
    return [
        words.name_rule(rule),
        _write_formula(rule, counted),
        *_rate_cells(rule),
        ("; ".join(official) or "None held") if name == NATIONAL_RULE else "None on this rule",
        sums.write_since(rule),
    ]


def _write_formula(rule: Rule, counted: str = "") -> Markup:
    definition = rule.definition
    return _formula(f"{definition['numerator']} ÷ {in_sentence(str(definition['denominator']))}", counted)


def _rate_cells(rule: Rule) -> list[Markup | str]:
    row = dict(rule.row)
    if words.why_missing(rule) is not None:
        return ["", row_words.figure_text(row)]
    parts = row["numerator"], row["denominator"]
    return [sums.write_sum(*parts), sums.write_exact(*parts)]


def _formula(formula: str, counted: str) -> Markup:
    return join([formula, element("span", counted, class_="note counted-as") if counted else None], " ")
