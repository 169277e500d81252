"""The catalogue of bad returns, 7.6: submissions; and the promise that every case of the catalogue has its test."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from scorecard.errors import WarehouseError
from scorecard.settings import PROJECT
from scorecard.warehouse.connection import open_warehouse
from tests.feeds.corpus.expecting import expect, expect_accepted, outcomes
from tests.feeds.valid_returns import as_csv, check, concerns, right
from tests.warehouse.keeping import Warehouse, open_folder

FIRST = as_csv(concerns(3))
CORRECTED = as_csv(concerns(2, referral_source="fire"))
HOLD = """
import sys
from pathlib import Path
from scorecard.warehouse.connection import open_warehouse

with open_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_folder(tmp_path) as opened:
        yield opened
        opened.hold_what_is_promised()


def test_same_bytes_again(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    checked = warehouse.keep(FIRST).checked
    expect("same_bytes_again", "N", checked, "already_received", "as submission 1 (asc concerns 2024-03)")


def test_corrected_resubmission(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST)
    expect_accepted("corrected_resubmission", warehouse.keep(CORRECTED).checked, 2)
    assert warehouse.ask("select distinct referral_source from feed.concerns") == [("fire",)]
    assert warehouse.ask("select count(*) from store.concerns") == [(5,)]


def test_resubmission_after_release(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST, received_at=datetime(2024, 4, 5), published_as_at=datetime(2024, 3, 15))
    correction = warehouse.keep(CORRECTED, received_at=datetime(2024, 4, 20), published_as_at=datetime(2024, 4, 15, 12))
    assert correction.submission == 2
    words = "corrects a month that is published already, in place of submission 1"
    expect("resubmission_after_release", "W", correction.checked, "published_month_changes", words)


def test_resubmission_before_release_is_not_flagged(warehouse: Warehouse) -> None:
    warehouse.keep(FIRST, received_at=datetime(2024, 4, 5))
    before = warehouse.keep(CORRECTED, received_at=datetime(2024, 4, 6), published_as_at=datetime(2024, 3, 15))
    assert before.checked.outcome == "accepted"


def test_wrong_agency() -> None:
    checked = check(FIRST, agency="elft")
    problem = expect("wrong_agency", "F", checked, "agency_as_declared", "not those of elft")
    assert (problem.row, problem.column) == (2, "agency")


def test_two_uploads_at_once(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WarehouseError, match=r"is in use by another process\. Wait until it has finished"):
            open_warehouse(path).__enter__()
        other.communicate("")
    with open_folder(tmp_path) as opened:
        expect_accepted("two_uploads_at_once", opened.keep(FIRST).checked, 3)


@pytest.mark.parametrize(
    ("feed", "earlier"),
    [
        (
            "concerns",
            {"concern_id": "Concern reference", "received_on": "Date of concern", "types_of_risk": "Abuse types"},
        ),
        ("enquiries", {"kind": "Enquiry type", "started_on": "Date enquiry started"}),
        ("training", {"eligible": "staff_required", "compliant": "Staff in date"}),
        ("measures", {"numerator": "Value", "denominator": "Out of"}),
    ],
)
def test_schema_v1_after_v2(feed: str, earlier: dict[str, str]) -> None:
    this_year = right(feed)
    last_year = {earlier.get(name, name): cell for name, cell in this_year.items()}
    checked = check(as_csv([last_year]), feed)
    expect_accepted("schema_v1_after_v2", checked, 1)
    assert checked.content_digest == check(as_csv([this_year]), feed).content_digest


def test_every_case_of_the_catalogue_has_a_test_that_holds_its_name() -> None:
    named: set[str] = set()
    for path in Path(__file__).parent.glob("test_case_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    tests = [name for name in named if name.startswith("test_")]
    assert len(outcomes()) == 90
    missing = [case for case in outcomes() if not any(re.search(f"(test|and)_{case}(_|$)", name) for name in tests)]
    assert missing == []
