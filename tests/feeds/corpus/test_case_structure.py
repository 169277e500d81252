"""The catalogue of bad returns, 7.2: structure."""

from tests.feeds.corpus.expecting import expect, expect_accepted
from tests.feeds.valid_returns import as_csv, check, concerns, right, rules

RIGHT = as_csv(concerns(3))
HEADER, *LINES = RIGHT.splitlines(keepends=True)
TRAINING = as_csv([right("training"), right("training", course="level_2", eligible="20", compliant="15")])


def test_semicolon() -> None:
    expect_accepted("semicolon", check(as_csv(concerns(3), delimiter=";")), 3)


def test_pipe() -> None:
    expect("pipe", "F", check(as_csv(concerns(3), delimiter="|")), "delimiter", "divided by bars")


def test_ragged_long() -> None:
    problem = expect("ragged_long", "F", check(RIGHT.replace(b"C2,", b"C2,x,")), "row_width", "15 cells, the header 14")
    assert problem.row == 3


def test_unclosed_quote() -> None:
    checked = check(HEADER + LINES[0] + LINES[1].replace(b",police", b',"police') + LINES[2])
    assert expect("unclosed_quote", "F", checked, "row_can_be_split", "quotation mark that is not closed").row == 3


def test_newline_in_quotes() -> None:
    checked = check(as_csv([right("commentary", comment="First.\nSecond.")]), "commentary")
    expect_accepted("newline_in_quotes", checked, 1)
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == ["First.\nSecond."]


def test_title_rows_above_header() -> None:
    titled = b"Return of concerns\n\n" + RIGHT
    expect("title_rows_above_header", "W", check(titled), "rows_above_header", "2 row(s) stand above the header")


def test_title_rows_above_header_that_stands_twice() -> None:
    checked = check(b"Return of concerns\n" + HEADER + RIGHT)
    expect("title_rows_above_header", "F", checked, "header_once", "more than once")


def test_two_row_merged_header() -> None:
    upper = b"agency,month,concern,,,,,,,,,,,\n"
    lower = b",,id,person_id,received_on,referral_source,types_of_risk,age,age_band,gender,ethnicity,decision,x,y\n"
    checked = check(upper + lower + b"".join(LINES))
    assert checked.outcome == "refused"
    said = " ".join(problem.message for problem in checked.problems)
    assert "scorecard template concerns --agency AGENCY --month YYYY-MM" in said


def test_duplicate_header() -> None:
    checked = check(RIGHT.replace(b"age_band", b"age"))
    assert expect("duplicate_header", "F", checked, "column_once", "stands twice").column == "age"


def test_header_case_space_alias() -> None:
    expect_accepted("header_case_space_alias", check(RIGHT.replace(b"concern_id", b" Concern ID ")), 3)


def test_unknown_extra_column() -> None:
    checked = check(as_csv([{**row, "ward": "North"} for row in concerns(3)]))
    problem = expect("unknown_extra_column", "W", checked, "column_listed", "left out")
    assert problem.column == "column 15, ward"
    assert checked.accepted is not None
    assert "ward" not in checked.accepted.columns


def test_missing_required_column() -> None:
    rows = [{name: cell for name, cell in row.items() if name != "age"} for row in concerns(3)]
    problem = expect("missing_required_column", "F", check(as_csv(rows)), "column_present", "The column is missing")
    assert problem.column == "age"


def test_renamed_column_guess() -> None:
    checked = check(RIGHT.replace(b"received_on", b"recieved_on"))
    expect("renamed_column_guess", "F", checked, "column_present", "Did you mean received_on?")


def test_reordered_columns() -> None:
    checked = check(as_csv([dict(sorted(row.items())) for row in concerns(3)]))
    expect_accepted("reordered_columns", checked, 3)
    assert checked.content_digest == check(RIGHT).content_digest


def test_swapped_columns_same_type() -> None:
    codes = check(RIGHT.replace(b"gender,ethnicity", b"ethnicity,gender"))
    expect("swapped_columns_same_type", "F", codes, "columns_not_swapped", "seems to hold gender")
    dates = RIGHT.replace(b"received_on", b"x").replace(b"decided_on", b"received_on").replace(b"x", b"decided_on")
    expect("swapped_columns_same_type", "F", check(dates), "columns_not_swapped", "seem to be swapped")


def test_totals_row_at_end() -> None:
    cases = check(RIGHT + b"Total,,,,,,,70,,,,,,\n")
    assert expect("totals_row_at_end", "Q", cases, "no_totals", "not a case").row == 5
    counts = check(TRAINING + b"bhft,2024-03,Total,220,195\n", "training")
    assert expect("totals_row_at_end", "F", counts, "no_totals", "Leave totals out").row == 4


def test_trailing_blank_rows() -> None:
    expect_accepted("trailing_blank_rows", check(RIGHT + b",,,,,,,,,,,,,\n\n" * 4), 3)


def test_repeated_header_mid_file() -> None:
    checked = check(HEADER + LINES[0] + HEADER + LINES[1])
    assert expect("repeated_header_mid_file", "Q", checked, "header_not_repeated", "repeats the header").row == 3
    assert rules(checked) == ["header_not_repeated"]
