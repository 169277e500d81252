"""Which codes of the returns belong to which theme of the board, such as the type of risk self-neglect."""

from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from scorecard.feeds.code_lists import GOOD_OR_BETTER, THEME_GRADE, code_of_grade, labels

THEME = "theme"
"""The code list of the themes; a breakdown by it needs no mapping."""


@lru_cache(maxsize=1)
def read_code_themes() -> pl.DataFrame:
    """List the codes that belong to a theme: breakdown, which is the name of their list, category and theme.

    Of the grades of a theme's audits only good or better is one: that a single grade rises says neither good nor bad.
    """
    path = Path(__file__).with_name("code_themes.csv")
    mapped = pl.read_csv(path, infer_schema=False).rename({"list": "breakdown", "code": "category"})
    themes = list(labels(THEME))
    itself = pl.DataFrame({"breakdown": [THEME] * len(themes), "category": themes, "theme": themes})
    good = [code_of_grade(theme, GOOD_OR_BETTER) for theme in themes]
    audited = pl.DataFrame({"breakdown": [THEME_GRADE] * len(themes), "category": good, "theme": themes})
    return pl.concat([mapped, itself, audited])


@cache
def codes_of_theme(theme: str) -> frozenset[tuple[str, str]]:
    """Give the codes that belong to a theme, each as the name of its list and the code."""
    return frozenset(read_code_themes().filter(theme=theme).select("breakdown", "category").iter_rows())
