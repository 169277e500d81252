"""A file made from a template and filled in correctly always passes."""

import io
import zipfile
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.checking import check_return
from scorecard.feeds.contract import code_list_of, kind_of
from scorecard.feeds.readers import reader_of
from scorecard.feeds.report import Checked
from scorecard.feeds.template import PREPARED_ROWS, template_version
from scorecard.feeds.template_columns import allowed_days, limits_of
from tests.feeds.filling import (
    choices,
    fill,
    opened,
    saved,
    saved_as_text,
    takes,
    template,
    typed,
    validations,
    write_cell,
)
from tests.feeds.valid_returns import KNOWN, MONTH, RIGHT, Row, as_csv, as_workbook, concerns, declaration, find, right

FEEDS = sorted(all_feeds())
Draw = st.DrawFn


def check(content: bytes, feed: str, **changes: Any) -> Checked:
    return check_return(content, declaration(feed, **changes), file_name="return.xlsx")


@pytest.mark.parametrize("feed", FEEDS)
def test_a_right_return_in_its_template_passes_with_nothing_to_say(feed: str) -> None:
    checked = check(fill(feed, [RIGHT[feed]]), feed)
    assert (checked.outcome, checked.rows, checked.problems) == ("accepted", 1, ())
    assert checked.content_digest == check_return(as_csv([RIGHT[feed]]), declaration(feed)).content_digest


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_template_saved_as_text_passes_and_its_unused_rows_are_told(feed: str, delimiter: str, encoding: str) -> None:
    content = saved_as_text(fill(feed, [RIGHT[feed]], first=3), delimiter=delimiter, encoding=encoding)
    checked = check_return(content, declaration(feed), file_name="return.csv")
    assert (checked.outcome, checked.rows) == ("accepted_with_warnings", 1)
    assert [(problem.rule, problem.row) for problem in checked.problems] == [("row_filled_in", 2)]
    assert checked.problems[0].message.startswith("499 row(s) hold nothing but agency and month, here first.")
    assert checked.content_digest == check_return(as_csv([RIGHT[feed]]), declaration(feed)).content_digest


@pytest.mark.parametrize("missing", ["agency", "month"])
def test_a_row_of_a_text_file_without_agency_or_month_is_not_one_that_was_not_used(missing: str) -> None:
    blank = dict.fromkeys(RIGHT["training"], "") | {"agency": "bhft", "month": "2024-03", missing: ""}
    checked = check_return(as_csv([RIGHT["training"], blank]), declaration("training"))
    assert (checked.rows, checked.refused) == (2, 1)


def test_in_a_text_file_with_its_columns_in_another_order_agency_and_month_alone_are_a_row() -> None:
    blank = dict.fromkeys(RIGHT["training"], "") | {"agency": "bhft", "month": "2024-03"}
    rows = [dict(reversed(row.items())) for row in (RIGHT["training"], blank)]
    checked = check_return(as_csv(rows), declaration("training"))
    assert (checked.rows, checked.refused) == (2, 1)


def test_an_unused_template_saved_as_text_has_no_rows_and_may_be_a_nil_return() -> None:
    content = saved_as_text(template("training"))
    refused = check_return(content, declaration("training"))
    assert [problem.rule for problem in refused.problems] == ["has_rows", "row_filled_in"]
    nil = check_return(content, declaration("training", nil=True))
    assert (nil.outcome, nil.rows) == ("accepted_with_warnings", 0)


@st.composite
def rows_of(draw: Draw, feed: str) -> list[Row]:
    """Rows that the feed accepts: a right row changed cell by cell as long as it keeps the contract and its rules."""
    rows = [dict(RIGHT[feed]) for _ in range(draw(st.integers(1, 3)))]
    for place, row in enumerate(rows):
        names = [name for name in row if name not in ("agency", "month")]
        for name in draw(st.lists(st.sampled_from(names), min_size=2, max_size=5, unique=True)):
            changed = {**row, name: draw(values_of(feed, name, place))}
            if is_accepted([changed], feed):
                row.update(changed)
    return rows if is_accepted(rows, feed) else rows[:1]


def is_accepted(rows: list[Row], feed: str) -> bool:
    return check_return(as_csv(rows), declaration(feed)).outcome == "accepted"


def values_of(feed: str, name: str, place: int) -> st.SearchStrategy[str]:
    """Values that the contract allows in a column, each as it stands in a text file."""
    column = declaration(feed).feed.columns[name]
    kind, known = kind_of(column), KNOWN.get(str((column.metadata or {}).get("reference")), ())
    least, greatest = limits_of(column)
    values: st.SearchStrategy[str]
    if kind in ("code", "codes"):
        listed = [code for _, code in listed_choices(feed, name)]
        most = 1 if kind == "code" else 3
        values = st.lists(st.sampled_from(listed), min_size=1, max_size=most, unique=True).map(";".join)
    elif kind == "date":
        values = st.dates(*allowed_days(declaration(feed).feed, name, MONTH)).map(str)
    elif kind == "whole_number":
        values = st.integers(least or 0, 1_000_000 if greatest is None else greatest).map(str)
    elif known:
        values = st.sampled_from(sorted(known))
    elif kind == "text":
        values = st.text("abc deé,;:'\"=+-@<>()&£€😀\u201c", min_size=1, max_size=60)
    else:
        values = st.integers(0, 99_999).map(lambda number: f"{place}{number:05d}")
    return values | st.just("") if column.nullable else values


@lru_cache
def listed_choices(feed: str, name: str) -> list[tuple[str, str]]:
    column = declaration(feed).feed.columns[name]
    read = reader_of("code", column)
    book = opened(template(feed))
    return [(choice, str(read(choice))) for choice in choices(book, validations(book.worksheets[0])[name])]


@pytest.mark.parametrize("feed", FEEDS)
def test_whatever_the_contract_allows_passes_in_the_template_and_is_taken_by_its_checks(feed: str) -> None:
    book = opened(template(feed))
    checks = validations(book.worksheets[0])

    @settings(max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(rows_of(feed), st.sampled_from([2, 3, 300]))
    def hold(rows: list[Row], first: int) -> None:
        checked = check(fill(feed, rows, first=first), feed)
        assert (checked.outcome, checked.rows, checked.problems) == ("accepted", len(rows), ())
        assert checked.content_digest == check_return(as_csv(rows), declaration(feed)).content_digest
        for row in rows:
            for name, text in row.items():
                assert not text or takes(book, checks[name], typed(feed, name, text)), name

    hold()


@pytest.mark.parametrize("feed", FEEDS)
def test_every_choice_of_a_drop_down_list_is_a_code_that_is_read(feed: str) -> None:
    columns = declaration(feed).feed.columns
    for name, column in columns.items():
        if code_list_of(column) is not None:
            assert all(code != "None" for _, code in listed_choices(feed, name)), name


@pytest.mark.parametrize("feed", FEEDS)
def test_a_template_with_nothing_filled_in_has_no_rows_and_may_be_a_nil_return(feed: str) -> None:
    assert [problem.rule for problem in check(template(feed), feed).problems] == ["has_rows"]
    checked = check(template(feed), feed, nil=True)
    assert (checked.outcome, checked.rows, checked.problems) == ("accepted", 0, ())


@pytest.mark.parametrize("feed", FEEDS)
def test_words_shown_beside_cells_fit_and_every_column_has_them(feed: str) -> None:
    sheet = opened(template(feed)).worksheets[0]
    assert list(validations(sheet)) == list(declaration(feed).feed.columns)
    for each in sheet.data_validations.dataValidation:
        assert 0 < len(each.prompt) <= 255
        assert len(each.promptTitle) <= 32
        assert len(each.error or "") <= 255


@pytest.mark.parametrize("feed", FEEDS)
def test_the_notes_explain_every_column_and_every_rule(feed: str) -> None:
    contract = declaration(feed).feed
    cells = [str(cell.value) for row in opened(template(feed))["Notes"].iter_rows() for cell in row if cell.value]
    assert {contract.title, contract.description, *contract.columns} <= set(cells)
    assert {str(column.description) for column in contract.columns.values()} <= set(cells)
    assert {rule.sentence for rule in contract.rules} <= set(cells)
    assert any(template_version(contract) in cell for cell in cells)


def test_a_template_has_its_version_frozen_header_prepared_rows_and_nothing_that_a_return_must_not_have() -> None:
    book = opened(template("concerns"))
    sheet = book.worksheets[0]
    assert book.sheetnames == ["Safeguarding concerns", "Notes", "Lists"]
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[1]] == list(RIGHT["concerns"])
    assert [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=2)] == [("asc", "2024-03")] * PREPARED_ROWS
    assert template_version(all_feeds()["concerns"]) in book.custom_doc_props["Scorecard template"].value
    assert all(each.sheet_state == "visible" for each in book)
    parts = zipfile.ZipFile(io.BytesIO(template("concerns")))
    assert not any("comments" in name or "externalLink" in name for name in parts.namelist())
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_every_sheet_of_a_template_prints_as_wide_as_a_page_and_no_words_lie_over_others() -> None:
    book = opened(template("concerns"))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert [sheet.print_title_rows for sheet in book] == ["$1:$1", None, "$3:$3"]
    notes = book["Notes"]
    wrapped = [
        row for row in notes.iter_rows() for cell in row if cell.alignment.wrap_text and len(str(cell.value)) > 62
    ]
    assert wrapped
    for row in wrapped:
        longest = max(len(str(cell.value or "")) for cell in row)
        assert notes.row_dimensions[row[0].row].height >= 15 * longest / 62


def test_bounds_come_from_the_contract_and_its_rules() -> None:
    book = opened(template("concerns"))
    checks = validations(book.worksheets[0])
    assert (checks["age"].formula1, checks["age"].formula2) == ("18", "120")
    end_of_march = "45382"
    assert (checks["received_on"].formula2, checks["received_on"].errorStyle) == (end_of_march, None)
    assert checks["referrer_told_on"].errorStyle == "warning"
    assert choices(book, checks["gender"]) == ["Male", "Female", "Not Known"]
    assert (checks["agency"].formula1, checks["month"].formula1) == ('"asc"', '"2024-03"')


def test_courses_and_measures_are_offered_as_the_partnership_has_them() -> None:
    book = opened(template("training"))
    assert choices(book, validations(book.worksheets[0])["course"]) == ["level_1", "level_2"]


def test_the_version_changes_with_the_contract_and_with_nothing_else() -> None:
    feed = all_feeds()["concerns"]
    assert template_version(replace(feed, title="Concerns")) == template_version(feed)
    assert template_version(replace(feed, schema=all_feeds()["enquiries"].schema)) != template_version(feed)


def test_zeros_in_front_and_words_like_formulas_are_kept() -> None:
    rows = [right("concerns", concern_id="00012", person_id="=1+1"), right("concerns", concern_id="00345")]
    checked = check(fill("concerns", rows), "concerns")
    assert (checked.outcome, checked.problems) == ("accepted", ())
    assert checked.accepted is not None
    assert checked.accepted["concern_id"].to_list() == ["00012", "00345"]
    assert checked.accepted["person_id"].to_list() == ["=1+1", "P1"]


def test_rows_may_be_left_out_sheets_hidden_and_the_file_saved_again() -> None:
    book = opened(saved(opened(fill("concerns", concerns(2), first=40))))
    sheet = book.worksheets[0]
    for place, value in enumerate(fill_row(book, "C9"), start=3):
        write_cell(sheet.cell(7, place), value)
    book["Lists"].sheet_state = "hidden"
    book["Notes"].insert_rows(1)
    checked = check(saved(book), "concerns")
    assert (checked.outcome, checked.rows, checked.problems) == ("accepted", 3, ())
    assert checked.accepted is not None
    assert checked.accepted["row"].to_list() == [7, 40, 41]


def test_a_template_without_its_notes_and_lists_is_still_known() -> None:
    book = opened(fill("concerns", concerns(2)))
    del book["Notes"], book["Lists"]
    checked = check(saved(book), "concerns")
    assert (checked.outcome, checked.rows) == ("accepted", 2)


def fill_row(book: Any, concern: str) -> list[Any]:
    """The cells of row 40 after agency and month, for another concern."""
    return [concern, *(cell.value for cell in book.worksheets[0][40][3:])]


def test_a_row_of_which_only_a_part_is_filled_in_is_refused() -> None:
    book = opened(fill("concerns", concerns(2)))
    book.worksheets[0]["C9"] = "C9"
    checked = check(saved(book), "concerns")
    assert (checked.rows, checked.refused) == (3, 1)
    assert {problem.row for problem in checked.problems} == {9}


def test_a_row_with_nothing_but_an_error_is_a_row() -> None:
    book = opened(fill("training", [RIGHT["training"]]))
    book.worksheets[0]["D5"] = "#REF!"
    checked = check(saved(book), "training")
    assert (checked.rows, checked.refused) == (2, 1)
    assert find(checked, "no_error_cell").row == 5


def test_hidden_prepared_rows_are_still_no_rows() -> None:
    book = opened(fill("training", [RIGHT["training"]]))
    book.worksheets[0].row_dimensions[3].hidden = True
    checked = check(saved(book), "training")
    assert (checked.outcome, checked.rows) == ("accepted_with_warnings", 1)


def test_in_a_workbook_that_is_no_template_agency_and_month_alone_are_a_row() -> None:
    blank = dict.fromkeys(RIGHT["training"], "") | {"agency": "bhft", "month": "2024-03"}
    checked = check(as_workbook([RIGHT["training"], blank]), "training")
    assert (checked.rows, checked.refused) == (2, 1)
