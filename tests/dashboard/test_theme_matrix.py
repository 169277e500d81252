"""The matrix of a theme: every figure has its cell, a gap is seen and never a zero, and can be asked for."""

import csv
import html
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import polars as pl

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.theme_choice import ThemeChoice
from scorecard.dashboard.theme_matrix import SHOWN_AT_ONCE
from scorecard.dashboard.theme_view import write_theme
from scorecard.publication.reader import read_partners, read_theme_gaps, read_theme_rows
from scorecard.settings import PROJECT

MARCH = date(2024, 3, 1)
REFERENCE = PROJECT / "sample_data" / "reference"
KEYS = ["indicator", "breakdown", "category"]


def write(opened: Opened, theme: str, agency: str = "all", period: str = "month") -> str:
    return str(write_theme(opened, ThemeChoice(theme, agency, MARCH, period), "").markup)


def read_tables(markup: str) -> list[tuple[list[str], dict[str, list[str]]]]:
    """Read every matrix of the page: its heads, and its rows of cells by the words of their first."""
    found = []
    for table in re.findall(r'<table class="figures matrix">(.*?)</table>', markup) or re.findall(
        r'<table[^>]*class="figures matrix"[^>]*>(.*?)</table>', markup
    ):
        heads = re.findall(r'<th scope="col">([^<]+)</th>', table)
        rows = {}
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table.split("<tbody>")[1]):
            name = re.search(r'<th scope="row">(.*?)</th>', row)
            assert name is not None
            rows[plain(name[1])] = re.findall(r"<td[^>]*>.*?</td>", row)
        found.append((heads, rows))
    return found


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def link_of(cell: str) -> dict[str, list[str]]:
    address = re.search(r'href="([^"]+)"', cell)
    assert address is not None
    return parse_qs(urlsplit(html.unescape(address[1])).query)


def test_every_figure_of_the_theme_has_one_row_and_one_cell(opened: Opened) -> None:
    rows = read_theme_rows(opened.generation, MARCH, "month", "quality_assurance")
    tables = read_tables(write(opened, "quality_assurance"))
    lines = [name for _, table in tables for name in table if name != "Figures of the theme"]
    assert len(lines) == rows.select(KEYS).n_unique() > 2 * SHOWN_AT_ONCE
    cells = [cell for _, table in tables for name, own in table.items() if name in lines for cell in own]
    assert sum("href=" in cell for cell in cells) == rows.height
    assert 'class="gap-cell"' not in "".join(cells)


def test_rows_beyond_the_first_are_folded(opened: Opened) -> None:
    first, more, *_ = read_tables(write(opened, "quality_assurance"))
    assert len(first[1]) == SHOWN_AT_ONCE + 1
    assert f"Show {len(more[1])} more indicators" in write(opened, "quality_assurance")
    assert first[0] == more[0]


def test_a_cell_holds_what_was_sent_and_opens_it_for_that_agency(opened: Opened) -> None:
    """The ICB's return says 25 of 33, which is 76%."""
    returned = (PROJECT / "sample_data" / "returns" / "2024-03" / "icb_measures.csv").read_text(encoding="utf-8")
    assert "icb,2024-03,gp_workshop_attended,25,33" in returned
    heads, rows = read_tables(write(opened, "domestic_abuse"))[0]
    cells = dict(zip(heads[1:], rows["GPs at Level 3 safeguarding workshops"], strict=True))
    assert plain(cells["ICB"]).startswith("76%, ")
    assert link_of(cells["ICB"]) == {"indicator": ["gp_workshop_attended"], "agency": ["icb"]}
    others = {plain(cell) for agency, cell in cells.items() if agency != "ICB"}
    assert others == {"\N{MIDDLE DOT}Not expected: not agreed with this agency"}


def test_columns_are_the_agencies_that_send_in_the_order_of_the_pathway(opened: Opened) -> None:
    """Ambulance and Children's Services send none, and none of the theme's figures is about them."""
    partners = read_partners(opened.generation, MARCH)
    heads, _ = read_tables(write(opened, "domestic_abuse"))[0]
    silent = {"Ambulance", "Children's Services"}
    assert heads == ["Indicator", *(name for name in partners["short_name"] if name not in silent)]


def test_what_is_agreed_and_was_never_collected_is_a_gap_in_its_row(opened: Opened) -> None:
    """ELFT has agreed to send routine enquiry, and sends none up to March (its indicator's caveat)."""
    heads, rows = read_tables(write(opened, "domestic_abuse"))[0]
    own = dict(zip(heads[1:], rows["Domestic abuse routine enquiry, mental health trust"], strict=True))
    assert plain(own["ELFT"]) == "No figure"
    assert 'class="gap-cell"' in own["ELFT"]
    body = {name: cells for name, cells in rows.items() if name != "Figures of the theme"}
    assert sum('class="gap-cell"' in cell for cells in body.values() for cell in cells) == 1
    gaps = read_theme_gaps(opened.generation, MARCH, "domestic_abuse")
    assert gaps.select("indicator", "agency_code").rows() == [("mental_health_routine_enquiry", "elft")]


def test_a_late_figure_is_told_in_its_cell(opened: Opened) -> None:
    """Housing's return for March never came."""
    heads, rows = read_tables(write(opened, "rough_sleeping"))[0]
    for name, cells in rows.items():
        if name != "Figures of the theme":
            assert plain(dict(zip(heads[1:], cells, strict=True))["Housing"]) == "Late, not judged, late"


def test_the_last_row_counts_the_figures_or_says_that_there_are_none(opened: Opened) -> None:
    rows = read_theme_rows(opened.generation, MARCH, "month", "domestic_abuse")
    counts = dict(rows.group_by("agency_short_name").len().iter_rows())
    heads, table = read_tables(write(opened, "domestic_abuse"))[0]
    for agency, cell in zip(heads[1:], table["Figures of the theme"], strict=True):
        many = counts.get(agency)
        assert plain(cell) == ("No figure" if many is None else f"{many} figure{'' if many == 1 else 's'}")


def test_figures_that_another_sends_are_marked(opened: Opened) -> None:
    """Enquiries led by ELFT are in the Council's return."""
    heads, rows = read_tables(write(opened, "mental_capacity"))[0]
    cells = dict(zip(heads[1:], rows["Adults who lacked capacity"], strict=True))
    assert re.search(r"\*, .*, sent by Council$", plain(cells["ELFT"]))
    assert "*" not in plain(cells["Council"])


def test_each_gap_leads_to_the_return_that_would_close_it(opened: Opened) -> None:
    """Of homelessness only measures tell, and every agency that is asked has agreed to send measures."""
    with (REFERENCE / "expected_returns.csv").open(encoding="utf-8", newline="") as file:
        agreed = {(row["agency"], row["feed"]) for row in csv.DictReader(file)}
    items = re.findall(r'<li><strong class="gap-name">.*?</li>', write(opened, "rough_sleeping"))
    asked = [link_of(item) for item in items]
    assert len(asked) >= 11
    for query in asked:
        assert query["feed"] == ["measures"]
        assert (query["agency"][0], "measures") in agreed


def test_one_agency_keeps_the_list_with_its_lines(opened: Opened) -> None:
    own = write(opened, "domestic_abuse", "police")
    assert read_tables(own) == []
    assert 'class="theme-figures"' in own
    assert 'class="sparkline"' in own


def test_the_matrix_stands_for_every_period(opened: Opened) -> None:
    for period in ("quarter", "year", "rolling12"):
        rows = read_theme_rows(opened.generation, MARCH, period, "domestic_abuse")
        _, table = read_tables(write(opened, "domestic_abuse", period=period))[0]
        assert len(table) >= rows.filter(~pl.col("feeds").list.contains("panel_cases")).select(KEYS).n_unique()
