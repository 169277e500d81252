"""A number of the grid, the exceptions and the downloads all concern the rows that are shown."""

import csv
import io
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.reading import parameters, read_scorecard
from tests.browser.visiting import Visit, rerun, switch


def download(page: Page, kind: str) -> Path:
    """Download the shown rows as one kind of file."""
    menu = page.locator("details.downloads")
    menu.evaluate("menu => { menu.open = true; }")
    with page.expect_download() as started:
        menu.get_by_role("link", name=kind).click()
    return Path(started.value.path())


def read_names(path: Path) -> list[tuple[str, str]]:
    """Give indicator and owner of each row of a downloaded file, below its head."""
    if path.read_bytes().startswith(b"PK"):
        cells = [
            [str(cell) for cell in row]
            for row in openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0].values
        ]
    else:
        cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    name, owner = cells[0].index("Indicator"), cells[0].index("Owner")
    return [(row[name], row[owner]) for row in cells[1:]]


def test_a_number_of_the_grid_keeps_its_rows_and_says_so(visit: Visit) -> None:
    page = visit()
    core = len(read_scorecard(page))
    everything = sum(int(total) for total in page.locator(".glance td.all").all_inner_texts())
    number = page.locator(".glance").get_by_role("link", name="no real change, always missed")
    count = int(number.inner_text())
    rerun(page, number.click)
    rows = read_scorecard(page)
    assert len(rows) == count > 0
    assert {(row["change"], row["against"]) for row in rows} == {("No real change", "Always missed")}
    status = page.get_by_role("status")
    expect(status).to_have_text(f"{count} of {everything} rows: No real change, always missed.")
    rerun(page, page.get_by_role("button", name="Show all rows").click)
    assert len(read_scorecard(page)) == core
    assert "only" not in parameters(page.url)


def test_the_numbers_of_the_grid_add_up_to_the_rows_of_the_table(visit: Visit) -> None:
    page = visit("/?show=all")
    totals = page.locator(".glance td.all").all_inner_texts()
    assert sum(int(total) for total in totals) == len(read_scorecard(page))


def test_exceptions_are_the_rows_that_are_worse_always_missed_or_late(visit: Visit) -> None:
    page = visit("/?show=all")
    wanted = [
        row["name"]
        for row in read_scorecard(page)
        if row["change"].startswith("Worse") or row["against"] == "Always missed" or row["change"] == "Not judged, late"
    ]
    switch(page, "Exceptions")
    assert [row["name"] for row in read_scorecard(page)] == wanted
    assert parameters(page.url) == {"show": "exceptions"}
    expect(page.get_by_role("status")).to_contain_text(f"{len(wanted)} of ")


def test_both_downloads_hold_the_rows_that_are_shown(visit: Visit) -> None:
    page = visit("/?show=exceptions")
    shown = [(row["name"], row["owner"]) for row in read_scorecard(page)]
    assert shown
    assert read_names(download(page, "CSV")) == shown
    assert read_names(download(page, "Spreadsheet")) == shown


def test_a_downloaded_count_is_the_one_on_the_page(visit: Visit) -> None:
    page = visit("/?agency=police")
    text = download(page, "CSV").read_text(encoding="utf-8-sig")
    counts = {
        row["Indicator"]: f"{float(row['Figure']):,.0f}"
        for row in csv.DictReader(io.StringIO(text))
        if row["Unit"] == "count" and row["State"] == "Reported"
    }
    shown = {row["name"]: row["latest"] for row in read_scorecard(page) if row["name"] in counts}
    assert len(counts) >= 3
    assert counts == shown


def test_chart_and_table_show_the_same_newest_figure(visit: Visit) -> None:
    page = visit("/indicator?indicator=referrers_told_outcome")
    label = page.locator(".js-plotly-plot .annotation-text").filter(has_text="Mar 2024:")
    charted = (label.text_content() or "").removeprefix("Mar 2024:").strip()
    switch(page, "Table")
    newest = page.get_by_role("table", name="by month").first.locator("tbody tr").first
    expect(newest.locator("th")).to_have_text("Mar 2024")
    expect(newest.locator("td.strong")).to_have_text(charted)
    expect(page.locator(".strip .figure").first).to_have_text(charted)
