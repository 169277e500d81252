"""Names and comments that try to be markup are shown as the text they are, and nothing is asked of another host."""

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scorecard.commands.load import load_returns
from scorecard.feeds.catalogue import all_feeds
from scorecard.publication.publish import publish
from scorecard.settings import PROJECT, Settings
from scorecard.warehouse.intake import find_returns
from tests.benchmarks.servers import PRODUCT, serve
from tests.browser.visiting import Contexts, Visit, switch, title_of

IMAGE = "<img src=x onerror=alert(1)>"
LINK = "![b](http://example.org/x.png)"
JOINER = "\N{WORD JOINER}"
FORMULA = "$\\href{http://example.org}{x}$ <b>:red[:material/home:]"


def rewrite(path: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Change the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as source:
        rows = [change(row) for row in csv.DictReader(source)]
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on two months whose agencies, events and comments are hostile."""
    home = tmp_path_factory.mktemp("hostile")
    shutil.copytree(PROJECT / "sample_data" / "reference", home / "reference")
    names = {"asc": {"short_name": LINK, "name": IMAGE}, "bhft": {"short_name": IMAGE, "name": LINK}}
    rewrite(home / "reference" / "agencies.csv", lambda row: row | names.get(row["code"], {"name": FORMULA}))
    rewrite(home / "reference" / "events.csv", lambda row: row | {"title": f"{IMAGE} {LINK}"})
    rewrite(home / "reference" / "courses.csv", lambda row: row | {"name": f"{row['name']} {IMAGE}"})
    for month in ("2024-02", "2024-03"):
        shutil.copytree(PROJECT / "sample_data" / "returns" / month, home / "returns" / month)
    comments = home / "returns" / "2024-03" / "asc_commentary.csv"
    rewrite(comments, lambda row: row | {"comment": f"{IMAGE} {LINK}", "action": FORMULA, "owner": IMAGE})
    settings = Settings(home=home)
    found = find_returns([home / "returns"], all_feeds(), datetime(2024, 4, 18, 9))
    load_returns(settings, found, lambda words, done, total: None)
    publish(settings)
    with serve(PRODUCT, home) as server:
        yield server.address


@pytest.fixture
def visit_hostile(browser: Browser, hostile: str, contexts: Contexts) -> Iterator[Visit]:
    with Visit(browser, hostile, contexts) as opened:
        yield opened


def assert_inert(page: Page) -> None:
    """Nothing of the values became an element."""
    for made in ('img[src="x"]', 'img[src*="example.org"]', 'a[href*="example.org"]', "b"):
        expect(page.locator(made)).to_have_count(0)


def test_hostile_names_of_agencies_are_text_on_the_overview(visit_hostile: Visit) -> None:
    page = visit_hostile()
    owners = page.locator("table.scorecard td.owner").all_inner_texts()
    assert LINK in owners
    assert IMAGE in owners
    page.get_by_role("combobox", name="Agency").click()
    expect(page.get_by_role("option", name=IMAGE, exact=True)).to_be_visible()
    assert_inert(page)


@pytest.mark.parametrize(("agency", "short", "full"), [("asc", LINK, IMAGE), ("bhft", IMAGE, LINK)])
def test_hostile_names_are_text_in_the_heading_of_the_agency_page(
    visit_hostile: Visit, agency: str, short: str, full: str
) -> None:
    page = visit_hostile(f"/agency?agency={agency}")
    assert title_of(page).replace(JOINER, "").startswith(short)
    subtitle = page.locator("h1 >> xpath=following::p[1]").inner_text()
    assert subtitle.replace(JOINER, "") == full
    assert_inert(page)


def test_hostile_comments_events_and_labels_are_text_on_the_indicator_page(visit_hostile: Visit) -> None:
    page = visit_hostile("/indicator?indicator=days_to_conclude_enquiry")
    expect(page.get_by_text(f"{IMAGE} {LINK}", exact=True).first).to_be_visible()
    expect(page.get_by_text(FORMULA, exact=False).first).to_be_visible()
    assert_inert(page)


def test_a_hostile_event_is_text_on_the_chart(visit_hostile: Visit) -> None:
    page = visit_hostile("/indicator?indicator=clares_law_applications")
    expect(page.locator(".js-plotly-plot .annotation-text", has_text=IMAGE).first).to_be_visible()
    assert_inert(page)
    switch(page, "Table")
    assert_inert(page)


def test_hostile_labels_of_categories_are_text(visit_hostile: Visit) -> None:
    page = visit_hostile("/indicator?indicator=training_in_date&agency=bhft")
    assert_inert(page)
    page.get_by_role("combobox", name="Category").click()
    expect(page.get_by_role("option").filter(has_text=IMAGE).first).to_be_visible()
    assert_inert(page)


@pytest.mark.parametrize("address", ["/training", "/definitions?find=<img src=x onerror=alert(1)>"])
def test_hostile_values_are_text_on_the_other_pages(visit_hostile: Visit, address: str) -> None:
    assert_inert(visit_hostile(address))


@pytest.mark.parametrize("address", ["/", "/indicator", "/agency"])
def test_a_hostile_address_is_inert(visit_hostile: Visit, address: str) -> None:
    names = ("indicator", "agency", "category", "month", "period", "theme", "only", "show", "as", "other")
    query = "&".join(f"{name}={IMAGE}{LINK}" for name in names)
    assert_inert(visit_hostile(f"{address}?{query}"))
