"""The catalogue of bad returns: bytes and encoding."""

import csv
from pathlib import Path

import pytest

from scorecard.feeds.reading import read_bytes
from tests.feeds.valid_returns import as_csv, check, concerns, find, right, rules

RIGHT = as_csv(concerns(3))
COMMENTS = as_csv([right("commentary", comment="Café owner’s view"), right("commentary", line="2", comment="Naïve")])


def test_a_right_return_is_accepted_without_a_word() -> None:
    checked = check(RIGHT)
    assert (checked.outcome, checked.rows, checked.refused, checked.problems) == ("accepted", 3, 0, ())


def test_utf8_with_a_byte_order_mark_is_accepted() -> None:
    assert check(b"\xef\xbb\xbf" + RIGHT).outcome == "accepted"


def test_windows_1252_is_accepted_with_a_warning_that_names_it() -> None:
    checked = check(COMMENTS.decode().encode("cp1252"), "commentary")
    assert checked.outcome == "accepted_with_warnings"
    assert "Windows-1252" in find(checked, "encoding").message
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == ["Café owner’s view", "Naïve"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_and_tabs_is_accepted(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    checked = check(mark + as_csv(concerns(2), delimiter="\t").decode().encode(encoding))
    assert (checked.outcome, checked.rows) == ("accepted", 2)


def test_utf16_without_a_mark_is_refused() -> None:
    checked = check(RIGHT.decode().encode("utf-16-le"))
    assert checked.outcome == "refused"
    assert "CSV UTF-8" in find(checked, "no_nul_bytes").message


@pytest.mark.parametrize("damaged", [b"\xff\xfea\x00g", b"\xff\xfe\x00\xd8a\x00\n\x00"])
def test_damaged_utf16_is_refused(damaged: bytes) -> None:
    assert "damaged" in find(check(damaged), "encoding").message


def test_utf32_is_refused() -> None:
    assert find(check(RIGHT.decode().encode("utf-32")), "no_nul_bytes")


def test_a_line_in_another_encoding_refuses_the_file_and_is_named() -> None:
    lines = COMMENTS.splitlines(keepends=True)
    mixed = b"".join([lines[0], lines[1], lines[2].decode().encode("cp1252")])
    checked = check(mixed, "commentary")
    assert checked.outcome == "refused"
    problem = find(checked, "one_encoding")
    assert (problem.row, "another encoding" in problem.message) == (3, True)


def test_a_byte_that_no_encoding_knows_refuses_the_file_and_is_named() -> None:
    checked = check(COMMENTS.decode().encode("cp1252").replace(b"Na\xefve", b"Na\x81ve"), "commentary")
    problem = find(checked, "encoding")
    assert (checked.outcome, problem.row) == ("refused", 3)


def test_a_nul_byte_inside_a_value_refuses_the_file() -> None:
    assert find(check(RIGHT.replace(b"C2", b"C\x002")), "no_nul_bytes")


@pytest.mark.parametrize("end", [b"\r", b"\r\n"])
def test_other_line_ends_lose_no_row(end: bytes) -> None:
    checked = check(RIGHT.replace(b"\n", end))
    assert (checked.outcome, checked.rows) == ("accepted", 3)


@pytest.mark.parametrize("nothing", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file_is_refused(nothing: bytes) -> None:
    checked = check(nothing)
    assert checked.outcome == "refused"
    assert "empty" in find(checked, "not_empty").message


def test_a_header_without_rows_is_refused_unless_declared_nil() -> None:
    header = RIGHT.splitlines(keepends=True)[0]
    checked = check(header)
    assert (checked.outcome, checked.rows) == ("refused", 0)
    assert "declare a nil return" in find(checked, "has_rows").message
    declared = check(header, nil=True)
    assert (declared.outcome, declared.rows, declared.problems) == ("accepted", 0, ())


def test_a_nil_return_with_rows_is_refused() -> None:
    checked = check(RIGHT, nil=True)
    assert checked.outcome == "refused"
    assert "declared nil but has rows" in find(checked, "nil_without_rows").message


def test_a_file_that_stops_inside_a_row_is_refused() -> None:
    checked = check(RIGHT[: RIGHT.rindex(b"female")])
    problem = find(checked, "row_width")
    assert (checked.outcome, problem.row) == ("refused", 4)
    assert "10 cells, the header 14" in problem.message


def test_an_end_of_file_character_is_left_out_with_a_warning() -> None:
    checked = check(RIGHT + b"\x1a")
    assert (checked.outcome, checked.rows) == ("accepted_with_warnings", 3)
    assert "end-of-file" in find(checked, "no_end_of_file_mark").message


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


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)
    content = read_bytes(path, 1)
    assert len(content) == 1024**2 + 1
    checked = check(content, largest_megabytes=1)
    assert checked.outcome == "refused"
    assert "larger than 1 MB" in find(checked, "file_size").message


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
