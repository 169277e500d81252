"""The sentences of the conversion page: its title, why the rates differ, and what can be said of them."""

from collections.abc import Iterator
from datetime import date

from scorecard.dashboard import row_words
from scorecard.dashboard.conversion_charts import share
from scorecard.months import last_day
from scorecard.publication.conversion import LOCAL_RULE, NATIONAL_RULE, WITH_MASH
from scorecard.publication.formats import (
    format_date,
    format_figure,
    format_number,
    format_value,
)
from scorecard.publication.periods import first_month_of
from scorecard.publication.reader import Conversion, Counted, Parts, Rule

NOT_AGREED = "Not yet agreed by the board"
NATIONAL_RETURN = (
    "The national return, the Safeguarding Adults Collection (SAC), follows the national rule: it counts section 42 "
    "and other enquiries. It has no place for MASH enquiries."
)
_MISSING = {
    "late": "the return is late",
    "not_due": "the return is not due yet",
    "not_collected": "nothing was collected",
    "withheld": "it is hidden to protect people",
    "low": "there are too few to show",
}


def short_name(rule: Rule) -> str:
    """Name a rule by what sets it apart: “Conversion, with MASH enquiries” is “With MASH enquiries”."""
    words = str(rule.definition["title"]).removeprefix("Conversion").lstrip(", ")
    return words[:1].upper() + words[1:]


def name_rule(rule: Rule) -> str:
    """Name a rule with its code."""
    return f"{rule.definition['code']}. {short_name(rule)}"


def why_missing(counted: Counted | None) -> str | None:
    """Say why there is no figure; None where there is one."""
    if counted is None:
        return "no rule is published"
    state = counted.row["state"]
    if state in ("reported", "partial"):
        return "no concern was received" if counted.row["value"] is None else None
    return _MISSING.get(state, "no figure was published")


def write_title(conversion: Conversion, when: str) -> str:
    """Write the finding: what conversion is by the three rules that a reader will meet."""
    named = [conversion.rules[name] for name in (LOCAL_RULE, WITH_MASH, NATIONAL_RULE) if name in conversion.rules]
    shown = list(dict.fromkeys(_figure(rule) for rule in named if why_missing(rule) is None))
    if not shown:
        return f"No conversion figure for {when}: {why_missing(named[0] if named else None)}"
    if len(shown) == 1:
        return f"Conversion is {shown[0]} by every rule that could be counted"
    return f"Conversion is {', '.join(shown[:-1])} or {shown[-1]}: it depends on what counts as an enquiry"


def _figure(counted: Counted) -> str:
    row = counted.row
    return row_words.write_number(row["value"], row["numerator"], row["denominator"], "percent")


def write_subtitle(conversion: Conversion, area: str, when: str) -> str:
    """Write whose concerns are counted and when, and how to take the rates."""
    parts = conversion.parts
    concerns = "" if parts is None else f", the same {format_number(parts.concerns)} concerns under each rule"
    local = conversion.rules.get(LOCAL_RULE)
    partly = "" if local is None or local.row["state"] != "partial" else f" Part of it: {write_received(local)}."
    return f"{area}, {when}{concerns}.{partly} No rule is the right one, and no direction is good."


def write_received(counted: Counted) -> str:
    """Write how many months a figure holds of those that are due: “11 of 12 months received”."""
    return f"{counted.row['months_counted']} of {counted.row['months_due']} months received"


def write_answer(conversion: Conversion, area: str) -> str:
    """Answer in one glance why the local rate and England's are so far apart."""
    parts = conversion.parts
    if parts is None:
        why = why_missing(conversion.rules.get(LOCAL_RULE))
        because = f": {why}" if why else ", or do not count the same concerns"
        return f"The rules cannot be set beside each other for this period{because}. Earlier months are shown below."
    whole = format_number(parts.concerns)
    other, mash = _many(parts.other, "other"), _many(parts.mash, "MASH")
    section_42 = _many(parts.section_42, "section 42")
    first = f"{area} reports {_rate(parts.section_42, parts)}: {section_42} for {whole} concerns."
    national = _rate(parts.section_42 + parts.other, parts)
    england = next(iter(conversion.official), None)
    second = f" By the national rule, with {other}, it is {national}."
    if england is not None:
        second = (
            f" {england.area}’s {format_value(england.value, 'percent')} ({england.year}) follows the national rule, "
            f"which counts other enquiries too. By that rule {area} is {national}, with {other}."
        )
    every = _rate(parts.section_42 + parts.other + parts.mash, parts)
    return f"{first}{second} Neither rate of {area} counts the {mash}. If all three kinds counted, it would be {every}."


def _rate(enquiries: float, parts: Parts) -> str:
    value = share(enquiries, parts)
    return format_figure(value, "percent", enquiries, parts.concerns)


def _many(enquiries: float, kind: str) -> str:
    return f"{format_number(enquiries)} {kind} {'enquiry' if enquiries == 1 else 'enquiries'}"


def write_undecided(undecided: Counted) -> str:
    """Write how many concerns of the period nobody has decided yet."""
    row = undecided.row
    if row["numerator"] is None or not row["denominator"]:
        return "Undecided: no figure"
    return f"{format_number(row['numerator'])} of these concerns still undecided"


def list_sayings(conversion: Conversion, area: str, month: date, period: str) -> Iterator[str]:
    """List what can be said: of change over time, of England, of what-if, of councils, and of changed rules."""
    local = conversion.rules.get(LOCAL_RULE)
    if local is not None:
        yield _say_change(local, area)
    for official in conversion.official[:1]:
        yield (
            f"Only the national rule may be set beside {official.area}’s "
            f"{format_value(official.value, 'percent')} ({official.year}). The other rules count something else."
        )
    if len(conversion.official) == 1:
        yield "No published rate on the national rule is held for the region or for neighbouring councils."
    if not conversion.official:
        yield "No published rate on the national rule is held for this time, so none is shown."
    yield (
        "Councils differ in what they record as an enquiry. Many count any work after triage "
        "(LSAB annual report 2023/24)."
    )
    yield from _say_changes(conversion, month, period)


def _say_change(local: Rule, area: str) -> str:
    row = dict(local.row)
    said = row_words.change(row)
    if not said.judged:
        return f"As {area} reports it: {said.words.lower()}."
    words = "no real change" if row["variation"] == "common_cause" else f"a real change. {local.definition[_way(row)]}"
    return f"As {area} reports it, month by month: {words}. {row['reason'] or ''}".strip()


def _way(row: row_words.Row) -> str:
    return "rising" if str(row["variation"]).endswith("high") else "falling"


def _say_changes(conversion: Conversion, month: date, period: str) -> Iterator[str]:
    if not conversion.changes:
        yield (
            "No change of rule is recorded. From the day of one, figures do not compare with those before it: "
            "a step would be the rule, not the practice."
        )
    for change in conversion.changes:
        ahead = change.date > last_day(month)
        told = f"The rule {'will change' if ahead else 'changed'} on {format_date(change.date)} ({change.title})."
        both = (
            " This period has months of both." if first_month_of(month, period) < change.date <= last_day(month) else ""
        )
        yield f"{told} Figures {'will' if ahead else 'do'} not compare across it.{both}"
