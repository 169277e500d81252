"""What a new reader asks first is answered from the first page in a few presses, on a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import PHONE, Visit, rerun, title_of

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
ON_PHONE = "a phone"


class Reader:
    """Presses what a reader would, from the first page on, and counts how often."""

    def __init__(self, page: Page, *, on_phone: bool) -> None:
        self.page = page
        self.on_phone = on_phone
        self.presses = 0

    def press(self, what: Locator, *, runs: bool = True) -> None:
        self.presses += 1
        if runs:
            rerun(self.page, what.click)
        else:
            what.click()

    def turn_to(self, title: str) -> None:
        navigation = self.page.get_by_test_id("stTopNav")
        if self.on_phone:
            self.press(self.page.get_by_test_id("stExpandSidebarButton"), runs=False)
            navigation = self.page.get_by_test_id("stSidebar")
        self.press(navigation.get_by_role("link", name=title, exact=True))

    def choose(self, label: str, option: str) -> None:
        self.press(self.page.get_by_role("combobox", name=label), runs=False)
        self.press(self.page.get_by_role("option", name=option, exact=True))


@pytest.fixture(params=["a desk", ON_PHONE])
def reader(visit: Visit, request: pytest.FixtureRequest) -> Reader:
    on_phone = request.param == ON_PHONE
    return Reader(visit("/", **(PHONE if on_phone else DESK)), on_phone=on_phone)


def ask_what_got_worse(reader: Reader) -> None:
    assert title_of(reader.page).endswith("2 are worse")
    for finding in ("Enquiries take longer to conclude", "More enquiries are open at month end"):
        expect(reader.page.get_by_role("link", name=finding)).to_be_visible()


def ask_which_returns_are_late(reader: Reader) -> None:
    """The sample has no file of Housing and VCSE for March, and not all that Police and Fire agreed to send."""
    expect(reader.page.get_by_role("link", name="Returns are late: Police, Housing, Fire, VCSE")).to_be_visible()


def ask_who_is_short_on_level_3(reader: Reader) -> None:
    """The Hospitals returned 890 of 1,000: ten people fewer than 90%."""
    reader.turn_to("Training")
    reader.choose("Course", "Level 3")
    assert title_of(reader.page) == "Level 3: 3 of 4 agencies meet their target, 10 staff are short of it"
    expect(reader.page.locator("tr.row").filter(has_text="Missed")).to_have_count(1)
    expect(reader.page.locator("tbody").filter(has_text="Missed")).to_contain_text("Hospitals")


def ask_for_domestic_abuse_and_its_gaps(reader: Reader) -> None:
    reader.turn_to("Themes")
    assert title_of(reader.page).startswith("Domestic abuse: ")
    assert title_of(reader.page).endswith("7 have none")
    expect(reader.page.locator(".gaps .gap-name")).to_have_count(7)


def ask_why_conversion_differs_from_england(reader: Reader) -> None:
    reader.turn_to("Conversion")
    expect(reader.page.get_by_text("follows the national rule, which counts other enquiries too")).to_be_visible()


def ask_which_referrals_had_no_answer(reader: Reader) -> None:
    reader.turn_to("Referrals")
    assert title_of(reader.page) == "43 of 172 referrals had no answer after 28 days"
    expect(reader.page.get_by_role("heading", name="Which referrals had no answer")).to_be_visible()


def ask_which_review_actions_are_overdue(reader: Reader) -> None:
    """Of the two overdue actions one is of an adults review: to bring the learning into supervision, by CCS."""
    reader.turn_to("Panels and learning")
    expect(reader.page.get_by_role("heading", name="2 actions are overdue")).to_be_visible()
    reader.choose("Asked for by", "Safeguarding adults review")
    assert title_of(reader.page) == "The learning action still to do is overdue"
    expect(reader.page.get_by_role("heading", name="1 action is overdue")).to_be_visible()


QUESTIONS: list[tuple[Callable[[Reader], None], int]] = [
    (ask_what_got_worse, 0),
    (ask_which_returns_are_late, 0),
    (ask_who_is_short_on_level_3, 3),
    (ask_for_domestic_abuse_and_its_gaps, 1),
    (ask_why_conversion_differs_from_england, 1),
    (ask_which_referrals_had_no_answer, 1),
    (ask_which_review_actions_are_overdue, 3),
]


@pytest.mark.parametrize(("ask", "presses"), QUESTIONS, ids=[ask.__name__ for ask, _ in QUESTIONS])
def test_a_first_question_takes_few_presses(reader: Reader, ask: Callable[[Reader], None], presses: int) -> None:
    """The phone has its navigation in a drawer, which is opened first."""
    ask(reader)
    assert reader.presses == presses + (reader.on_phone and presses > 0)


def test_a_theme_is_kept_with_agency_period_and_grade_and_taken_away(reader: Reader) -> None:
    """CCS's one audit of the quarter graded the standard about self-neglect “requires improvement”."""
    reader.turn_to("Themes")
    for label, option in {"Theme": "Self-neglect and hoarding", "Agency": "CCS"}.items():
        reader.choose(label, option)
    reader.press(reader.page.get_by_role("radio", name="Quarter", exact=True))
    reader.choose("Grade of audits", "Requires improvement")
    kept = "theme=self_neglect_hoarding&agency=ccs&period=quarter&grade=requires_improvement"
    assert reader.page.url.endswith(f"/themes?{kept}")
    expect(reader.page.get_by_role("status")).to_have_text("2 figures of 1 agency, 1 by category.")
    expect(reader.page.get_by_role("rowheader", name="Inadequate")).to_have_count(0)
    reader.page.locator("details.downloads").evaluate("menu => { menu.open = true; }")
    for kind in ("CSV", "Spreadsheet"):
        with reader.page.expect_download() as started:
            reader.page.get_by_role("link", name=kind, exact=True).click()
        assert started.value.url.split("?")[1].endswith("&grade=requires_improvement")
    assert started.value.suggested_filename == "theme.xlsx"
