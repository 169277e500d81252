"""The file of a theme holds what its page shows: the same lines, with the same figures, for the same choices."""

import csv
import html
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.theme_choice import ThemeChoice, name_every_theme, name_partners
from scorecard.dashboard.theme_view import write_theme
from scorecard.exports.contract import Choices
from scorecard.exports.files import make_file
from scorecard.exports.theme import export, make_theme

MARCH = date(2024, 3, 1)
CHOICES = [
    ("self_neglect_hoarding", "all", "month", ""),
    ("self_neglect_hoarding", "ccs", "quarter", "requires_improvement"),
    ("quality_assurance", "all", "rolling12", "good"),
    ("quality_assurance", "asc", "year", ""),
    ("domestic_abuse", "elft", "month", ""),
    ("domestic_abuse", "all", "month", ""),
    ("rough_sleeping", "fire", "month", ""),
]
Line = tuple[str, str, str]


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", "", markup)).strip()


def read_matrices(page: str) -> Iterator[Line]:
    for table in re.findall(r'<table[^>]*class="figures matrix"[^>]*>(.*?)</table>', page):
        heads = [plain(head) for head in re.findall(r'<th scope="col">([^<]+)</th>', table)][1:]
        for row in re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1]):
            title = plain(row.split("</th>")[0])
            for agency, cell in zip(heads, re.findall(r"<td.*?</td>", row), strict=True):
                if "href=" in cell:
                    yield title, agency, plain(cell.split('<span class="visually-hidden">')[0]).removesuffix("*")


def read_list(page: str, agency: str) -> Iterator[Line]:
    for row in re.findall(r'<tr class="row".*?</tr>', page):
        latest = re.search(r'<td role="cell" class="latest[^"]*">(.*?)</td>', row)
        assert latest is not None
        yield plain(row.split("</a>")[0]), agency, plain(latest[1])
    for row in re.findall(r'<tr class="gap-row".*?</tr>', page):
        if "never sent" in row:
            yield plain(row.split("</th>")[0]), agency, "No figure"


def read_small_tables(page: str, theme: str, agency: str) -> Iterator[Line]:
    for box in re.findall(r'<section class="box"><h3>.*?</section>', page):
        title = plain(box.split("</h3>")[0])
        for table in re.findall(r"<table.*?</table>", box):
            own = f"{theme}: " if "audits of this theme" in table else ""
            for label, figure in re.findall(r'<th scope="row">(.*?)</th><td[^>]*><strong>(.*?)</strong>', table):
                yield f"{title}: {own}{plain(label)}", agency, plain(figure)


def read_bars(page: str, agency: str) -> Iterator[Line]:
    for box in re.findall(r'<section class="box"><h3>.*?</section>', page):
        title = plain(box.split("</h3>")[0])
        alt = re.search(r'class="small-chart bars"[^>]* aria-label="([^"]+)"', box)
        if alt is not None:
            for part in html.unescape(alt[1]).removeprefix(f"{title}. ").split("; "):
                told = re.fullmatch(r"(.+?) ([\d,]+.*|\[\w+\]|Late|Not due)", part)
                assert told is not None
                yield f"{title}: {told[1]}", agency, told[2]


def writings(line: dict[str, Any]) -> set[str]:
    """Write a line of the file in each way in which a page may write such a figure."""
    figure, part, whole = line["Figure"], line["Numerator"], line["Denominator"]
    if figure is None:
        return {line["State"], "[x]", "[z]"}
    many = f"{figure:,.0f}"
    ways = {many, f"{many}%", f"{many} days", f"{many} day"}
    return ways | {f"{part:.0f} of {whole:.0f}"} if whole is not None else ways


@pytest.mark.parametrize(("theme", "agency", "period", "grade"), CHOICES)
def test_the_file_holds_what_the_page_shows(opened: Opened, theme: str, agency: str, period: str, grade: str) -> None:
    page = str(write_theme(opened, ThemeChoice(theme, agency, MARCH, period), grade).markup)
    name = name_every_theme(opened)[theme]
    who = name_partners(opened, MARCH).get(agency, "All agencies")
    shown = [*read_matrices(page), *read_list(page, who), *read_small_tables(page, name, who), *read_bars(page, who)]
    silent = re.findall(r'class="gap-name">([^<]+)<', page)
    shown += [(name, gap, "No figure") for gap in silent]
    file = make_theme(opened.generation, Choices(MARCH, period, agency, theme, grade=grade))
    told = {(line["Indicator"].casefold(), line["Owner"]): writings(line) for line in file.iter_rows(named=True)}
    assert len(told) == file.height
    assert {(title.casefold(), owner) for title, owner, _ in shown} == set(told)
    wrong = [line for line in shown if line[2].replace(" [part]", "") not in told[line[0].casefold(), line[1]]]
    assert wrong == []


def test_both_formats_hold_the_chosen_grade_and_the_workbook_names_it(opened: Opened) -> None:
    """CCS's one audit of the quarter graded the standard about self-neglect “requires improvement”: 1 of 1."""
    chosen = Choices(MARCH, "quarter", "ccs", "self_neglect_hoarding", grade="requires_improvement")
    given = make_file(export, opened.generation, chosen, "csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(given, newline="")))
    book = openpyxl.load_workbook(io.BytesIO(make_file(export, opened.generation, chosen, "xlsx")))
    head, *rows = book["Theme"].values
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    told = [(line["Indicator"], line["Owner"], float(line["Figure"])) for line in lines]
    assert told == [(cell["Indicator"], cell["Owner"], cell["Figure"]) for cell in cells]
    subject = "self-neglect and hoarding"
    assert told == [
        (f"Audits of practice done: {subject}", "CCS", 1.0),
        (f"Audit standards graded good or better: {subject}", "CCS", 0.0),
        (f"Audit standards graded good or better: {subject}: requires improvement", "CCS", 100.0),
    ]
    assert ("Grade of audits", "requires improvement") in {tuple(row[:2]) for row in book["Notes"].values}
