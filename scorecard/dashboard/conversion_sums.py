"""How the sums of the conversion page are written: each rate as it is divided, and from where it comes."""

from scorecard.dashboard.conversion_charts import is_shareable, name_official, share
from scorecard.publication.conversion import LOCAL_RULE, NATIONAL_RULE, WITH_MASH
from scorecard.publication.formats import SMALLEST_DENOMINATOR_FOR_PERCENT, format_date, format_figure, format_number
from scorecard.publication.reader import Conversion, Official, Parts, Rule

ALL_THREE = "all three kinds"


def write_sum(enquiries: float | None, concerns: float | None) -> str:
    """Write a sum as it is divided: “312 ÷ 3,045”."""
    if enquiries is None or concerns is None:
        return ""
    return f"{format_number(enquiries)}\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}{format_number(concerns)}"


def write_exact(enquiries: float | None, concerns: float | None) -> str:
    """Write a worked rate: with one decimal from a thousand concerns, by its parts under ten."""
    if enquiries is None or not concerns:
        return ""
    value = 100 * enquiries / concerns
    if concerns < SMALLEST_DENOMINATOR_FOR_PERCENT:
        return format_figure(value, "percent", enquiries, concerns)
    return f"{format_number(value, 1 if concerns >= 1000 else 0)}%"


def write_source(official: Official) -> str:
    """Write an area's published rate with its sum and its source."""
    printed = official.numerator is not None and official.denominator is not None
    worked = f": {_as_printed(official.numerator)} ÷ {_as_printed(official.denominator)}" if printed else ""
    note = f" Note: {official.note}." if official.note else ""
    return f"{name_official(official)}{worked}. Source: {official.source}.{note}"


def _as_printed(count: str | None) -> str:
    return format_number(float(count)) if count is not None and count.isdigit() else count or ""


def write_since(rule: Rule) -> str:
    """Write from when to when a rule has been counted so."""
    since, until = rule.definition["since"], rule.definition["until"]
    words = [f"From {format_date(since)}" if since else "", f"until {format_date(until)}" if until else ""]
    said = " ".join(word for word in words if word)
    return said[:1].upper() + said[1:] if said else "No date recorded"


def explain(parts: Parts, name: str) -> str:
    """Write what a rule counts as enquiries, with the count of each kind."""
    counts = {
        LOCAL_RULE: [(parts.section_42, "section 42")],
        WITH_MASH: [(parts.section_42, "section 42"), (parts.mash, "MASH")],
        NATIONAL_RULE: [(parts.section_42, "section 42"), (parts.other, "other")],
        ALL_THREE: [(parts.section_42, "section 42"), (parts.other, "other"), (parts.mash, "MASH")],
    }
    return " + ".join(f"{format_number(count)} {kind}" for count, kind in counts.get(name, []))


def write_gap(conversion: Conversion) -> str:
    """Write what lies between the rules, as the waterfall's finding."""
    parts = conversion.parts
    if parts is None or not is_shareable(parts):
        return "The steps between the rules"
    mash, other = share(parts.mash, parts), share(parts.other, parts)
    return f"MASH enquiries are {_points(mash)} of concerns, other enquiries {_points(other)}"


def _points(value: float) -> str:
    return f"{format_number(value, 1)}%"
