"""Every choice is in the address, which opens the same view anywhere, and choices follow the reader."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import parameters, read_scorecard
from tests.browser.visiting import PAGES, Visit, choose, go, list_options, navigate, rerun, switch, title_of

CHOSEN = {"month": "2023-12", "period": "quarter", "agency": "asc", "theme": "msp"}


def choose_everything(page: Page) -> None:
    choose(page, "Month", "December 2023")
    switch(page, "Quarter")
    choose(page, "Agency", "Council")
    choose(page, "Theme", "Making Safeguarding Personal")


def test_choices_stand_in_the_address_and_open_the_same_view_elsewhere(visit: Visit) -> None:
    page = visit()
    choose_everything(page)
    assert parameters(page.url) == CHOSEN
    rows = read_scorecard(page)
    assert rows
    elsewhere = visit(page.url.removeprefix(visit.origin), alone=True)
    assert title_of(elsewhere) == title_of(page)
    assert read_scorecard(elsewhere) == rows


def test_defaults_do_not_stand_in_the_address(visit: Visit) -> None:
    page = visit()
    choose(page, "Month", "December 2023")
    choose(page, "Month", "March 2024")
    switch(page, "Year to date")
    switch(page, "Month")
    assert parameters(page.url) == {}


def test_choices_follow_the_reader_through_the_navigation_and_back(visit: Visit) -> None:
    page = visit()
    choose_everything(page)
    rows = read_scorecard(page)
    navigate(page, "Indicators")
    expect(page.get_by_role("combobox", name="Month")).to_have_value("December 2023")
    navigate(page, "Agencies")
    assert title_of(page).startswith("Council")
    expect(page.get_by_role("radio", name="Quarter")).to_be_checked()
    navigate(page, "Definitions")
    navigate(page, "Training")
    expect(page.get_by_role("combobox", name="Month")).to_have_value("December 2023")
    navigate(page, "This month")
    assert parameters(page.url) == CHOSEN
    assert read_scorecard(page) == rows


def test_the_breadcrumb_leads_back_to_the_same_choices(visit: Visit) -> None:
    page = visit("/?month=2023-12&agency=police&theme=domestic_abuse")
    rows = read_scorecard(page)
    rerun(page, page.locator("table.scorecard").get_by_role("link").first.click)
    rerun(page, page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").click)
    assert read_scorecard(page) == rows


def test_earlier_and_later_step_by_a_month_and_stop_at_the_ends(visit: Visit) -> None:
    page = visit()
    earlier, later = page.get_by_role("button", name="Earlier"), page.get_by_role("button", name="Later")
    expect(later).to_be_disabled()
    rerun(page, earlier.click)
    assert title_of(page).startswith("February 2024")
    expect(later).to_be_enabled()
    rerun(page, later.click)
    assert title_of(page).startswith("March 2024")
    go(page, "/?month=2022-04")
    expect(earlier).to_be_disabled()
    expect(later).to_be_enabled()
    assert list_options(page, "Month")[-1] == "April 2022"


@pytest.mark.parametrize("address", PAGES)
def test_an_unknown_choice_falls_back_to_the_default(visit: Visit, address: str) -> None:
    usual = title_of(visit(address))
    page = visit(f"{address}?agency=nobody&month=2031-13&period=decade&theme=x&indicator=y&category=z&only=a.b&as=c")
    assert title_of(page) == usual


def test_the_first_month_of_all_has_too_few_months_to_judge(visit: Visit) -> None:
    page = visit("/?month=2022-04")
    assert "too few months to judge" in title_of(page)
    changes = {row["change"] for row in read_scorecard(page) if row["latest"] not in ("Not due", "[x]", "Late")}
    assert changes == {"Too few months"}
