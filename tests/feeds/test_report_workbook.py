"""The report a sender gets back: every problem on a list, every cell with one marked, and nobody's data repeated."""

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings

from scorecard.feeds.checking import check_return
from scorecard.feeds.report_text import count_rows, write_report
from scorecard.feeds.report_workbook import MOST_WHOLE_ROWS
from tests.feeds.reports import ABOVE_LIST, everything, opened, problems_of, report
from tests.feeds.test_mangled_returns import mangled, whole_run
from tests.feeds.valid_returns import as_csv, as_workbook, check, concerns, declaration, one_wrong, right, rules


def write_sheet(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Return")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return stream.getvalue()


WRONG = concerns(4)
WRONG[1]["age"] = "17"
WRONG[3]["decided_on"] = "2024-03-01"


def test_the_list_has_each_problem_with_its_place_its_severity_and_what_to_do() -> None:
    book = opened(report(as_csv(WRONG) + b"\x1a"))
    assert book.sheetnames == ["Problems", "Return"]
    assert problems_of(book) == [
        (3, "age", "row refused", "The age is not in the age band.", "Check both."),
        (3, "age", "row refused", "The value is below 18.", "Check it."),
        (5, "decided_on", "row refused", "The decision is earlier than the concern.", "Check both dates."),
        (
            None,
            None,
            "check",
            "An end-of-file character stands after the last row; it was left out.",
            "Check that it is right.",
        ),
    ]


def test_above_the_list_stand_the_outcome_the_sum_of_rows_and_what_to_do_next() -> None:
    sheet = opened(report(as_csv(WRONG)))["Problems"]
    assert [sheet.cell(row, 1).value for row in range(1, 4)] == [
        "Report on a return: Safeguarding concerns, asc, 2024-03 (asc.csv)",
        "Not accepted yet: some rows need mending.",
        "4 rows received = 2 accepted + 2 refused.",
    ]
    assert sheet["A4"].value.startswith(
        "What to do next: Mend the rows in your own file and send the whole file again."
    )
    assert sheet.freeze_panes == f"A{ABOVE_LIST + 1}"


def test_cells_with_problems_are_filled_and_have_a_note_and_their_row_says_so_in_words() -> None:
    book = opened(report(as_csv(WRONG)))
    sheet, columns = book["Return"], list(WRONG[0])
    assert [cell.value for cell in sheet[1]] == ["Problems", *columns]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [None, "row refused (2)", None, "row refused (1)"]
    age = sheet.cell(3, columns.index("age") + 2)
    assert age.value == "17"
    assert age.fill.fgColor.rgb == "FFF9D5A7"
    assert age.comment.text == "The age is not in the age band. Check both.\nThe value is below 18. Check it."
    marked = [cell.coordinate for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row if cell.comment]
    assert marked == [age.coordinate, sheet.cell(5, columns.index("decided_on") + 2).coordinate]
    assert [cell.value for cell in sheet[4]][1:] == list(WRONG[2].values())
    assert sheet.freeze_panes == "B2"


def test_each_line_of_the_list_leads_to_its_cell() -> None:
    book = opened(report(as_csv(WRONG)))
    links = [book["Problems"].cell(row, 2).hyperlink.location for row in range(ABOVE_LIST + 1, ABOVE_LIST + 4)]
    assert links == ["Return!I3", "Return!I3", "Return!N5"]


def test_problems_of_a_column_are_marked_at_its_heading_and_those_of_a_row_in_its_first_cell() -> None:
    rows = [right("training"), right("training")]
    rows[1]["agency"] = "bhft"
    sheet = opened(report(as_csv(rows), "training"))["Return"]
    assert sheet["A3"].comment.text == "The row repeats row 2 exactly. It is counted once."
    swapped = [right("enquiries", enquiry_id=f"E{n}", started_on="2024-03-20", ended_on="2024-03-01") for n in range(3)]
    book = opened(report(as_csv(swapped), "enquiries"))
    heading = next(cell for cell in book["Return"][1] if cell.value == "ended_on")
    assert "seem to be swapped" in heading.comment.text
    assert book["Problems"].cell(ABOVE_LIST + 1, 3).hyperlink.location == f"Return!{heading.coordinate}"


def test_a_workbook_comes_back_with_its_sheet_and_rows_where_they_were() -> None:
    def name(book: Any, sheet: Any) -> None:
        sheet.name = "Safeguarding concerns"

    rows = concerns(3)
    rows[2]["gender"] = "unheard of"
    book = opened(report(as_workbook(rows, name), file_name="asc.xlsx"))
    assert book.sheetnames == ["Problems", "Safeguarding concerns"]
    assert book["Safeguarding concerns"]["A4"].value == "row refused (1)"
    assert book["Problems"].cell(ABOVE_LIST + 1, 1).value == "Safeguarding concerns"
    assert book["Problems"].cell(ABOVE_LIST + 1, 2).hyperlink.location == "'Safeguarding concerns'!K4"


def test_a_workbook_refused_for_its_cells_comes_back_with_them_marked() -> None:
    def calculate(book: Any, sheet: Any) -> None:
        sheet.write_formula("D3", "=100+100")

    rows = [right("training"), right("training", course="level_2")]
    book = opened(report(as_workbook(rows, calculate), "training"))
    assert book["Problems"]["A2"].value == "Refused: the file needs mending."
    assert book["Return"]["A3"].value == "must fix the file (2)"
    assert book["Return"]["E3"].comment.text.startswith("The formula was never calculated.")
    assert book["Problems"].cell(ABOVE_LIST + 1, 2).hyperlink.location == "Return!E3"


def test_a_report_prints_as_wide_as_a_page_and_wrapped_lines_of_the_list_are_high_enough() -> None:
    rows = concerns(4)
    rows[0]["age"] = "17"
    rows[2]["types_of_risk"] = "neglect"
    book = opened(report(as_csv(rows)))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert [sheet.print_title_rows for sheet in book] == [f"${ABOVE_LIST}:${ABOVE_LIST}", "$1:$1"]
    heights = {
        line[3]: book["Problems"].row_dimensions[place].height
        for place, line in enumerate(problems_of(book), start=ABOVE_LIST + 1)
    }
    assert heights == {
        "The age is not in the age band.": None,
        "The value is below 18.": None,
        "A code of an earlier year stands here: neglect was read as neglect_and_acts_of_omission.": 30,
    }


def test_a_return_with_nothing_to_mend_says_so_and_has_its_rows() -> None:
    book = opened(report(as_csv(concerns(2))))
    assert book["Problems"]["A2"].value == "Accepted. Nothing to mend."
    assert problems_of(book) == []
    assert book["Return"].max_row == 3


UNREADABLE = {
    "empty": b"",
    "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "page": b"<html><table>",
    "cut": as_workbook(concerns(2))[:900],
    "nul": b"agency,month\x00",
    "no header": b"a,b\n1,2\n",
    "quote": as_csv(concerns(1)).replace(b"police", b'"police'),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_still_has_its_list(name: str) -> None:
    book = opened(report(UNREADABLE[name]))
    assert book.sheetnames == ["Problems"]
    assert book["Problems"]["A2"].value == "Refused: the file needs mending."
    assert book["Problems"]["A3"].value == "No rows were checked."
    found = problems_of(book)
    assert [severity for *_, severity, _, _ in found] == ["must fix the file"] * len(found)
    assert found


HEADERS = ["Agency", "month", "course", "Course", "eligable", "Mary Bloggs", "NHS number"]


@pytest.mark.parametrize("as_a_workbook", [False, True])
def test_a_file_refused_for_its_header_comes_back_with_the_header_marked(as_a_workbook: bool) -> None:
    row = ["bhft", "2024-03", "level_1", "level_1", "20", "Bloggs", "9434765919"]
    content = ",".join(HEADERS).encode() + b"\n" + ",".join(row).encode() + b"\n"
    if as_a_workbook:
        content = write_sheet([HEADERS, row])
    book = opened(report(content, "training"))
    assert book.sheetnames == ["Problems", "Return"]
    sheet = book["Return"]
    hidden = "[not repeated]"
    assert [cell.value for cell in sheet[1]] == ["Problems", "Agency", "month", "course", "Course", "eligable"] + [
        hidden
    ] * 2
    assert sheet.max_row == 1
    notes = [cell.comment.text if cell.comment else "" for cell in sheet[1]]
    assert notes[1:3] == ["", ""]
    assert notes[3] == notes[4] == "The column stands twice. Leave one of them."
    assert notes[5:7] == ["", ""]
    assert notes[7].startswith("A column's name promises personal data")
    assert "there is one called “eligable”" in notes[0]
    assert "compliant: The column is missing." in notes[0]
    said = everything(report(content, "training"))
    assert not [secret for secret in ("Bloggs", "9434765919") if secret.lower() in said.lower()]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x.example","y")', "+1+1", "-2", "@sum(1)", "{=1}", "http://x.example"]
)
def test_values_stay_text_whatever_they_begin_with(text: str) -> None:
    content = report(as_csv([right("commentary", comment=text)]), "commentary")
    cell = opened(content)["Return"]["F2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert "<f>" not in everything(content)


def test_of_a_long_return_only_the_rows_with_problems_are_given_each_in_its_place() -> None:
    rows = concerns(MOST_WHOLE_ROWS + 1)
    rows[-1]["age"] = "17"
    sheet = opened(report(as_csv(rows)))["Return"]
    given = [row[0].row for row in sheet.iter_rows() if row[3].value is not None]
    assert given == [1, MOST_WHOLE_ROWS + 2]


def test_a_report_sent_back_as_a_return_is_told_apart() -> None:
    checked = check(report(one_wrong(age="17")))
    assert (checked.outcome, rules(checked)) == ("refused", ["not_a_report"])


def test_the_text_report_has_the_same_words() -> None:
    checked = check(as_csv(WRONG))
    assert write_report(checked, most=1).splitlines() == [
        "Not accepted yet: some rows need mending.",
        "4 rows received = 2 accepted + 2 refused.",
        "  row refused: Row 3. age: The age is not in the age band. Check both.",
        "  … and 2 more; see them all with scorecard check.",
    ]
    assert count_rows(check(as_csv(concerns(1)))) == "1 row received = 1 accepted + 0 refused."


@settings(whole_run, max_examples=60)
@given(mangled())
def test_a_report_can_be_made_of_any_file(case: tuple[str, bytes]) -> None:
    feed, content = case
    book = opened(report(content, feed))
    checked = check_return(content, declaration(feed, month=date(2024, 3, 1)))
    assert len(problems_of(book)) == len(checked.problems)
