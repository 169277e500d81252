"""A return is sent from the page: checked, reported, confirmed, published; what must not be held is refused."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.benchmarks.servers import PRODUCT, serve
from tests.browser.visiting import Contexts, Visit
from tests.helpers.loader import run_loader

HEADER = "agency,month,course,eligible,compliant\n"
RIGHT = HEADER + "housing,2024-03,adults_l1,40,36\nhousing,2024-03,adults_l2,20,15\n"

PUBLISHING = 300_000
"""Milliseconds that publishing may take on a busy machine."""


@pytest.fixture(scope="module")
def home(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published sample that may be written to."""
    return Path(shutil.copytree(published_home, tmp_path_factory.mktemp("sending") / "home"))


@pytest.fixture(scope="module")
def own_dashboard(home: Path) -> Iterator[str]:
    with run_loader(home), serve(PRODUCT, home) as server:
        yield server.address


@pytest.fixture
def sending(browser: Browser, own_dashboard: str) -> Iterator[Page]:
    contexts: Contexts = {}
    with Visit(browser, own_dashboard, contexts) as visit:
        yield visit("/returns?agency=housing", alone=True)


def send(page: Page, name: str, content: str, *, feed: str = "Safeguarding training") -> None:
    """Send a file of the agency in the address for March 2024."""
    page.get_by_role("button", name="Send a return").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Return", exact=True).click()
    page.get_by_role("option", name=feed, exact=True).click()
    upload = FilePayload(name=name, mimeType="text/csv", buffer=content.encode())
    dialog.locator("input[type=file]").set_input_files(files=[upload])
    dialog.get_by_role("button", name="Check the file").click()
    expect(dialog).to_have_count(0)


def received(page: Page) -> int:
    """Give how many returns of the month are in, from the title."""
    return int(page.get_by_role("heading", level=1).inner_text().split()[0])


def test_a_right_return_is_reported_confirmed_and_published(sending: Page) -> None:
    expect(sending.locator(".stamp")).to_contain_text("version 1")
    before = received(sending)
    send(sending, "housing.csv", RIGHT)
    expect(sending.get_by_text("Accepted. Nothing to mend.")).to_be_visible()
    expect(sending.get_by_text("2 rows read: 2 accepted, 0 refused.")).to_be_visible()
    sending.get_by_role("button", name="Keep and publish").click()
    expect(sending.get_by_text("Kept and published.")).to_be_visible(timeout=PUBLISHING)
    expect(sending.locator(".stamp")).to_contain_text("version 2")
    assert received(sending) == before + 1
    expect(sending.get_by_text("housing.csv, sent by: dashboard, without sign-in.")).to_be_visible()
    sending.get_by_role("button", name="Clear").click()
    expect(sending.locator("[class*=st-key-entry_]")).to_have_count(0)
    send(sending, "again.csv", RIGHT)
    expect(sending.get_by_text("Received before. Nothing changed.").first).to_be_visible()


def test_a_return_that_must_not_be_held_is_refused_and_its_values_are_nowhere(sending: Page, home: Path) -> None:
    held = "nhs_number,agency,month,course,eligible,compliant\n" + "9434765919,housing,2024-03,adults_l1,40,36\n" * 3
    send(sending, "with_numbers.csv", held)
    expect(sending.get_by_text("Refused: the file needs mending.").first).to_be_visible()
    assert "9434765919" not in sending.content()
    left = [path for path in (home / "tray").rglob("*") if path.is_file()]
    assert left
    assert not [path for path in left if b"9434765919" in path.read_bytes()]
    sending.get_by_role("button", name="Withdraw").first.click()
    expect(sending.get_by_text("with_numbers.csv")).to_have_count(0)


def test_too_many_refused_rows_cannot_be_left_out(sending: Page) -> None:
    rows = HEADER + "housing,2024-03,adults_l1,40,36\nhousing,2024-03,adults_l2,20,21\n"
    send(sending, "half_wrong.csv", rows)
    expect(sending.get_by_text("More than 2 % of the rows are not accepted.")).to_be_visible()
    assert sending.get_by_role("button", name="Keep").count() == 0
    sending.get_by_role("button", name="Withdraw").first.click()
    expect(sending.get_by_text("half_wrong.csv")).to_have_count(0)


def test_what_a_return_holds_is_said_before_anything_is_kept(sending: Page, home: Path) -> None:
    send(sending, "wrong_month.csv", HEADER + "housing,2024-02,adults_l1,40,36\n")
    expect(sending.get_by_text("Refused: the file needs mending.").first).to_be_visible()
    with sending.expect_download() as download:
        sending.get_by_role("link", name="Report as a workbook").first.click()
    assert download.value.suggested_filename == "housing_training_2024-03_report.xlsx"
    assert download.value.path().read_bytes().startswith(b"PK")
    sending.get_by_role("button", name="Withdraw").first.click()
