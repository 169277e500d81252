"""The sample's returns fit together, and come in as real ones do."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

SAMPLE = Path(__file__).parents[2] / "sample_data"
RETURNS = SAMPLE / "returns"
Rows = list[dict[str, str]]
ReadFeed = Callable[[str], Rows]


def read_csv(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def register() -> Rows:
    return [row for path in sorted(RETURNS.glob("*/register.csv")) for row in read_csv(path)]


def month_end(month: str) -> date:
    return (date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def due_on(row: dict[str, str]) -> date | None:
    expected = {
        (line["agency"], line["feed"]): line for line in read_csv(SAMPLE / "reference" / "expected_returns.csv")
    }
    line = expected.get((row["agency"], row["feed"]))
    return None if line is None else month_end(row["month"]) + timedelta(days=int(line["due_days"]))


@pytest.mark.parametrize(
    ("month", "received", "section_42", "mash", "other"), [("2022-05", 263, 27, 41, 4), ("2024-01", 264, 25, 47, 6)]
)
def test_two_months_count_what_their_plan_says(
    month: str, received: int, section_42: int, mash: int, other: int
) -> None:
    concerns = read_csv(RETURNS / month / "asc_concerns.csv")
    enquiries = read_csv(RETURNS / month / "asc_enquiries.csv")
    iso, day_first = month, f"/{month[5:]}/{month[:4]}"
    started = Counter(row["kind"] for row in enquiries if iso in row["started_on"] or day_first in row["started_on"])
    assert sum(row["received_on"].startswith(month) for row in concerns) == received
    assert started == {"section_42": section_42, "mash": mash, "other": other}


def test_every_enquiry_starts_in_the_month_of_its_concerns_decision_and_not_before_it(
    concerns: Rows, enquiries: Rows
) -> None:
    decided = {row["concern_id"]: row["decided_on"] for row in concerns}
    assert all(decided[row["concern_id"]] <= row["started_on"] for row in enquiries)
    assert all(decided[row["concern_id"]][:7] == row["started_on"][:7] for row in enquiries)


def test_every_decision_to_enquire_has_one_enquiry_of_its_kind(concerns: Rows, enquiries: Rows) -> None:
    decisions = {row["concern_id"]: row["decision"] for row in concerns if row["decision"].endswith("_enquiry")}
    assert decisions == {row["concern_id"]: f"{row['kind']}_enquiry" for row in enquiries}
    assert len(decisions) == len(enquiries)


def test_a_case_says_the_same_in_every_month(feed: ReadFeed) -> None:
    for name, key, fixed in (
        ("concerns", "concern_id", ("person_id", "received_on", "age", "ethnicity")),
        ("enquiries", "enquiry_id", ("concern_id", "person_id", "kind", "lead_agency")),
    ):
        said = defaultdict(set)
        for row in feed(name):
            said[row[key]].add(tuple(row[column] for column in fixed))
        assert {len(versions) for versions in said.values()} == {1}


def test_cases_are_sent_in_every_month_until_they_are_settled(feed: ReadFeed) -> None:
    for name, key, settled in (("concerns", "concern_id", "decided_on"), ("enquiries", "enquiry_id", "ended_on")):
        history = defaultdict(list)
        for row in feed(name):
            history[row[key]].append((row["month"], bool(row[settled])))
        for months in history.values():
            numbers = [int(month[:4]) * 12 + int(month[5:]) for month, _ in months]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            assert not any(done for _, done in months[:-1])
            assert months[-1][1] or months[-1][0] == "2024-03"


def test_every_concluded_enquiry_has_its_risks_and_no_other_has_any(feed: ReadFeed, enquiries: Rows) -> None:
    ended = {row["enquiry_id"]: row["ended_on"][:7] for row in enquiries if row["ended_on"]}
    assert {row["enquiry_id"]: row["month"] for row in feed("enquiry_risks")} == ended


def test_some_adults_have_several_concerns_and_none_has_very_many(concerns: Rows) -> None:
    counts = Counter(row["person_id"] for row in concerns)
    assert len(counts) < 0.9 * len(concerns)
    assert max(counts.values()) <= 20
    assert all(len(person) == 8 and person.startswith("P") for person in counts)


def test_every_file_is_in_its_months_register_once() -> None:
    for folder in sorted(RETURNS.iterdir()):
        files = [row["file"] for row in read_csv(folder / "register.csv")]
        assert sorted(files) == sorted(path.name for path in folder.iterdir() if path.name != "register.csv")


def test_a_few_returns_are_late_and_all_came_before_the_sample_was_taken() -> None:
    lines = register()
    dues = [(datetime.fromisoformat(row["received_at"]), due_on(row)) for row in lines]
    late = [received for received, due in dues if due is not None and received.date() > due]
    assert 10 <= len(late) <= 0.1 * len(lines)
    assert max(received for received, _ in dues) <= datetime(2024, 4, 18, 9)


def test_the_returns_that_never_came_are_missing() -> None:
    sent = {(row["agency"], row["feed"], row["month"]) for row in register()}
    assert ("police", "measures", "2023-10") in sent
    assert ("police", "measures", "2023-11") not in sent
    assert ("housing", "training", "2024-02") in sent
    assert ("housing", "training", "2024-03") not in sent
    assert ("housing", "measures", "2024-03") not in sent
    assert ("vcse", "measures", "2023-12") in sent
    assert ("vcse", "measures", "2024-03") not in sent


def test_a_return_sent_again_comes_later_with_other_figures() -> None:
    first, second = (RETURNS / "2024-02" / f"ccs_measures{version}.csv" for version in ("", "_2"))
    received = {row["file"]: row["received_at"] for row in register() if row["month"] == "2024-02"}
    assert received[first.name] < received[second.name]
    assert first.read_bytes() != second.read_bytes()


def test_a_referrer_is_never_told_after_the_return_was_sent(feed: ReadFeed) -> None:
    received = {row["month"]: row["received_at"] for row in register() if row["file"] == "asc_concerns.csv"}
    assert all(row["referrer_told_on"] <= received[row["month"]][:10] for row in feed("concerns"))


def test_files_have_the_habits_of_real_ones() -> None:
    assert (RETURNS / "2023-06" / "ccs_training.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (RETURNS / "2023-06" / "fire_training.csv").read_text(encoding="utf-8").startswith("agency;month;course")
    assert "/05/2022" in (RETURNS / "2022-05" / "asc_enquiries.csv").read_text(encoding="utf-8")
    assert "Physical Abuse" in (RETURNS / "2022-05" / "asc_concerns.csv").read_text(encoding="utf-8")
    assert "physical_abuse" in (RETURNS / "2023-05" / "asc_concerns.csv").read_text(encoding="utf-8")


def test_workbooks_have_titles_real_months_and_notes() -> None:
    book = openpyxl.load_workbook(RETURNS / "2024-03" / "bhft_training.xlsx")
    assert book.sheetnames == ["Return", "Notes"]
    assert [cell.value for cell in book["Return"][3]] == ["Agency", " Month ", "Course", "Eligible", "Compliant"]
    assert book["Return"]["B4"].value == datetime(2024, 3, 1)


def test_the_committed_returns_are_small() -> None:
    assert sum(path.stat().st_size for path in RETURNS.rglob("*") if path.is_file()) < 8_000_000
