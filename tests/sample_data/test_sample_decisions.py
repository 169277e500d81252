"""The decisions of the sample name what exists, keep their words when carried, and came after their meeting."""

import csv
from datetime import date
from pathlib import Path

from sample_data.generator.__main__ import DEFAULT_SEED
from sample_data.generator.register import received_at

SAMPLE = Path(__file__).parents[2] / "sample_data"
FACTS = ("indicator", "subject", "challenge", "decision", "owner", "due_on", "recorded_on")


def read_decisions() -> list[dict[str, str]]:
    with (SAMPLE / "generator" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_decision_names_an_agency_and_an_indicator_that_exist() -> None:
    with (SAMPLE / "reference" / "agencies.csv").open(encoding="utf-8", newline="") as file:
        agencies = {row["code"] for row in csv.DictReader(file)}
    indicators = {path.stem for path in (SAMPLE.parent / "queries").glob("*.sql")}
    for row in read_decisions():
        assert {row["agency"], row["subject"]} <= {"", *agencies}
        assert row["indicator"] in {"", *indicators}


def test_a_decision_that_is_carried_keeps_all_but_the_day_on_which_it_was_done() -> None:
    first: dict[str, dict[str, str]] = {}
    for row in read_decisions():
        known = first.setdefault(row["decision_id"], row)
        assert [row[name] for name in FACTS] == [known[name] for name in FACTS]
        assert row["done_on"] or row is known
    assert len(first) == 7


def test_every_return_came_after_its_meeting_and_after_what_it_says_is_done() -> None:
    for row in read_decisions():
        year, month = map(int, row["month"].split("-"))
        received = received_at(DEFAULT_SEED, row["agency"], "decisions", date(year, month, 1), again=False)
        assert max(row["recorded_on"], row["done_on"]) <= received.date().isoformat()
