"""The records, audits, forms, panels, actions and agreements of the sample agree with the other returns."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from scorecard.feeds.code_lists import labels

SAMPLE = Path(__file__).parents[2] / "sample_data"
RETURNS = SAMPLE / "returns"
Rows = list[dict[str, str]]
ReadFeed = Callable[[str], Rows]
QUARTER_ENDS = ("03", "06", "09", "12")
MONTH_ENDS = {"01": "31", "02": "29", "03": "31", "04": "30", "05": "31", "06": "30"} | {
    "07": "31", "08": "31", "09": "30", "10": "31", "11": "30", "12": "31"
}  # fmt: skip


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def hoarding_cases(feed: ReadFeed) -> Rows:
    """Every case of the hoarding panel as it stood last."""
    return list({row["case_id"]: row for row in feed("panel_cases") if row["panel"] == "hoarding"}.values())


def test_the_hoarding_panel_closed_five_of_nine_cases_with_risk_reduced_and_had_none_before_october_2023(
    feed: ReadFeed,
) -> None:
    cases = hoarding_cases(feed)
    assert (len(cases), sum(row["result"] == "risk_reduced" for row in cases)) == (9, 5)
    assert sum(not row["closed_on"] for row in cases) == 4
    assert min(row["referred_on"] for row in cases) >= "2023-10"
    assert min(row["month"] for row in feed("panel_cases") if row["panel"] == "hoarding") == "2023-10"


def test_the_panels_cases_are_those_that_the_councils_measures_count(feed: ReadFeed) -> None:
    cases = hoarding_cases(feed)
    measured = [row for row in feed("measures") if row["measure"] == "hoarding_risk_reduced"]
    counted = {row["month"]: (int(row["numerator"]), int(row["denominator"])) for row in measured}
    reduced = Counter(row["closed_on"][:7] for row in cases if row["result"] == "risk_reduced")
    considered = Counter(row["considered_on"][:7] for row in cases)
    assert counted == {month: (reduced[month], considered[month]) for month in sorted(considered)}


def test_nearly_every_case_of_caspa_has_a_lead_officer_a_plan_and_a_risk_assessment(feed: ReadFeed) -> None:
    cases = {row["case_id"]: row for row in feed("panel_cases") if row["panel"] == "caspa"}
    for column in ("lead_officer_allocated_on", "planned_on", "risk_assessed_on"):
        assert sum(bool(row[column]) for row in cases.values()) >= 0.85 * len(cases)


def test_the_training_matrix_counts_the_managers_in_date_that_the_training_return_counts(feed: ReadFeed) -> None:
    in_date: dict[str, list[bool]] = defaultdict(list)
    for row in feed("training_records"):
        year, month = row["month"].split("-")
        in_date[row["month"]].append(row["expires_on"] >= f"{year}-{month}-{MONTH_ENDS[month]}")
    returned = {
        row["month"]: (int(row["eligible"]), int(row["compliant"]))
        for row in feed("training")
        if (row["agency"], row["course"]) == ("asc", "safeguarding_adult_manager") and row["month"] >= "2023-04"
    }
    assert {month: (len(staff), sum(staff)) for month, staff in in_date.items()} == returned
    assert len(returned) == 12
    assert returned["2024-03"] == (64, 58)


def test_a_referrer_was_told_on_the_day_that_the_councils_concerns_give(feed: ReadFeed, concerns: Rows) -> None:
    for agency, last in (("ccs", "2024-03-31"), ("fire", "2024-02-29")):
        kept = {row["referral_id"]: row for row in feed("referral_feedback") if row["agency"] == agency}
        written = (agency, labels("referral_source")[agency])
        raised = [row for row in concerns if row["referral_source"] in written and row["received_on"] <= last]
        told = Counter(
            (row["received_on"], row["referrer_told_on"] if row["referrer_told_on"] <= last else "") for row in raised
        )
        assert Counter((row["received_on"], row["told_on"]) for row in kept.values()) == told


def test_every_form_after_an_enquiry_follows_one_that_the_council_concluded(feed: ReadFeed, enquiries: Rows) -> None:
    ended = Counter(
        (row["ended_on"], row["msp_outcome"])
        for row in enquiries
        if (row["kind"], row["lead_agency"]) == ("section_42", "asc") and row["ended_on"]
    )
    forms = [row for row in feed("feedback") if row["kind"] == "form_after_enquiry"]
    assert not Counter((row["enquiry_ended_on"], row["outcome_achieved"]) for row in forms) - ended
    assert 0.2 <= len(forms) / ended.total() <= 0.4


def test_no_form_is_sent_twice(feed: ReadFeed) -> None:
    forms = [row["form_id"] for row in feed("feedback")]
    assert len(forms) == len(set(forms))


def test_the_advocates_send_by_quarter_until_it_is_agreed_that_they_send_by_month(feed: ReadFeed) -> None:
    sent = {row["month"] for row in feed("feedback") if row["agency"] == "advocacy"}
    agreed = next(row for row in feed("expected_returns") if row["from_agency"] == "advocacy")
    assert (agreed["frequency"], agreed["valid_from"]) == ("monthly", "2023-10-01")
    assert {month[-2:] for month in sent if month < "2023-10"} <= set(QUARTER_ENDS)
    assert sum(month >= "2023-10" for month in sent) == 6


def test_every_audit_grades_all_six_standards_in_a_quarters_last_month(feed: ReadFeed) -> None:
    standards = defaultdict(list)
    for row in feed("audits"):
        standards[row["agency"], row["month"], row["audit_id"]].append(row["standard"])
    assert all(sorted(graded) == sorted(labels("audit_standard")) for graded in standards.values())
    assert {month[-2:] for _, month, _ in standards} <= set(QUARTER_ENDS)


def test_every_action_names_an_agency_and_an_indicator_that_exist(feed: ReadFeed) -> None:
    agencies = {row["code"] for row in read_csv(SAMPLE / "reference" / "agencies.csv")}
    indicators = {path.stem for path in (SAMPLE.parent / "queries").glob("*.sql")}
    actions = feed("learning_actions")
    assert {row["owner_agency"] for row in actions} <= agencies
    assert {row["indicator"] for row in actions} <= {"", *indicators}


def test_an_action_that_is_done_stays_done(feed: ReadFeed) -> None:
    done: dict[str, str] = {}
    for row in feed("learning_actions"):
        assert row["done_on"] == done.get(row["action_id"], row["done_on"])
        if row["done_on"]:
            done[row["action_id"]] = row["done_on"]
    assert len(done) == 17


def test_the_themes_of_returns_are_those_of_the_reference_file() -> None:
    themes = read_csv(SAMPLE / "reference" / "themes.csv")
    assert labels("theme") == {row["code"]: row["name"] for row in themes}


def test_some_of_them_never_came_and_two_were_sent_again() -> None:
    for month, name in (("2022-12", "ccs_audits"), ("2023-06", "advocacy_feedback"), ("2024-03", "police_panel_cases")):
        assert not list((RETURNS / month).glob(f"{name}.*"))
    first, second = (read_csv(RETURNS / "2023-11" / f"asc_panel_cases{version}.csv") for version in ("", "_2"))
    assert {row["panel"] for row in first} == {"caspa", "pipot"}
    assert {row["panel"] for row in second} == {"caspa", "pipot", "hoarding"}
    first, second = (read_csv(RETURNS / "2023-06" / f"ccs_referral_feedback{version}.csv") for version in ("", "_2"))
    assert {row["told"] for row in first} == {"no"}
    assert {row["told"] for row in second} == {"yes", "no"}


def test_concerns_of_all_providers_are_those_that_the_quality_team_counts(feed: ReadFeed) -> None:
    named = {
        row["month"]: int(row["numerator"]) for row in feed("measures") if row["measure"] == "concerns_naming_provider"
    }
    shared: dict[str, int] = defaultdict(int)
    for row in feed("provider_concerns"):
        shared[row["month"]] += int(row["concerns"])
    assert len(named) == 24
    assert shared == named


def test_a_provider_is_one_code_of_one_kind_in_every_month(feed: ReadFeed) -> None:
    kinds = Counter((row["provider_code"], row["care_kind"]) for row in feed("provider_concerns"))
    assert len({code for code, _ in kinds}) == len(kinds) == 26
    assert set(kinds.values()) == {24}
    assert {kind for _, kind in kinds} == set(labels("care_kind"))
