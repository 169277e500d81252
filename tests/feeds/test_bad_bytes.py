"""Bad returns beyond the named cases of the corpus: bytes and encoding."""

import csv

import pytest

from tests.feeds.valid_returns import as_csv, check, concerns, find, right, rules

RIGHT = as_csv(concerns(3))
COMMENTS = as_csv([right("commentary", comment="Café owner’s view"), right("commentary", line="2", comment="Naïve")])


def test_a_right_return_is_accepted_without_a_word() -> None:
    checked = check(RIGHT)
    assert (checked.outcome, checked.rows, checked.refused, checked.problems) == ("accepted", 3, 0, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_and_tabs_is_accepted(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    checked = check(mark + as_csv(concerns(2), delimiter="\t").decode().encode(encoding))
    assert (checked.outcome, checked.rows) == ("accepted", 2)


@pytest.mark.parametrize("damaged", [b"\xff\xfea\x00g", b"\xff\xfe\x00\xd8a\x00\n\x00"])
def test_damaged_utf16_is_refused(damaged: bytes) -> None:
    assert "damaged" in find(check(damaged), "encoding").message


def test_utf32_is_refused() -> None:
    assert find(check(RIGHT.decode().encode("utf-32")), "no_nul_bytes")


def test_a_byte_that_no_encoding_knows_refuses_the_file_and_is_named() -> None:
    checked = check(COMMENTS.decode().encode("cp1252").replace(b"Na\xefve", b"Na\x81ve"), "commentary")
    problem = find(checked, "encoding")
    assert (checked.outcome, problem.row) == ("refused", 3)


@pytest.mark.parametrize("end", [b"\r", b"\r\n"])
def test_other_line_ends_lose_no_row(end: bytes) -> None:
    checked = check(RIGHT.replace(b"\n", end))
    assert (checked.outcome, checked.rows) == ("accepted", 3)


@pytest.mark.parametrize("nothing", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file_is_refused(nothing: bytes) -> None:
    checked = check(nothing)
    assert checked.outcome == "refused"
    assert "empty" in find(checked, "not_empty").message


@pytest.mark.parametrize("line_ends", [0, 4095, 4096, 9000])
def test_any_number_of_line_ends_and_a_mark_after_the_rows_lose_none(line_ends: int) -> None:
    checked = check(RIGHT + b"\n" * line_ends + b" \x1a\n")
    assert (rules(checked), checked.rows) == (["no_end_of_file_mark"], 3)
    assert checked.content_digest == check(RIGHT).content_digest


@pytest.mark.parametrize("cell", ["C2\t", "C2;C2", "C2,", "", "C\x7f2"])
def test_a_mark_in_a_cell_is_never_taken_for_one_between_cells(cell: str) -> None:
    """Line 3 alone is one cell too wide, or says what is wrong with its reference."""
    checked = check(RIGHT.replace(b"C2", cell.encode()))
    found = {"C2,": [("row_width", 3)], "": [("nullability", 3)]}
    odd = [("no_invisible_characters", 3)] if "\x7f" in cell else []
    assert [(problem.rule, problem.row) for problem in checked.problems] == found.get(cell, odd)
    kept = {"C2\t": "C2", "C2;C2": "C2;C2", "C\x7f2": "C2"}.get(cell)
    if checked.accepted is not None:
        assert checked.accepted["concern_id"].to_list() == ["C1", *([kept] if kept else []), "C3"]


def test_a_nil_return_with_rows_is_refused() -> None:
    checked = check(RIGHT, nil=True)
    assert checked.outcome == "refused"
    assert "declared nil but has rows" in find(checked, "nil_without_rows").message


def test_invisible_characters_are_removed_with_a_warning_at_the_first_place() -> None:
    checked = check(RIGHT.replace(b",police,", ",\u200bpolice\u00a0,".encode()))
    assert checked.outcome == "accepted_with_warnings"
    problem = find(checked, "no_invisible_characters")
    assert (problem.row, problem.column) == (2, "referral_source")
    assert checked.accepted is not None
    assert checked.accepted["referral_source"].to_list() == ["police"] * 3


def test_control_characters_are_removed_with_a_warning() -> None:
    checked = check(RIGHT.replace(b"C2", b"C\x072"))
    assert rules(checked) == ["no_invisible_characters"]
    assert checked.accepted is not None
    assert checked.accepted["concern_id"].to_list() == ["C1", "C2", "C3"]


def test_blanks_around_cells_do_not_count() -> None:
    spaced = as_csv([{name: f" {cell} " for name, cell in row.items()} for row in concerns(3)])
    checked = check(spaced)
    assert (checked.outcome, checked.content_digest) == ("accepted", check(RIGHT).content_digest)


@pytest.mark.parametrize(
    "same",
    [
        as_csv(concerns(3), delimiter=";", quoting=csv.QUOTE_ALL),
        as_csv(concerns(3), quoting=csv.QUOTE_ALL),
        RIGHT.replace(b"2024-03-04", b"04/03/2024"),
        RIGHT.replace(b",police,", b",Police,").replace(b"self_neglect;", b"Self-Neglect ; "),
        RIGHT.replace(b"2024-03,", b"March 2024,"),
        RIGHT + b",,,,,,,,,,,,,\n" * 2,
    ],
    ids=["semicolons", "all quoted", "other dates", "labels", "other months", "blank rows"],
)
def test_the_same_rows_in_other_bytes_have_the_same_content_digest(same: bytes) -> None:
    checked = check(same)
    assert (checked.outcome, checked.rows) == ("accepted", 3)
    assert checked.content_digest == check(RIGHT).content_digest
    assert checked.digest != check(RIGHT).digest


def test_other_rows_have_another_content_digest() -> None:
    swapped = concerns(3)
    swapped[0]["person_id"], swapped[1]["person_id"] = swapped[1]["person_id"], swapped[0]["person_id"]
    others = [RIGHT.replace(b"C2", b"C9"), RIGHT.replace(b";domestic_abuse", b"", 1), as_csv(swapped)]
    assert len({check(content).content_digest for content in [RIGHT, *others]}) == 4
