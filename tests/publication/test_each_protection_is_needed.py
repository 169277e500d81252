"""No test of disclosure control passes by accident: without one protection at a time, a test that is there fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.dashboard import markup, plain_text
from scorecard.disclosure.keyed import KeyedThresholds
from scorecard.exports import tables
from scorecard.publication import opening, own_returns, protecting, publish, withholding
from tests.dashboard import test_markup, test_own_returns, test_web
from tests.exports import test_tables
from tests.helpers.removing import Guard, notices, replace_in
from tests.publication import test_generation, test_protecting, test_releases, test_withholding
from tests.publication.small_board import Board

board, own_board = test_releases.board, test_own_returns.made


def write_formula() -> None:
    test_tables.test_text_that_looks_like_a_formula_stays_text("=1+1")


def type_number(table: str, column: str) -> Callable[[], object]:
    return lambda: test_withholding.test_a_text_that_names_another_number_is_held_back("n=3", table, column)


OF_WORDS = {
    "formula in a CSV file": Guard(
        tables._write_plainly, "isinstance(cell, str) and _BEGINS_FORMULA.match(cell)", "False", write_formula
    ),
    "formula in a workbook": Guard(
        tables._Styles.text, "self._guarded if _BEGINS_FORMULA.match(words) else usual", "usual", write_formula
    ),
    "markdown": Guard(
        plain_text.escape_markdown,
        'f"\\\\{mark}" if',
        "mark if",
        test_web.test_markdown_in_a_value_is_inert,
    ),
    "markup": Guard(
        markup._escaped,
        "child if type(child) is Markup else escape(child)",
        "str(child)",
        test_markup.test_text_and_attributes_are_escaped,
    ),
    "any typed number": Guard(
        withholding._hold_back,
        "indicator in exact or not _names_other(words, said.get(indicator, frozenset()))",
        "True",
        type_number("commentary", "owner"),
    ),
    "typed number that is not shown": Guard(
        withholding._names_other,
        'number.replace(",", "").rstrip("%") not in shown',
        "False",
        type_number("decision", "decision"),
    ),
    "number in the name of an event": Guard(
        withholding._hold_back_name,
        'HELD_BACK if _names_other(SPANS.sub("", words), frozenset()) else words',
        "words",
        lambda: test_withholding.test_the_name_of_an_event_or_action_has_no_number_but_a_span("event"),
    ),
}


@pytest.mark.parametrize("name", OF_WORDS)
def test_words_that_are_let_through_are_noticed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    OF_WORDS[name].hold(monkeypatch)


def attack_the_board() -> None:
    test_protecting.test_an_attacker_with_everything_the_board_is_shown_pins_nobody(0)


OF_FIGURES: dict[str, tuple[Any, str, Any, Callable[[], object]]] = {
    "rounding": (protecting, "round_cumulatives", test_releases.leave_exact, attack_the_board),
    "what was released": (
        protecting,
        "released_before",
        lambda counted, earlier: {},
        test_protecting.test_what_was_released_never_changes_when_months_and_late_cases_come,
    ),
    "secret": (
        KeyedThresholds,
        "of",
        lambda thresholds, series, lower: 0.5,
        test_protecting.test_one_secret_gives_one_release_and_two_give_two,
    ),
    "shares of few": (
        protecting,
        "FEWEST_FOR_A_PERCENTAGE",
        0,
        test_protecting.test_a_share_is_divided_from_protected_counts_and_held_back_where_few,
    ),
    "categories of one agency": (
        protecting,
        "keep_shown",
        lambda figures, definitions: figures,
        test_protecting.test_categories_of_one_agency_are_hidden_where_those_of_all_are_shown,
    ),
}


@pytest.mark.parametrize("name", OF_FIGURES)
def test_without_a_protection_of_figures_an_attack_succeeds(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    place, attribute, instead, check = OF_FIGURES[name]
    monkeypatch.setattr(place, attribute, instead)
    assert notices(check)


def test_without_rounding_and_audit_exact_counts_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit notices first that nothing was rounded; once it is blind, what is shown is seen to be no multiple."""
    monkeypatch.setattr(protecting, "round_cumulatives", test_releases.leave_exact)
    monkeypatch.setattr(protecting, "audit_release", lambda shown, identities, earlier: [])
    assert notices(test_protecting.test_every_protected_count_is_near_the_truth_and_adds_up)


def test_without_the_audit_a_release_that_tells_too_much_is_published(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_in(monkeypatch, publish._protect, "if protected.findings:", "if False:")
    check = test_releases.test_figures_that_would_tell_too_much_are_not_published_and_both_audiences_read_so
    assert notices(lambda: check(board, monkeypatch))
    counts = opening.open_generation(board.settings.published, "board").ask("select numerator from figure")
    assert counts.filter(pl.col("numerator") % 5 != 0).height, "exact counts were published"


def test_a_reader_that_may_reach_outside_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "READER_CONFIG", {"enable_external_access": True})
    query = test_generation.REFUSED["reading text"]
    assert notices(
        lambda: test_generation.test_a_reader_can_neither_change_a_generation_nor_reach_outside_it(tmp_path, query)
    )


def test_without_a_look_at_whose_it_is_an_agency_opens_the_file_of_another(
    own_board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "read_about(own).audience == name_audience(agency)"
    replace_in(monkeypatch, own_returns.open_own_returns, words, "True")
    check = test_own_returns.test_a_file_of_another_agency_under_its_name_is_not_opened
    assert notices(lambda: check(own_board, tmp_path))
