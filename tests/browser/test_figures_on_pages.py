"""The figures on the pages are those of `scorecard figures`, written by a formatter of the test's own."""

import json
import os
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from scorecard.settings import PROJECT
from tests.browser.reading import parameters, read_scorecard, read_table
from tests.browser.visiting import Visit, move

Figure = dict[str, Any]
TEN = (
    ("concerns_received", "all"),
    ("contacts_redirected", "all"),
    ("days_to_conclude_enquiry", "all"),
    ("enquiries_open", "elft"),
    ("conversion_national_rule", "all"),
    ("outcomes_fully_or_partly_achieved", "asc"),
    ("people_in_section_42_enquiries", "all"),
    ("training_in_date", "bhft"),
    ("domestic_abuse_routine_enquiry", "ccs"),
    ("clares_law_applications", "police"),
)
STATES = {"Late": "late", "Not": "not_due", "[x]": "not_collected"}
MONTHS = {"2024-03": "Mar 2024", "2024-02": "Feb 2024", "2023-03": "Mar 2023"}


def ask(home: Path, *options: str) -> list[Figure]:
    """Ask the command line for figures."""
    start = "from scorecard.cli import main; main()"
    command = [sys.executable, "-c", start, "figures", "--format", "json", *options]
    environment = os.environ | {"SCORECARD_HOME": str(home)}
    answer = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    figures: list[Figure] = json.loads(answer.stdout)
    return figures


def unit_of(indicator: str) -> str:
    """Read the unit from the head of the query."""
    head = (PROJECT / "queries" / f"{indicator}.sql").read_text(encoding="utf-8")
    found = re.search(r'^-- unit = "(\w+)"', head, re.MULTILINE)
    assert found is not None
    return found[1]


def write(figure: Figure) -> str:
    """Write a figure as the board reads it: half a point rounds up, a share of fewer than ten is told by its parts."""
    unit = unit_of(figure["indicator"])
    if unit == "percent":
        if figure["denominator"] < 10:
            return f"{figure['numerator']} of {figure['denominator']}"
        return f"{round_half_up(Decimal(100) * figure['numerator'] / figure['denominator'])}%"
    number = round_half_up(Decimal(str(figure["value"])))
    if unit == "days":
        return "1 day" if number == 1 else f"{number} days"
    return f"{number:,}"


def round_half_up(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("period", "heading"), [("month", "Mar 2024"), ("year", "2023/24"), ("rolling12", "Mar 2024")])
def test_every_figure_of_the_scorecard_is_the_published_one(
    visit: Visit, published_home: Path, period: str, heading: str
) -> None:
    last = ("--from", "2024-03", "--period", period, "--breakdown")
    published = {
        (figure["indicator"], figure["agency"], figure["category"]): figure
        for figure in [*ask(published_home, *last), *ask(published_home, "--agency", "all", *last)]
    }
    page = visit("/" if period == "month" else f"/?period={period}")
    assert page.locator("table.scorecard thead th.latest").inner_text() == heading
    compared = 0
    for row in read_scorecard(page):
        stated = parameters(row["address"])
        figure = published[stated["indicator"], stated.get("agency", "all"), stated.get("category")]
        if figure["state"] == "reported":
            assert row["latest"] == write(figure), row["name"]
            compared += 1
        else:
            assert figure["state"] == STATES.get(row["latest"].split()[0], "partial")
    assert compared >= 40


def test_figures_by_month_of_ten_indicators_are_the_published_ones(visit: Visit, published_home: Path) -> None:
    months = ("--from", "2023-03", "--to", "2024-03")
    published = [*ask(published_home, *months), *ask(published_home, "--agency", "all", *months)]
    page = visit()
    for indicator, agency in TEN:
        wanted = {
            MONTHS[figure["period"]]: write(figure)
            for figure in published
            if (figure["indicator"], figure["agency"]) == (indicator, agency) and figure["period"] in MONTHS
        }
        assert len(wanted) == 3, indicator
        chosen = "" if agency == "all" else f"&agency={agency}"
        move(page, f"/indicator?indicator={indicator}&as=table{chosen}")
        assert page.locator(".strip .figure").all_inner_texts() == list(reversed(wanted.values())), indicator
        column = 2 if unit_of(indicator) == "percent" else 0
        shown = {month: cells[column] for month, *cells in read_table(page.locator(".st-key-table table").first)}
        for month in ("Mar 2024", "Feb 2024"):
            assert shown[month] == wanted[month].removesuffix(" days"), indicator
