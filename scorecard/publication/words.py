"""The fixed words of states, changes and targets, each with the name of its icon: one set for screen and paper."""

from scorecard.indicators.definition import RATIOS

CHANGE_WORDS: dict[str | None, tuple[str, str]] = {
    "improvement_high": ("better_rising", "Better, rising"),
    "improvement_low": ("better_falling", "Better, falling"),
    "concern_high": ("worse_rising", "Worse, rising"),
    "concern_low": ("worse_falling", "Worse, falling"),
    "neutral_high": ("changing_higher", "Changing, higher"),
    "neutral_low": ("changing_lower", "Changing, lower"),
    "common_cause": ("no_change", "No real change"),
    None: ("too_few", "Too few months"),
}
"""Icon name and words for each variation of the signal."""

TARGET_WORDS: dict[str | None, tuple[str, str]] = {
    "pass": ("always_met", "Always met"),
    "inconsistent": ("sometimes_met", "Sometimes met"),
    "fail": ("always_missed", "Always missed"),
    None: ("no_target", "No target"),
}
"""Icon name and words for each assurance against the target."""

RETURN_WORDS: dict[str, tuple[str, str]] = {
    "on_time": ("on_time", "On time"),
    "late": ("late", "Received late"),
    "missing": ("missing", "Not received"),
    "sent_again": ("sent_again", "Sent again"),
    "not_due": ("not_due", "Not due"),
}
"""Icon name and words for each state of a return."""

STATE_WORDS: dict[str, tuple[str, str]] = RETURN_WORDS | {
    "hidden": ("hidden", "Hidden to protect people"),
    "no_figure": ("no_figure", "No figure"),
    "rule_changed": ("rule_changed", "Counting rule changed"),
}
"""Icon name and words for each state of a return or mark of a figure."""

ACTION_WORDS: dict[str, tuple[str, str]] = {
    "overdue": ("late", "Overdue"),
    "open": ("not_due", "Open"),
    "done": ("on_time", "Done"),
    "worked": ("always_met", "Done and worked"),
}
"""Icon name and words for each state of an action, those that need attention first."""

SINCE_WORDS = {
    "better": "Real change since: better",
    "worse": "Real change since: worse",
    "higher": "Real change since: higher",
    "lower": "Real change since: lower",
    "begun_before": "Real change, begun before it was done",
    "none": "No real change since",
    "too_few": "Too few months to judge",
    "too_soon": "Too soon to compare",
}
"""The words for what the signals of a linked figure say of the months after an action was done."""

FIGURE_STATES = {
    "late": "Late",
    "not_due": "Not due",
    "not_collected": "Not collected",
    "partial": "Part of the month",
    "withheld": "Hidden",
    "low": "Too few to show",
}
"""The words that stand for a figure, or beside one of part of a month."""

RESTATED_STATES = {state: words for state, words in FIGURE_STATES.items() if state != "partial"} | {
    "not_published": "No longer shown"
}
"""The words that stand for a figure that was changed; one of part of a month is shown itself, to be compared."""


ROUNDED = (
    "Counts of adults at risk are rounded to 5 so that people cannot be identified. They add up. Most are within 4 of "
    "the true count, nearly all within 8."
)
"""What is said under figures for other audiences than the council."""


def word_low(unit: str) -> str:
    """Write what stands for a figure about few people: a count that was rounded to nothing, or a share of few."""
    return "Too few" if unit in RATIOS else "Under 5"


def word_protection(*, protected: bool, kind: str) -> str:
    """Write how other audiences than the council are shown an indicator."""
    if not protected:
        return "Exact: it counts staff, organisations or their work, not adults at risk."
    match kind:
        case "duration":
            return "Hidden: the days of a few people could tell who they are."
        case "people":
            return "Rounded to 5, over twelve months only."
        case _:
            return "Rounded to 5."


NOT_AGREED = "Not yet: no agreement to this definition is recorded."


def word_denominator(words: str | None, kind: str) -> str:
    """Write out of what an indicator is; one that is out of nothing says why."""
    if words is not None:
        return words
    return "None: the middle of all the values." if kind == "duration" else "None: a plain count."


def word_point(point_type: str | None, direction: str) -> tuple[str, str] | None:
    """Give icon name and words of one point of a chart; None where it is no signal.

    `direction` is which way is good: a better point of an indicator that should fall has fallen.
    """
    match point_type:
        case "special_cause_improvement":
            return CHANGE_WORDS["improvement_low" if direction == "lower" else "improvement_high"]
        case "special_cause_concern":
            return CHANGE_WORDS["concern_high" if direction == "lower" else "concern_low"]
        case "special_cause_neutral_high":
            return CHANGE_WORDS["neutral_high"]
        case "special_cause_neutral_low":
            return CHANGE_WORDS["neutral_low"]
        case _:
            return None
