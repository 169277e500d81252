"""axe-core finds nothing on any page that WCAG 2.0 to 2.2, levels A and AA, forbid."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.violations import find_violations
from tests.browser.visiting import DARK, PAGES, PHONE, Visit, move, show_whole

VIEWS = (
    *PAGES,
    "/?month=2022-04&show=exceptions",
    "/indicator?indicator=days_to_conclude_enquiry",
    "/indicator?indicator=concerns_by_type_of_risk&as=table",
    "/indicator?indicator=conversion_national_rule",
    "/agency?agency=bhft",
    "/agency?agency=ambulance",
)
PLANT = """() => {
  const hosts = [...document.querySelectorAll("*")].filter(element => element.shadowRoot);
  const footer = hosts.map(host => host.shadowRoot.querySelector(".foot")).find(Boolean);
  footer.insertAdjacentHTML("beforeend", '<p style="color: #bbb" class="planted">too faint</p>');
}"""


def find_on_whole(page: Page) -> list[str]:
    show_whole(page)
    return find_violations(page)


@pytest.mark.parametrize("options", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
def test_no_page_has_a_violation(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    faults = []
    for address in VIEWS:
        move(page, address)
        faults += find_on_whole(page)
    assert faults == []


@pytest.mark.parametrize("options", [{}, DARK], ids=["light", "dark"])
def test_what_opens_on_a_page_has_no_violation(visit: Visit, options: dict[str, Any]) -> None:
    page = visit("/", **options)
    page.locator("details.downloads summary").click()
    expect(page.get_by_role("link", name="CSV")).to_be_visible()
    assert find_on_whole(page) == []
    page.get_by_role("combobox", name="Agency").click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert find_on_whole(page) == []


def test_what_is_folded_has_no_violation_when_it_is_open(visit: Visit) -> None:
    page = visit()
    for address in ("/indicator?indicator=concerns_by_type_of_risk", "/definitions?find=conversion"):
        move(page, address)
        page.locator("summary").evaluate_all("folds => folds.forEach(fold => fold.parentElement.open = true)")
        assert find_on_whole(page) == []


def test_the_open_drawer_of_a_phone_has_no_violation(visit: Visit) -> None:
    page = visit(alone=True, **PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_in_viewport()
    assert find_on_whole(page) == []


def test_the_closed_drawer_of_a_phone_cannot_be_reached(visit: Visit) -> None:
    page = visit(alone=True, **PHONE)
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_hidden()


def test_axe_sees_a_fault_that_is_planted_below_the_fold(visit: Visit) -> None:
    """Proves that the tests above would notice: without a window as tall as the page, axe-core does not."""
    page = visit()
    page.evaluate(PLANT)
    (fault,) = find_on_whole(page)
    assert "color-contrast" in fault
    assert "planted" in fault
