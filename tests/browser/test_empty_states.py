"""A home in which nothing has been published: pages and probe say so, and say what to do."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, expect

from scorecard.settings import PROJECT
from tests.benchmarks.servers import PRODUCT, serve
from tests.browser.visiting import PAGES, Contexts, Visit


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard whose home holds reference data and nothing else."""
    home = tmp_path_factory.mktemp("unpublished")
    shutil.copytree(PROJECT / "sample_data" / "reference", home / "reference")
    with serve(PRODUCT, home) as server:
        yield server.address


@pytest.mark.parametrize("address", PAGES)
def test_a_page_without_figures_says_what_to_do(
    browser: Browser, unpublished: str, contexts: Contexts, address: str
) -> None:
    with Visit(browser, unpublished, contexts) as visit:
        page = visit(address, complete=False)
        expect(page.get_by_role("heading", level=1)).to_have_text("The scorecard cannot be shown yet")
        expect(page.get_by_role("alert")).to_contain_text("scorecard load")
        expect(page.get_by_role("alert")).to_contain_text("scorecard publish")
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_probe_is_not_ready_and_gives_the_reason(unpublished: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{unpublished}/ready")
    assert refused.value.code == 503
    answer = json.loads(refused.value.read())
    assert answer["ready"] is False
    assert "scorecard publish" in answer["reason"]
    refused.value.close()


def test_the_probe_of_the_sample_is_ready(dashboard: str) -> None:
    with urllib.request.urlopen(f"{dashboard}/ready") as answer:
        assert answer.status == 200
        assert json.loads(answer.read())["reporting_month"] == "2024-03"


def test_an_indicator_without_figures_says_that_none_has_been_reported(visit: Visit) -> None:
    page = visit("/agency?agency=ambulance")
    expect(page.locator(".lead")).to_contain_text("This agency sends no return")
