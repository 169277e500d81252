"""Missing is never zero: figures of two feeds, of whom a return names, of the partnership, and of several months."""

from pathlib import Path

from tests.publication.small_board import Board, concern, counted, enquiry, expect, figure, measure, parts
from tests.publication.test_states import CASES, NOTHING_NEW, two_concerns


def test_a_late_month_has_no_numbers_though_the_next_return_holds_cases_of_it(tmp_path: Path) -> None:
    """March's return still holds a concern of February, and an enquiry that began in it."""
    indicators = ["concerns_received", "conversion_national_rule", "section_42_enquiries_started"]
    board = Board(tmp_path, indicators, expected=CASES)
    board.send("concerns", "asc", "2024-01", NOTHING_NEW)
    board.send("enquiries", "asc", "2024-01", [enquiry("E0", "2023-10-01", kind="mash")])
    board.send("concerns", "asc", "2024-03", [concern("C1", "2024-02-20")])
    board.send("enquiries", "asc", "2024-03", [enquiry("E1", "2024-02-21")])
    generation = board.publish()
    for indicator in indicators:
        for agency in ("asc", "all"):
            late = figure(generation, indicator, agency, "2024-02")
            assert (*parts(late), late["value"]) == ("late", None, None, None)
    quarter = figure(generation, "concerns_received", "asc", "2024-03", period="quarter")
    assert (quarter["numerator"], *counted(quarter)) == (0, "partial", 2, 3)


def test_an_indicator_of_two_feeds_is_late_when_one_of_them_is(tmp_path: Path) -> None:
    board = Board(tmp_path, ["conversion_national_rule", "concerns_received"], expected=CASES)
    for month in ("2024-01", "2024-02"):
        board.send("concerns", "asc", month, two_concerns(month))
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-04", concern_id="C03 2024-01")])
    generation = board.publish()
    assert parts(figure(generation, "conversion_national_rule", "asc", "2024-01")) == ("reported", 1, 2)
    assert parts(figure(generation, "conversion_national_rule", "asc", "2024-02")) == ("late", None, None)
    assert parts(figure(generation, "concerns_received", "asc", "2024-02")) == ("reported", 2, None)


def test_who_never_sends_one_of_two_feeds_has_no_share_of_zero(tmp_path: Path) -> None:
    expected = [*CASES, expect("concerns", "bhft")]
    board = Board(tmp_path, ["conversion_national_rule"], expected=expected)
    board.send("concerns", "asc", "2024-01", two_concerns("2024-01"))
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-04", concern_id="C03 2024-01")])
    board.send("concerns", "bhft", "2024-01", two_concerns("2024-01"))
    generation = board.publish()
    assert parts(figure(generation, "conversion_national_rule", "bhft", "2024-01")) == ("not_collected", None, None)
    assert parts(figure(generation, "conversion_national_rule", "all", "2024-01")) == ("reported", 1, 2)


def test_the_state_of_whom_a_return_names_follows_the_senders_return(tmp_path: Path) -> None:
    """ELFT sends nothing itself: the council's return names it, and in March nothing of it."""
    board = Board(tmp_path, ["section_42_enquiries_started", "people_in_section_42_enquiries"], expected=CASES)
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-04", lead_agency="elft")])
    board.send("enquiries", "asc", "2024-03", [enquiry("E2", "2024-03-04")])
    generation = board.publish()
    for indicator in ("section_42_enquiries_started", "people_in_section_42_enquiries"):
        found = [parts(figure(generation, indicator, "elft", f"2024-0{number}")) for number in (1, 2, 3)]
        assert found == [("reported", 1, None), ("late", None, None), ("reported", 0, None)]


def test_a_second_sender_does_not_take_away_the_figures_of_the_time_before(tmp_path: Path) -> None:
    expected = [*CASES, expect("enquiries", "elft", valid_from="2024-02-01")]
    board = Board(tmp_path, ["section_42_enquiries_started"], expected=expected)
    for month in ("2024-01", "2024-02"):
        board.send("enquiries", "asc", month, [enquiry(f"E {month}", f"{month}-04")])
    board.send("enquiries", "elft", "2024-03", [enquiry("E3", "2024-03-04", lead_agency="elft")])
    generation = board.publish()
    found = [parts(figure(generation, "section_42_enquiries_started", "asc", f"2024-0{number}")) for number in (1, 2)]
    assert found == [("reported", 1, None), ("partial", 1, None)]


def test_the_partnerships_total_is_partial_when_one_agency_is_late(tmp_path: Path) -> None:
    measures = [measure("fire_referrals", agency) for agency in ("bhft", "police")]
    expected = [expect("measures", agency) for agency in ("bhft", "police")]
    board = Board(tmp_path, ["fire_referrals"], expected=expected, measures=measures)
    for month, agencies in (("2024-01", ("bhft", "police")), ("2024-02", ("bhft",)), ("2024-03", ("police",))):
        for agency in agencies:
            board.send("measures", agency, month, [{"measure": "fire_referrals", "numerator": 4}])
    generation = board.publish()
    totals = [parts(figure(generation, "fire_referrals", "all", f"2024-0{number}")) for number in (1, 2, 3)]
    assert totals == [("reported", 8, None), ("partial", 4, None), ("partial", 4, None)]
    quarter = figure(generation, "fire_referrals", "all", "2024-03", period="quarter")
    assert (quarter["numerator"], *counted(quarter)) == (16, "partial", 1, 3)


def test_a_total_of_a_late_return_and_a_part_of_one_is_partial_whichever_comes_first(tmp_path: Path) -> None:
    measures = [measure("fire_referrals", agency) for agency in ("bhft", "elft", "police")]
    expected = [expect("measures", agency) for agency in ("bhft", "elft", "police")]
    board = Board(tmp_path, ["fire_referrals"], expected=expected, measures=measures)
    four = [{"measure": "fire_referrals", "numerator": 4}]
    for agency in ("bhft", "elft", "police"):
        board.send("measures", agency, "2024-01", four)
    board.send("measures", "elft", "2024-02", four, received="2024-02-09T10:00:00")
    assert parts(figure(board.publish(), "fire_referrals", "all", "2024-02")) == ("partial", 4, None)


def test_a_total_of_one_category_is_partial_when_a_sender_who_never_had_it_is_late(tmp_path: Path) -> None:
    expected = [expect("concerns", "asc"), expect("concerns", "bhft")]
    board = Board(tmp_path, ["concerns_by_type_of_risk"], expected=expected)
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-05", risks="self_neglect")])
    board.send("concerns", "bhft", "2024-01", [concern("H1", "2024-01-05", risks="domestic_abuse")])
    board.send("concerns", "asc", "2024-02", [concern("C2", "2024-02-05", risks="self_neglect")])
    generation = board.publish()
    first, second = (
        figure(generation, "concerns_by_type_of_risk", "all", month, category="self_neglect")
        for month in ("2024-01", "2024-02")
    )
    assert parts(first) == ("reported", 1, 2)
    assert parts(second) == ("partial", 1, 1)


def test_none_open_at_month_end_is_zero_of_zero_for_whom_the_return_names(tmp_path: Path) -> None:
    board = Board(tmp_path, ["enquiries_open", "enquiries_open_over_60_days"], expected=CASES)
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2023-10-04", lead_agency="elft")])
    board.send("enquiries", "asc", "2024-02", [enquiry("E1", "2023-10-04", "2024-02-12", lead_agency="elft")])
    generation = board.publish()
    assert parts(figure(generation, "enquiries_open_over_60_days", "elft", "2024-01")) == ("reported", 1, 1)
    assert parts(figure(generation, "enquiries_open_over_60_days", "elft", "2024-02")) == ("reported", 0, 0)
    assert parts(figure(generation, "enquiries_open", "elft", "2024-02")) == ("reported", 0, None)


def test_what_never_happened_is_zero_for_the_sender_and_the_partnership(tmp_path: Path) -> None:
    indicators = ["other_enquiries_started", "people_in_section_42_enquiries", "days_to_conclude_enquiry"]
    board = Board(tmp_path, indicators, expected=CASES)
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-02", kind="mash")])
    generation = board.publish()
    for agency in ("asc", "all"):
        assert parts(figure(generation, "other_enquiries_started", agency, "2024-01")) == ("reported", 0, None)
        assert parts(figure(generation, "people_in_section_42_enquiries", agency, "2024-01")) == ("reported", 0, None)
        assert parts(figure(generation, "days_to_conclude_enquiry", agency, "2024-01")) == ("reported", None, None)


def test_people_and_days_of_a_quarter_with_a_late_month_are_partial(tmp_path: Path) -> None:
    indicators = ["people_in_section_42_enquiries", "days_to_conclude_enquiry"]
    board = Board(tmp_path, indicators, expected=CASES)
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-02", "2024-01-12", person="P")])
    board.send("enquiries", "asc", "2024-03", [enquiry("E2", "2024-03-02", "2024-03-22", person="P")])
    generation = board.publish()
    for indicator, number in (("people_in_section_42_enquiries", 1), ("days_to_conclude_enquiry", 15)):
        for agency in ("asc", "all"):
            assert parts(figure(generation, indicator, agency, "2024-02")) == ("late", None, None)
            quarter = figure(generation, indicator, agency, "2024-03", period="quarter")
            assert (quarter["numerator"], *counted(quarter)) == (number, "partial", 2, 3)
