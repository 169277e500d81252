"""Wherever a person's data stand in a damaged return, no report repeats them."""

import json
import logging
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scorecard.feeds.checking import check_return
from scorecard.feeds.report import Checked
from scorecard.settings import PROJECT
from tests.commands.command_line import run
from tests.feeds.test_mangled_returns import RIGHT, damage
from tests.feeds.valid_returns import as_csv, as_workbook, concerns, declaration, right
from tests.warehouse.keeping import open_folder

EXAMPLES = int(os.environ.get("PLANTED_EXAMPLES", "700"))
PLANTED = {
    "NHS number": "9434765919",
    "spaced NHS number": "943 476 5919",
    "dashed NHS number": "943-476-5919",
    "postcode": "LU1 2AB",
    "e-mail address": "joan.braithwaite@example.org",
    "mobile number": "07700 900123",
    "telephone number": "01582 900123",
    "National Insurance number": "AB 12 34 56 C",
    "name": "Joan Braithwaite",
    "name and initial": "BRAITHWAITE, J",
    "date of birth": "03/04/1950",
    "ISO date of birth": "1950-04-03",
    "date of birth in words": "born 3 April 1950",
}
WORDS = ("{}", "See {}.", " {} ", "{}\t", "<b>{}</b>", '="{}"')
Case = tuple[str, str, bytes]


@st.composite
def planted(draw: st.DrawFn) -> Case:
    """A right return with a person's data in some cell or column, damaged up to twice after that."""
    feed, kind = draw(st.sampled_from(sorted(RIGHT))), draw(st.sampled_from(sorted(PLANTED)))
    secret = draw(st.sampled_from(WORDS)).format(PLANTED[kind])
    header, *rows = [line.split(b",") for line in RIGHT[feed].rstrip(b"\n").split(b"\n")]
    column = draw(st.integers(0, len(header) - 1))
    chosen = range(len(rows)) if draw(st.booleans()) else [draw(st.integers(0, len(rows) - 1))]
    for place in chosen:
        rows[place][column] = b'"' + secret.replace('"', '""').encode() + b'"'
    content = b"\n".join(b",".join(cells) for cells in [header, *rows]) + b"\n"
    if draw(st.booleans()) and "name" not in kind:
        content = content.replace(header[column], secret.replace(",", "").encode(), 1)
    for _ in range(draw(st.integers(0, 2))):
        content = damage(draw, content)
    return feed, kind, content


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(planted())
@example(("training", "date of birth", as_csv([right("training", compliant="03/04/1950")])))
@example(("concerns", "ISO date of birth", as_csv(concerns(3, month="1950-04-03"))))
def test_no_report_repeats_a_persons_data(case: Case) -> None:
    feed, kind, content = case
    hold_silence(check_return(content, declaration(feed), file_name=f"{PLANTED['name']}.xlsx"), kind)


def hold_silence(checked: Checked, kind: str) -> None:
    """Neither the report nor its lines hold the value, nor its words or figures."""
    report = json.dumps(checked.fields(), ensure_ascii=False)
    lines = " ".join(problem.sentence() for problem in checked.problems)
    assert not heard(kind, report, lines), lines
    assert checked.rows == checked.accepted_rows + checked.refused


def heard(kind: str, *said: str) -> list[str]:
    """Give the value, its words and its figures, as far as they stand in what was said."""
    secret = PLANTED[kind]
    parts = [secret, *re.findall(r"\d{5,}|\d{2}/\d{2}/\d{4}|1950(?=\W)|\w{6,}", secret)]
    return [part for part in parts for each in said if part.lower() in each.lower()]


@settings(
    max_examples=EXAMPLES // 5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(planted())
def test_nothing_of_a_person_is_logged_or_printed_on_the_way_into_the_warehouse(
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    case: Case,
) -> None:
    feed, kind, content = case
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    with open_folder(tmp_path_factory.getbasetemp()) as warehouse:
        warehouse.keep(content, feed)
    out, err = capfd.readouterr()
    assert not heard(kind, caplog.text, out, err)


@pytest.mark.parametrize("kind", sorted(PLANTED))
def test_nothing_of_a_person_is_logged_or_printed_by_the_commands(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "reference").symlink_to(PROJECT / "sample_data" / "reference")
    rows = concerns(4)
    for row, column in zip(rows, ("person_id", "concern_id", "age", "gender"), strict=True):
        row[column] = PLANTED[kind]
    comment = right("commentary", comment=f"See {PLANTED[kind]}.", owner=PLANTED[kind])
    for feed, content in (("concerns", as_csv(rows)), ("commentary", as_csv([comment]))):
        (tmp_path / "a.csv").write_bytes(content)
        declared = ("--feed", feed, "--agency", "asc", "--month", "2024-03")
        for command in ("check", "load"):
            done = run(tmp_path, command, str(tmp_path / "a.csv"), *declared)
            assert done.exit_code in (0, 1)
            assert not heard(kind, done.stdout, done.stderr)
    assert not heard(kind, caplog.text, *capfd.readouterr())


@pytest.mark.parametrize("kind", sorted(PLANTED))
def test_a_log_that_repeated_the_value_would_be_heard(caplog: pytest.LogCaptureFixture, kind: str) -> None:
    try:
        raise ValueError(PLANTED[kind].upper())
    except ValueError:
        logging.getLogger("any").exception("It failed.")
    assert heard(kind, caplog.text)


@pytest.mark.parametrize("kind", sorted(PLANTED))
@pytest.mark.parametrize("column", ["concern_id", "age", "gender", "types_of_risk", "received_on", "agency", "month"])
def test_no_report_on_a_workbook_repeats_a_persons_data(kind: str, column: str) -> None:
    rows = concerns(3)
    rows[1][column] = PLANTED[kind]
    content = as_workbook(rows, lambda book, sheet: book.add_worksheet(PLANTED["name"]).hide())
    checked = check_return(content, declaration("concerns"), file_name=f"{PLANTED['name']}.csv")
    hold_silence(checked, kind)
    hold_silence(checked, "name")


@pytest.mark.parametrize("kind", sorted(set(PLANTED) - {"NHS number", "name and initial"}))
def test_what_identifies_a_person_in_a_reference_or_in_words_is_refused(kind: str) -> None:
    rows = concerns(3)
    rows[1]["person_id"] = PLANTED[kind]
    references = check_return(as_csv(rows), declaration("concerns"))
    assert references.outcome in ("rows_refused", "refused")
    if kind not in ("name", "date of birth", "ISO date of birth"):
        comment = as_csv([right("commentary", comment=f"Seen, {PLANTED[kind]}, last week")])
        assert check_return(comment, declaration("commentary")).outcome == "rows_refused"
