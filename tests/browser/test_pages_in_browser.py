"""Every page opens in a browser for every agency."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import Visit, choose, list_options, settle, title_of


@pytest.mark.parametrize("address", ["/", "/indicator", "/agency", "/training", "/definitions"])
def test_a_page_opens_with_one_title(visit: Visit, address: str) -> None:
    assert title_of(visit(address))
