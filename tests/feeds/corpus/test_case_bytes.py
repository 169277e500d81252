"""The catalogue of bad returns, 7.1: bytes and encoding."""

from pathlib import Path

from scorecard.feeds.reading import read_bytes
from tests.feeds.corpus.expecting import expect, expect_accepted
from tests.feeds.valid_returns import as_csv, check, concerns, right

RIGHT = as_csv(concerns(3))
HEADER = RIGHT.splitlines(keepends=True)[0]
COMMENTS = as_csv([right("commentary", comment="Café owner’s view"), right("commentary", line="2", comment="Naïve")])


def test_utf8_bom() -> None:
    expect_accepted("utf8_bom", check(b"\xef\xbb\xbf" + RIGHT), 3)


def test_cp1252_smart_quotes() -> None:
    checked = check(COMMENTS.decode().encode("cp1252"), "commentary")
    expect("cp1252_smart_quotes", "W", checked, "encoding", "Windows-1252")
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == ["Café owner’s view", "Naïve"]


def test_utf16le_bom_tab() -> None:
    content = "\ufeff".encode("utf-16-le") + as_csv(concerns(3), delimiter="\t").decode().encode("utf-16-le")
    expect_accepted("utf16le_bom_tab", check(content), 3)


def test_utf16_no_bom() -> None:
    expect("utf16_no_bom", "F", check(RIGHT.decode().encode("utf-16-le")), "no_nul_bytes", "CSV UTF-8")


def test_mixed_utf8_cp1252() -> None:
    lines = COMMENTS.splitlines(keepends=True)
    mixed = lines[0] + lines[1] + lines[2].decode().encode("cp1252")
    problem = expect("mixed_utf8_cp1252", "F", check(mixed, "commentary"), "one_encoding", "another encoding")
    assert problem.row == 3


def test_nul_bytes() -> None:
    expect("nul_bytes", "F", check(RIGHT.replace(b"C2", b"C\x002")), "no_nul_bytes", "NUL bytes")


def test_cr_only() -> None:
    expect_accepted("cr_only", check(RIGHT.replace(b"\n", b"\r")), 3)


def test_empty_file() -> None:
    expect("empty_file", "F", check(b""), "not_empty", "The file is empty")


def test_header_only() -> None:
    expect("header_only", "F", check(HEADER), "has_rows", "declare a nil return")


def test_declared_nil_return() -> None:
    expect_accepted("declared_nil_return", check(HEADER, nil=True), 0)


def test_truncated_mid_row() -> None:
    problem = expect("truncated_mid_row", "F", check(RIGHT[: RIGHT.rindex(b"female")]), "row_width", "10 cells")
    assert problem.row == 4


def test_ctrl_z_tail() -> None:
    checked = check(RIGHT + b"\x1a")
    expect("ctrl_z_tail", "W", checked, "no_end_of_file_mark", "end-of-file character")
    assert checked.accepted_rows == 3


def test_zero_width_and_nbsp_in_codes() -> None:
    checked = check(RIGHT.replace(b",police,", ",\u200bpolice\u00a0,".encode()))
    expect("zero_width_and_nbsp_in_codes", "W", checked, "no_invisible_characters", "Invisible characters")
    assert checked.accepted is not None
    assert checked.accepted["referral_source"].to_list() == ["police"] * 3


def test_five_gigabyte_file(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)
    content = read_bytes(path, 1)
    assert len(content) == 1024**2 + 1
    expect("five_gigabyte_file", "F", check(content, largest_megabytes=1), "file_size", "larger than 1 MB")
