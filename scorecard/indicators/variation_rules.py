"""The switches on which public XmR tools differ, and the two presets that set them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

ADVISED_POINTS = 13


@dataclass(frozen=True)
class Rules:
    """One way of reading an XmR chart.

    `shift` and `trend` are numbers of points; `minimum` is the number of values below which a series has neither
    limits nor icons, and `minimum_baseline` the fewest rows that may fix the limits.
    """

    preset: str
    shift: int
    trend: int
    screen: bool
    minimum: int
    minimum_baseline: int
    baseline_replaces_rebase: bool
    trend_crosses_rebase: bool
    outside_counts_in_two_in_three: bool
    improvement_wins: bool
    target_on_limit_decides: bool


PRESETS: Mapping[str, Rules] = MappingProxyType(
    {
        "mdc": Rules(
            preset="mdc",
            shift=6,
            trend=6,
            screen=False,
            minimum=ADVISED_POINTS,
            minimum_baseline=2,
            baseline_replaces_rebase=True,
            trend_crosses_rebase=True,
            outside_counts_in_two_in_three=True,
            improvement_wins=True,
            target_on_limit_decides=True,
        ),
        "ptd": Rules(
            preset="ptd",
            shift=7,
            trend=7,
            screen=True,
            minimum=0,
            minimum_baseline=12,
            baseline_replaces_rebase=False,
            trend_crosses_rebase=False,
            outside_counts_in_two_in_three=False,
            improvement_wins=False,
            target_on_limit_decides=False,
        ),
    }
)


def choose_rules(
    preset: str = "mdc", *, shift: int | None = None, trend: int | None = None, screen: bool | None = None
) -> Rules:
    """Take a preset and override what is given.

    `mdc` follows NHS England's Making Data Count SQL query 2.6, `ptd` the R package NHSRplotthedots 0.2.2.
    Raises ValueError for an unknown preset, or for a shift or trend of fewer than two points.
    """
    faults = [
        f"A {name} needs at least 2 points, not {points}."
        for name, points in (("shift", shift), ("trend", trend))
        if points is not None and points < 2
    ]
    if preset not in PRESETS:
        faults.insert(0, f"There is no preset {preset!r}; the presets are {', '.join(PRESETS)}.")
    if faults:
        raise ValueError(" ".join(faults))
    rules = PRESETS[preset]
    return replace(
        rules,
        shift=rules.shift if shift is None else shift,
        trend=rules.trend if trend is None else trend,
        screen=rules.screen if screen is None else screen,
    )


def check_baseline(baseline: int | None, rules: Rules, *, rebased: bool) -> None:
    """Raise ValueError for a baseline that the rules do not allow."""
    if baseline is None:
        return
    faults = []
    if baseline < rules.minimum_baseline:
        faults.append(
            f"A baseline needs at least {rules.minimum_baseline} points under preset {rules.preset}, not {baseline}."
        )
    if rebased and rules.baseline_replaces_rebase:
        faults.append(f"A chart has a baseline or rebase dates under preset {rules.preset}, not both; leave one out.")
    if faults:
        raise ValueError(" ".join(faults))
