"""The code lists of the returns, with the labels of the Safeguarding Adults Collection where it has them."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from scorecard.errors import UnknownName

THEME_GRADE = "theme_grade"
"""The list of each theme with each grade of audits: made of both, so that a new theme has its own."""
GOOD_OR_BETTER = "good_or_better"


@lru_cache(maxsize=1)
def _read_lists() -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("code_lists.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lists.setdefault(row["list"], {})[row["code"]] = row["label"]
    lists[THEME_GRADE] = _combine(lists["theme"], lists["audit_grade"])
    return lists


def _combine(themes: Mapping[str, str], grades: Mapping[str, str]) -> dict[str, str]:
    """Give the codes of a theme's audits: good or better, which has the theme's own label, and each grade."""
    return {
        code_of_grade(theme, grade): label if grade == GOOD_OR_BETTER else f"{label}: {words.lower()}"
        for theme, label in themes.items()
        for grade, words in {GOOD_OR_BETTER: "", **grades}.items()
    }


def code_of_grade(theme: str, grade: str) -> str:
    """Give the code under which the standards of a theme's audits with one grade are counted."""
    return f"{theme}_{grade}"


def labels(code_list: str) -> dict[str, str]:
    """Give the codes of one list, in their published order, each with its label."""
    lists = _read_lists()
    if code_list not in lists:
        raise UnknownName("code list", code_list, lists)
    return lists[code_list]


@lru_cache(maxsize=1)
def _read_retired() -> dict[str, dict[str, str]]:
    retired: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("retired_codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            retired.setdefault(row["list"], {})[row["retired"]] = row["code"]
    return retired


def retired_codes(code_list: str) -> dict[str, str]:
    """Give the codes and labels of earlier years of one list, each with the code that stands for it now."""
    return _read_retired().get(code_list, {})


def list_names() -> list[str]:
    """Name every code list."""
    return list(_read_lists())
