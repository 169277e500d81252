"""Bad returns beyond the named cases of the corpus: headers and columns."""

from tests.feeds.valid_returns import as_csv, check, concerns, find, report_of, right, rules

RIGHT = as_csv(concerns(3))
HEADER, *LINES = RIGHT.splitlines(keepends=True)
TRAINING = as_csv([right("training"), right("training", course="level_2")])


def test_title_rows_above_the_header_are_left_out_with_a_warning() -> None:
    checked = check(b"Concerns of March,\n\n" + RIGHT.replace(b"2024-03-06", b"2024-02-30", 1))
    assert "2 row(s)" in find(checked, "rows_above_header").message
    assert find(checked, "is_a_date").row == 4


def test_a_title_with_a_line_break_does_not_shift_the_rows() -> None:
    checked = check(b'"Concerns\nof March"\n' + RIGHT)
    assert (checked.outcome, checked.rows) == ("accepted_with_warnings", 3)
    assert rules(checked) == ["rows_above_header"]


def test_two_headers_below_a_title_are_refused() -> None:
    checked = check(b"Concerns\n" + HEADER + LINES[0] + HEADER + LINES[1])
    assert "more than once" in find(checked, "header_once").message


def test_a_header_spread_over_two_rows_is_refused_with_the_columns_of_the_feed() -> None:
    checked = check(
        b"Training of,,,Staff,\nagency,in,for,eligible now,in date\nbhft,2024-03,level_1,200,180\n", "training"
    )
    assert checked.outcome == "refused"
    assert "agency, month, course, eligible, compliant" in find(checked, "header_found").message


def test_a_file_without_a_header_is_refused_and_its_first_row_not_repeated() -> None:
    checked = check(b"".join(LINES))
    assert rules(checked) == ["header_found"]
    assert "police" not in report_of(checked)


def test_a_column_that_stands_twice_is_refused() -> None:
    checked = check(TRAINING.replace(b"eligible", b"course", 1), "training")
    assert checked.outcome == "refused"
    assert find(checked, "column_once").column == "course"
    assert find(checked, "column_present").column == "eligible"


def test_case_spaces_and_hyphens_of_column_names_do_not_count() -> None:
    content = (
        RIGHT.replace(b"concern_id", b" Concern ID ").replace(b"age_band", b"AGE-BAND").replace(b"agency", b"Agency")
    )
    assert check(content).outcome == "accepted"


def test_a_column_that_the_feed_lacks_is_dropped_and_named() -> None:
    rows = [{**row, "team": f"Team {place}"} for place, row in enumerate(concerns(2))]
    checked = check(as_csv(rows))
    assert checked.outcome == "accepted_with_warnings"
    assert find(checked, "column_listed").column == "column 15, team"
    assert checked.accepted is not None
    assert "team" not in checked.accepted.columns


def test_an_unlisted_column_named_by_a_number_is_told_by_its_place_only() -> None:
    checked = check(as_csv([{**row, "9434765919": ""} for row in concerns(2)]))
    assert find(checked, "column_listed").column == "column 15"
    assert "9434765919" not in report_of(checked)


def test_a_missing_column_is_refused() -> None:
    rows = concerns(2)
    for row in rows:
        del row["age"], row["gender"]
    checked = check(as_csv(rows))
    assert checked.outcome == "refused"
    assert [(problem.rule, problem.column) for problem in checked.problems] == [
        ("column_present", "age"),
        ("column_present", "gender"),
    ]


def test_two_columns_of_codes_under_each_others_name_are_refused() -> None:
    checked = check(RIGHT.replace(b"gender,ethnicity", b"ethnicity,gender"))
    assert checked.outcome == "refused"
    swapped = [problem for problem in checked.problems if problem.rule == "columns_not_swapped"]
    assert [problem.column for problem in swapped] == ["ethnicity", "gender"]
    assert "seems to hold gender" in swapped[0].message


def test_two_dates_under_each_others_name_are_refused() -> None:
    checked = check(
        RIGHT.replace(b"received_on", b"x").replace(b"decided_on", b"received_on").replace(b"x", b"decided_on")
    )
    assert checked.outcome == "refused"
    problem = find(checked, "columns_not_swapped")
    assert "decided_on and received_on seem to be swapped" in problem.message


def test_counts_under_each_others_name_are_refused() -> None:
    rows = [right("measures", measure=name) for name in ("supervision", "hospital_referrals", "third")]
    swapped = as_csv(rows).replace(b"numerator,denominator", b"denominator,numerator")
    checked = check(swapped, "measures", known={"agency": ["bhft"]})
    assert checked.outcome == "refused"
    assert find(checked, "columns_not_swapped").column == "numerator"
