"""Missing is never zero: the state of every return and of every figure, on a real warehouse."""

from pathlib import Path

import pytest

from scorecard.publication.opening import Generation
from tests.publication.small_board import Board, Row, concern, counted, expect, figure, measure, parts

# A concern of the year before that still waits: nothing was received in the month.
NOTHING_NEW = [concern("C0", "2023-11-30")]
CASES = [expect("concerns", "asc"), expect("enquiries", "asc"), expect("enquiry_risks", "asc")]


def return_state(generation: Generation, feed: str, agency: str, month: str) -> str:
    found = generation.ask(
        "select state from return_status where feed = $feed and agency_code = $agency and report_month = $month::date",
        feed=feed,
        agency=agency,
        month=f"{month}-01",
    )
    return str(found.item())


def state_of(generation: Generation, indicator: str, agency: str, month: str, **more: str) -> str:
    return str(figure(generation, indicator, agency, month, **more)["state"])


def two_concerns(month: str) -> list[Row]:
    return [concern(f"C{day} {month}", f"{month}-{day}", decided_on=f"{month}-20") for day in ("03", "11")]


def test_no_concern_in_a_return_that_was_received_is_zero(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received", "concerns_with_several_types"], expected=CASES)
    board.send("concerns", "asc", "2024-01", two_concerns("2024-01"))
    board.send("concerns", "asc", "2024-02", NOTHING_NEW)
    generation = board.publish()
    assert parts(figure(generation, "concerns_received", "asc", "2024-02")) == ("reported", 0, None)
    assert figure(generation, "concerns_received", "all", "2024-02")["value"] == 0
    share = figure(generation, "concerns_with_several_types", "asc", "2024-02")
    assert (*parts(share), share["value"]) == ("reported", 0, 0, None)


def test_a_return_that_was_not_received_is_late_and_no_zero(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=CASES)
    board.send("concerns", "asc", "2024-01", two_concerns("2024-01"))
    board.send("concerns", "asc", "2024-03", two_concerns("2024-03"))
    generation = board.publish()
    late = figure(generation, "concerns_received", "asc", "2024-02")
    assert (*parts(late), late["value"]) == ("late", None, None, None)
    assert return_state(generation, "concerns", "asc", "2024-02") == "late"


@pytest.mark.parametrize(
    ("as_at", "state"),
    [("2024-03-12T23:59:59", "not_due"), ("2024-03-13T00:00:00", "late")],
)
def test_a_return_is_late_from_the_day_after_it_was_due(tmp_path: Path, as_at: str, state: str) -> None:
    """February's is due on the twelfth of March."""
    board = Board(tmp_path, ["concerns_received"], expected=[*CASES, expect("training", "asc")])
    board.send("concerns", "asc", "2024-01", two_concerns("2024-01"))
    board.send("training", "asc", "2024-02", [{"course": "level_1", "eligible": 9, "compliant": 5}])
    generation = board.publish(as_at=as_at)
    assert return_state(generation, "concerns", "asc", "2024-02") == state
    assert parts(figure(generation, "concerns_received", "asc", "2024-02")) == (state, None, None)


def test_a_quarter_that_waits_for_its_last_return_is_partial_and_not_a_fall(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[*CASES, expect("training", "asc")])
    for month in ("2024-01", "2024-02"):
        board.send("concerns", "asc", month, two_concerns(month))
    board.send("training", "asc", "2024-03", [{"course": "level_1", "eligible": 9, "compliant": 5}])
    quarter = figure(board.publish(as_at="2024-04-10"), "concerns_received", "asc", "2024-03", period="quarter")
    assert (quarter["numerator"], *counted(quarter)) == (4, "partial", 2, 3)


def test_months_between_the_quarters_of_a_quarterly_return_are_not_due_even_long_after(tmp_path: Path) -> None:
    expected = [expect("measures", "elft", "quarterly")]
    measures = [measure("supervision", "elft", "quarterly")]
    board = Board(tmp_path, ["supervision_attended"], expected=expected, measures=measures)
    rows = [{"measure": "supervision", "numerator": 8, "denominator": 10}]
    for month in ("2023-12", "2024-03"):
        board.send("measures", "elft", month, rows)
    generation = board.publish()
    states = [state_of(generation, "supervision_attended", "elft", f"2024-0{number}") for number in (1, 2, 3)]
    assert states == ["not_due", "not_due", "reported"]


def test_a_yearly_measure_of_a_monthly_sender_is_due_for_march_alone(tmp_path: Path) -> None:
    """Of the second March the survey is left out: not collected, though the return came."""
    board = Board(
        tmp_path,
        ["feel_safe_survey", "contacts_redirected"],
        expected=[expect("measures", "asc")],
        measures=[measure("feel_safe_survey", "asc", "yearly"), measure("contacts_redirected", "asc")],
    )
    monthly = {"measure": "contacts_redirected", "numerator": 3, "denominator": 9}
    survey = {"measure": "feel_safe_survey", "numerator": 225, "denominator": 320}
    for month in ("2023-02", "2023-03", "2023-06", "2023-12", "2024-02", "2024-03"):
        board.send("measures", "asc", month, [monthly, survey] if month == "2023-03" else [monthly])
    generation = board.publish()
    months = ("2023-02", "2023-03", "2023-06", "2023-12", "2024-03")
    states = [state_of(generation, "feel_safe_survey", "asc", month) for month in months]
    assert states == ["not_due", "reported", "not_due", "not_due", "not_collected"]
    rolling = figure(generation, "feel_safe_survey", "asc", "2024-02", period="rolling12")
    assert (*parts(rolling), rolling["value"]) == ("reported", 225, 320, 70.3125)


def test_what_a_return_of_providers_leaves_out_is_not_collected_and_no_zero(tmp_path: Path) -> None:
    """No home care in February; and no funnel of twelve months until January 2024, the twelfth."""
    board = Board(
        tmp_path,
        ["concerns_per_100_care_places", "care_providers_above_limit"],
        expected=[expect("provider_concerns", "asc")],
    )
    home = {"provider_code": "H1", "care_kind": "care_home", "places": 40, "concerns": 2}
    visits = {"provider_code": "C1", "care_kind": "home_care", "places": 60, "concerns": 0}
    board.send("provider_concerns", "asc", "2023-02", [home, visits])
    board.send("provider_concerns", "asc", "2024-01", [home, visits])
    board.send("provider_concerns", "asc", "2024-02", [home])
    generation = board.publish()
    rate = figure(generation, "concerns_per_100_care_places", "asc", "2024-01")
    assert (*parts(rate), rate["value"]) == ("reported", 2, 100, 2)
    nought = figure(generation, "concerns_per_100_care_places", "asc", "2024-01", category="home_care")
    assert (*parts(nought), nought["value"]) == ("reported", 0, 60, 0)
    left_out = figure(generation, "concerns_per_100_care_places", "asc", "2024-02", category="home_care")
    assert parts(left_out) == ("not_collected", None, None)
    states = [state_of(generation, "care_providers_above_limit", "asc", month) for month in ("2023-02", "2023-12")]
    assert states == ["not_collected", "late"]
    assert parts(figure(generation, "care_providers_above_limit", "asc", "2024-01")) == ("reported", 0, 2)


def test_outside_its_valid_dates_a_measure_is_not_collected(tmp_path: Path) -> None:
    board = Board(
        tmp_path,
        ["fire_referrals", "hospital_referrals"],
        expected=[expect("measures", "bhft")],
        measures=[
            measure("fire_referrals", "bhft", valid_from="2024-02-01"),
            measure("hospital_referrals", "bhft", valid_to="2024-01-31"),
        ],
    )
    counts = [{"measure": "fire_referrals", "numerator": 3}, {"measure": "hospital_referrals", "numerator": 5}]
    for month in ("2024-01", "2024-02"):
        board.send("measures", "bhft", month, counts)
    generation = board.publish()
    assert parts(figure(generation, "fire_referrals", "bhft", "2024-01")) == ("not_collected", None, None)
    assert parts(figure(generation, "fire_referrals", "bhft", "2024-02")) == ("reported", 3, None)
    assert parts(figure(generation, "hospital_referrals", "bhft", "2024-01")) == ("reported", 5, None)
    assert parts(figure(generation, "hospital_referrals", "bhft", "2024-02")) == ("not_collected", None, None)


def test_before_a_return_was_agreed_its_figures_are_not_collected(tmp_path: Path) -> None:
    expected = [expect("concerns", "asc", valid_from="2024-02-01"), expect("training", "asc")]
    board = Board(tmp_path, ["concerns_received"], expected=expected)
    board.send("training", "asc", "2024-01", [{"course": "level_1", "eligible": 9, "compliant": 5}])
    board.send("concerns", "asc", "2024-02", two_concerns("2024-02"))
    generation = board.publish()
    assert state_of(generation, "concerns_received", "asc", "2024-01") == "not_collected"
    year = figure(generation, "concerns_received", "asc", "2024-02", period="rolling12")
    assert (year["numerator"], *counted(year)) == (2, "reported", 1, 1)


def test_months_outside_the_dates_of_a_definition_are_not_collected(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=CASES)
    file = board.settings.queries / "concerns_received.sql"
    dates = "-- since = 2024-02-01\n-- until = 2024-02-29\n-- ///\n"
    file.write_text(file.read_text().replace("-- ///\n", dates, 1))
    for month in ("2024-01", "2024-02", "2024-03"):
        board.send("concerns", "asc", month, two_concerns(month))
    generation = board.publish()
    states = [state_of(generation, "concerns_received", "asc", f"2024-0{number}") for number in (1, 2, 3)]
    assert states == ["not_collected", "reported", "not_collected"]


@pytest.mark.parametrize(
    ("received", "state"), [("2024-02-29T17:00:00", "partial"), ("2024-03-01T00:00:00", "reported")]
)
def test_a_return_sent_before_the_months_end_makes_the_month_partial(tmp_path: Path, received: str, state: str) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=CASES)
    board.send("concerns", "asc", "2024-01", two_concerns("2024-01"))
    board.send("concerns", "asc", "2024-02", two_concerns("2024-02"), received=received)
    generation = board.publish()
    assert parts(figure(generation, "concerns_received", "asc", "2024-02")) == (state, 2, None)
    assert state_of(generation, "concerns_received", "all", "2024-02") == state
    quarter = figure(generation, "concerns_received", "asc", "2024-02", period="quarter")
    assert (quarter["numerator"], quarter["state"]) == (4, state)


def test_a_part_of_a_month_is_in_no_signal_and_in_no_verdict(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=CASES)
    board.send("concerns", "asc", "2024-01", two_concerns("2024-01"))
    so_far = [concern(f"C{day} 2024-02", f"2024-02-{day}") for day in ("03", "09")]
    board.send("concerns", "asc", "2024-02", so_far, received="2024-02-10T17:00:00")
    generation = board.publish()
    points = generation.ask(
        "select report_month, value from signal where agency_code = 'asc' and as_at = date '2024-02-01' order by all"
    )
    assert points["value"].to_list() == [2, None]
    assert generation.ask("select points from verdict where as_at = date '2024-02-01'")["points"].to_list() == [1, 1]


def test_a_measure_or_course_that_a_return_leaves_out_is_not_collected_and_no_zero(tmp_path: Path) -> None:
    board = Board(
        tmp_path,
        ["fire_referrals", "hospital_referrals", "training_in_date"],
        expected=[expect("measures", "bhft"), expect("training", "bhft")],
        measures=[measure("fire_referrals", "bhft"), measure("hospital_referrals", "bhft")],
    )
    both = [{"measure": "fire_referrals", "numerator": 0}, {"measure": "hospital_referrals", "numerator": 5}]
    courses = [{"course": code, "eligible": 10, "compliant": 8} for code in ("induction", "level_1")]
    for month, some in (("2024-01", 2), ("2024-02", 1), ("2024-03", 2)):
        board.send("measures", "bhft", month, both[:some])
        board.send("training", "bhft", month, courses[:some])
    generation = board.publish()
    assert parts(figure(generation, "fire_referrals", "bhft", "2024-02")) == ("reported", 0, None)
    assert parts(figure(generation, "hospital_referrals", "bhft", "2024-02")) == ("not_collected", None, None)
    assert parts(figure(generation, "hospital_referrals", "all", "2024-02")) == ("not_collected", None, None)
    quarter = figure(generation, "hospital_referrals", "bhft", "2024-03", period="quarter")
    assert (quarter["numerator"], *counted(quarter)) == (10, "partial", 2, 3)
    left_out = figure(generation, "training_in_date", "bhft", "2024-02", category="level_1")
    assert parts(left_out) == ("not_collected", None, None)
