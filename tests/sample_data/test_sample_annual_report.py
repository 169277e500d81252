"""The annual report 2023/24 holds for the sample: its figures, counted straight from the files."""

from collections import Counter
from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal

import pytest

Rows = list[dict[str, str]]
ReadFeed = Callable[[str], Rows]
YEARS = {"2022/23": ("2022-04", "2023-03"), "2023/24": ("2023-04", "2024-03")}
MONTHS_2023_24 = [*(f"2023-{month:02d}" for month in range(4, 13)), "2024-01", "2024-02", "2024-03"]
QUARTERS = [MONTHS_2023_24[start : start + 3] for start in (0, 3, 6, 9)]


def in_year(rows: Rows, day: str, year: str) -> Rows:
    first, last = YEARS[year]
    return [row for row in rows if first <= row[day][:7] <= last]


def in_months(rows: Rows, day: str, months: list[str]) -> Rows:
    return [row for row in rows if row[day][:7] in months]


def started(enquiries: Rows, kind: str, year: str) -> int:
    return sum(row["kind"] == kind for row in in_year(enquiries, "started_on", year))


def citing(concerns: Rows, type_of_risk: str, year: str) -> int:
    label = type_of_risk.replace("_", " ")
    cited = [
        row["types_of_risk"].lower().replace("_", " ").replace("-", " ").split(";")
        for row in in_year(concerns, "received_on", year)
    ]
    return sum(label in types for types in cited)


def concluded_with_risk(enquiries: Rows, months: list[str], lead: str | None = None) -> Counter[str]:
    formal = [row for row in enquiries if row["kind"] == "section_42" and lead in (None, row["lead_agency"])]
    return Counter(row["risk_outcome"] for row in in_months(formal, "ended_on", months) if row["risk_outcome"])


def measure(rows: Rows, agency: str, name: str, months: list[str]) -> list[tuple[int, int | None]]:
    found = [row for row in in_months(rows, "month", months) if (row["agency"], row["measure"]) == (agency, name)]
    return [(int(row["numerator"]), int(row["denominator"]) if row["denominator"] else None) for row in found]


def headcounts(rows: Rows, agency: str, month: str) -> dict[str, tuple[int, int]]:
    found = [row for row in rows if (row["agency"], row["month"]) == (agency, month)]
    return {row["course"]: (int(row["compliant"]), int(row["eligible"])) for row in found}


def cut(part: int, whole: int) -> str:
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_DOWN))


def test_concerns_fall_by_a_few_per_cent(concerns: Rows) -> None:
    before, after = (len(in_year(concerns, "received_on", year)) for year in YEARS)
    assert 0.96 * before <= after <= 0.99 * before


@pytest.mark.parametrize("year", YEARS)
def test_one_concern_in_ten_becomes_a_section_42_enquiry(concerns: Rows, enquiries: Rows, year: str) -> None:
    percent = 100 * started(enquiries, "section_42", year) / len(in_year(concerns, "received_on", year))
    assert 9.7 <= percent <= 10.3


@pytest.mark.parametrize("year", YEARS)
def test_mash_enquiries_are_a_larger_series_and_other_enquiries_a_small_one(enquiries: Rows, year: str) -> None:
    assert 500 <= started(enquiries, "mash", year) <= 540
    assert 50 <= started(enquiries, "other", year) <= 60


def test_domestic_abuse_and_sexual_exploitation_rise_and_self_neglect_falls(concerns: Rows) -> None:
    def change(type_of_risk: str) -> int:
        return citing(concerns, type_of_risk, "2023/24") - citing(concerns, type_of_risk, "2022/23")

    assert change("domestic_abuse") > 0
    assert change("sexual_exploitation") > 0
    assert change("self_neglect") < 0


def test_more_contacts_are_redirected_in_2023_24(feed: ReadFeed) -> None:
    shares = []
    for first, last in YEARS.values():
        rows = [row for row in feed("measures") if row["measure"] == "contacts_redirected"]
        year = [row for row in rows if first <= row["month"] <= last]
        shares.append(sum(int(row["numerator"]) for row in year) / sum(int(row["denominator"]) for row in year))
    assert shares[1] > shares[0]


def test_risk_outcomes_are_those_of_the_report_in_every_quarter(enquiries: Rows) -> None:
    found = [concluded_with_risk(enquiries, quarter) for quarter in QUARTERS]
    assert [outcomes.total() for outcomes in found] == [68, 72, 76, 80]
    assert [outcomes["risk_reduced"] for outcomes in found] == [38, 41, 44, 47]
    assert [outcomes["risk_removed"] for outcomes in found] == [16, 18, 20, 22]
    assert [outcomes["risk_remained"] for outcomes in found] == [14, 13, 12, 11]


@pytest.mark.parametrize("outcome", ["risk_reduced", "risk_removed"])
def test_the_council_alone_improves_every_quarter_in_count_and_in_share(enquiries: Rows, outcome: str) -> None:
    found = [concluded_with_risk(enquiries, quarter, "asc") for quarter in QUARTERS]
    counts = [outcomes[outcome] for outcomes in found]
    shares = [outcomes[outcome] / outcomes.total() for outcomes in found]
    assert counts == sorted(set(counts))
    assert shares == sorted(set(shares))


def test_a_few_enquiries_of_the_council_identify_no_risk(enquiries: Rows) -> None:
    formal = [row for row in in_year(enquiries, "ended_on", "2023/24") if row["kind"] == "section_42"]
    without = [row for row in formal if not row["risk_outcome"]]
    assert 0 < len(without) < 0.1 * len(formal)
    assert {row["lead_agency"] for row in without} == {"asc"}


def test_elft_concludes_33_enquiries_with_the_printed_outcomes(enquiries: Rows) -> None:
    elft = [row for row in in_year(enquiries, "ended_on", "2023/24") if row["lead_agency"] == "elft"]
    achieved = Counter(row["msp_outcome"] for row in elft)
    risks = Counter(row["risk_outcome"] for row in elft)
    assert {row["msp_asked"] for row in elft} == {"asked_and_expressed"}
    assert len(elft) == 33
    assert [cut(achieved[code], 33) for code in ("fully_achieved", "partially_achieved", "not_achieved")] == [
        "45.45",
        "39.39",
        "15.15",
    ]
    assert [cut(risks[code], 33) for code in ("risk_remained", "risk_reduced", "risk_removed")] == [
        "27.27",
        "57.57",
        "15.15",
    ]


def test_training_of_the_hospitals_is_as_printed_and_lower_a_year_earlier(feed: ReadFeed) -> None:
    now = headcounts(feed("training"), "bhft", "2024-03")
    before = headcounts(feed("training"), "bhft", "2023-03")
    percent = {course: 100 * compliant / eligible for course, (compliant, eligible) in now.items()}
    assert percent == {"adults_l1": 92, "adults_l2": 90, "adults_l3": 89, "prevent_basic": 92, "prevent_wrap": 91}
    assert all(100 * compliant / eligible < percent[course] for course, (compliant, eligible) in before.items())


@pytest.mark.parametrize("month", [quarter[-1] for quarter in QUARTERS])
def test_elft_stays_above_80_per_cent_in_every_course_and_in_supervision(feed: ReadFeed, month: str) -> None:
    courses = headcounts(feed("training"), "elft", month)
    assert "adults_l3" in courses
    assert all(compliant > 0.8 * eligible for compliant, eligible in courses.values())
    [(attended, eligible)] = measure(feed("measures"), "elft", "supervision", [month])
    assert eligible is not None
    assert attended > 0.8 * eligible


def test_ccs_trains_422_staff_in_contextual_safeguarding(feed: ReadFeed) -> None:
    trained = measure(feed("measures"), "ccs", "contextual_safeguarding_trained", MONTHS_2023_24)
    assert sum(numerator for numerator, _ in trained) == 422


def test_friends_and_family_of_ccs_is_as_printed(feed: ReadFeed) -> None:
    months = measure(feed("measures"), "ccs", "friends_and_family", MONTHS_2023_24)
    assert (sum(good for good, _ in months), sum(responses or 0 for _, responses in months)) == (1943, 2000)
    assert cut(1943, 2000) == "97.15"


def test_the_hoarding_panel_begins_in_october_2023_and_closes_5_of_9(feed: ReadFeed) -> None:
    rows = [row for row in feed("measures") if row["measure"] == "hoarding_risk_reduced"]
    assert [row["month"] for row in rows] == ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02", "2024-03"]
    assert sum(int(row["numerator"]) for row in rows) == 5
    assert sum(int(row["denominator"]) for row in rows) == 9


def test_referrals_to_behaviour_change_rise_month_on_month(feed: ReadFeed) -> None:
    counts = [
        numerator for numerator, _ in measure(feed("measures"), "police", "behaviour_change_referrals", MONTHS_2023_24)
    ]
    assert len(counts) == 11
    assert counts == sorted(set(counts))


@pytest.mark.parametrize("right", ["clares_law_right_to_ask", "clares_law_right_to_know"])
def test_applications_under_clares_law_jump_from_february_2024(feed: ReadFeed, right: str) -> None:
    counts = [numerator for numerator, _ in measure(feed("measures"), "police", right, MONTHS_2023_24)]
    assert min(counts[-2:]) > 1.3 * max(counts[:-2])
