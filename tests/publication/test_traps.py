"""The traps that scorecards fall into, one test each, from returns to published figures."""

from pathlib import Path

import pytest

from tests.publication.small_board import Board, concern, counted, enquiry, expect, figure, measure, parts

CASES = [expect("concerns", "asc"), expect("enquiries", "asc")]
PERIODS = ("month", "quarter", "year", "rolling12")


def test_one_adult_with_three_enquiries_over_three_months_counts_once_in_the_quarter_and_in_the_year(
    tmp_path: Path,
) -> None:
    board = Board(tmp_path, ["people_in_section_42_enquiries", "section_42_enquiries_started"], expected=CASES)
    for month in ("2024-01", "2024-02", "2024-03"):
        board.send("enquiries", "asc", month, [enquiry(f"E{month}", f"{month}-10", person="P1")])
    generation = board.publish()
    for agency in ("asc", "all"):
        for period, people, enquiries in (("month", 1, 1), ("quarter", 1, 3), ("year", 1, 3), ("rolling12", 1, 3)):
            march = {"month": "2024-03", "period": period, "agency": agency}
            assert figure(generation, "people_in_section_42_enquiries", **march)["value"] == people
            assert figure(generation, "section_42_enquiries_started", **march)["value"] == enquiries


def test_one_adult_of_two_agencies_is_one_for_the_partnership(tmp_path: Path) -> None:
    board = Board(tmp_path, ["people_in_section_42_enquiries"], expected=CASES)
    led_by = [enquiry(f"E {lead}", "2024-01-10", person="P1", lead_agency=lead) for lead in ("asc", "elft")]
    board.send("enquiries", "asc", "2024-01", led_by)
    generation = board.publish()
    for agency in ("asc", "elft", "all"):
        assert figure(generation, "people_in_section_42_enquiries", agency, "2024-01")["value"] == 1


def test_the_median_of_a_quarter_is_worked_out_again_and_no_mean_of_medians(tmp_path: Path) -> None:
    """1, 2 and 3 days in January and 100 in February: 2.5 days, not the 51 of averaging 2 and 100."""
    board = Board(tmp_path, ["days_to_conclude_enquiry"], expected=CASES)
    january = [enquiry(f"E{days}", "2024-01-01", f"2024-01-0{days + 1}") for days in (1, 2, 3)]
    board.send("enquiries", "asc", "2024-01", january)
    board.send("enquiries", "asc", "2024-02", [enquiry("E100", "2023-11-01", "2024-02-09")])
    generation = board.publish()
    months = [figure(generation, "days_to_conclude_enquiry", "asc", month)["value"] for month in ("2024-01", "2024-02")]
    assert months == [2, 100]
    quarter = figure(generation, "days_to_conclude_enquiry", "asc", "2024-02", period="quarter")
    assert quarter["value"] == 2.5


def test_open_enquiries_of_a_quarter_are_those_at_its_end(tmp_path: Path) -> None:
    """The same enquiry is open at the end of three months."""
    board = Board(tmp_path, ["enquiries_open"], expected=CASES)
    for month in ("2024-01", "2024-02", "2024-03"):
        board.send("enquiries", "asc", month, [enquiry("E1", "2024-01-02")])
    generation = board.publish()
    assert [figure(generation, "enquiries_open", "all", "2024-03", period=period)["value"] for period in PERIODS] == [
        1
    ] * 4


def test_31_march_and_1_april_fall_in_different_years(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=CASES)
    board.send("concerns", "asc", "2024-03", [concern("C1", "2024-03-31")])
    board.send("concerns", "asc", "2024-04", [concern("C1", "2024-03-31"), concern("C2", "2024-04-01")])
    generation = board.publish()
    march, april = (
        figure(generation, "concerns_received", "asc", month, period="year") for month in ("2024-03", "2024-04")
    )
    assert parts(march) == ("partial", 1, None)
    assert (*counted(april), april["value"]) == ("reported", 1, 1, 1)
    rolling = figure(generation, "concerns_received", "asc", "2024-04", period="rolling12")
    assert (*counted(rolling), rolling["value"]) == ("partial", 2, 12, 2)


def test_a_quarterly_share_of_two_agencies_is_the_sum_of_parts_over_the_sum_of_wholes(tmp_path: Path) -> None:
    """1 of 2 and 80 of 100: 81 of 102 is 79 %, the mean of 50 % and 80 % would be 65 %."""
    measures = [measure("rough_sleepers_accommodated", agency, denominator="all") for agency in ("bhft", "police")]
    expected = [expect("measures", agency) for agency in ("bhft", "police")]
    board = Board(tmp_path, ["rough_sleepers_accommodated"], expected=expected, measures=measures)
    for agency, part, whole in (("bhft", 1, 2), ("police", 80, 100)):
        row = {"measure": "rough_sleepers_accommodated", "numerator": part, "denominator": whole}
        board.send("measures", agency, "2024-01", [row])
    total = figure(board.publish(), "rough_sleepers_accommodated", "all", "2024-01")
    assert (*parts(total), total["value"]) == ("reported", 81, 102, pytest.approx(8100 / 102))


def test_a_year_of_a_quarterly_supplier_is_whole_with_four_returns(tmp_path: Path) -> None:
    expected = [expect("measures", "elft", "quarterly")]
    measures = [measure("supervision", "elft", "quarterly", denominator="all")]
    board = Board(tmp_path, ["supervision_attended"], expected=expected, measures=measures)
    for month, part in (("2023-06", 5), ("2023-09", 6), ("2023-12", 7), ("2024-03", 8)):
        board.send("measures", "elft", month, [{"measure": "supervision", "numerator": part, "denominator": 10}])
    generation = board.publish()
    for period in ("year", "rolling12"):
        year = figure(generation, "supervision_attended", "elft", "2024-03", period=period)
        assert (year["numerator"], year["denominator"], year["value"]) == (26, 40, 65)
        # The data begin in June; the months before it in the year are in no quarter that is missing.
        assert counted(year) == ("reported", 4, 4)


def test_training_at_the_end_of_a_quarter_is_not_added_over_its_months(tmp_path: Path) -> None:
    board = Board(tmp_path, ["training_in_date"], expected=[expect("training", "bhft")])
    for month, compliant in (("2024-01", 10), ("2024-02", 20), ("2024-03", 30)):
        courses = [{"course": "level_1", "eligible": 40, "compliant": compliant}]
        board.send("training", "bhft", month, [*courses, {"course": "induction", "eligible": 40, "compliant": 40}])
    generation = board.publish()
    for period in PERIODS:
        assert parts(figure(generation, "training_in_date", "bhft", "2024-03", period=period)) == ("reported", 30, 40)
    missing = generation.ask("select count(*) from figure where indicator = 'training_in_date' and agency_code = 'all'")
    assert missing.item() == 0
