"""Whatever happens to a file on its way, a check never fails, loses no row in silence, and accepts only right rows."""

import os
import re
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.checking import check_return
from scorecard.feeds.contract import Severity
from scorecard.feeds.report import Checked
from tests.feeds.valid_returns import RIGHT as ALL_RIGHT
from tests.feeds.valid_returns import as_csv, as_workbook, concerns, declaration, edit_part, right

# With the workbooks, a quarter as many, these are the 2,000 and more that every change is held against.
EXAMPLES = int(os.environ.get("MANGLED_EXAMPLES", "1700"))
NASTY = [
    b'"',
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\r\n",
    b"\x00",
    b"\x1a",
    b"\xff",
    b"\xc3\xa9",
    b"\xe2\x80\x8b",
    b"=",
    b" ",
    b"0",
]
Draw = st.DrawFn
whole_run = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="MANGLED_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def right_returns() -> dict[str, bytes]:
    """A right return of several rows for every feed."""
    rows = {
        "concerns": [*concerns(4), right("concerns", concern_id="C5", decision="", decided_on="", referrer_told_on="")],
        "enquiries": [right("enquiries", enquiry_id=f"E{place}") for place in range(4)],
        "enquiry_risks": [right("enquiry_risks", enquiry_id=f"E{place}") for place in range(4)],
        "training": [right("training"), right("training", course="level_2", eligible="20", compliant="7")],
        "measures": [right("measures"), right("measures", measure="hospital_referrals", denominator="")],
        "commentary": [right("commentary", line=str(place), comment=f"It rose, by {place}.") for place in range(1, 5)],
    }
    others = {feed: [row] for feed, row in ALL_RIGHT.items() if feed not in rows}
    return {feed: as_csv(each) for feed, each in {**rows, **others}.items()}


RIGHT = right_returns()
RIGHT_WORKBOOK = as_workbook(concerns(3))


@st.composite
def mangled(draw: Draw) -> tuple[str, bytes]:
    """A right return of some feed, damaged up to four times."""
    feed = draw(st.sampled_from(sorted(RIGHT)))
    content = RIGHT[feed]
    for _ in range(draw(st.integers(1, 4))):
        content = damage(draw, content)
    return feed, content


def damage(draw: Draw, content: bytes) -> bytes:
    """Damage bytes, lines or cells once."""
    lines = content.split(b"\n")
    kind = draw(
        st.sampled_from(
            ["flip", "insert", "drop", "cut line", "double line", "swap lines", "cell", "swap", "mark", "end"]
        )
    )
    place = draw(st.integers(0, max(len(content) - 1, 0)))
    line, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    if kind == "flip" and content:
        return content[:place] + bytes([content[place] ^ draw(st.integers(1, 255))]) + content[place + 1 :]
    if kind == "insert":
        return content[:place] + draw(st.sampled_from(NASTY)) + content[place:]
    if kind == "drop":
        return content[:place] + content[place + draw(st.integers(1, 30)) :]
    if kind == "cut line":
        return b"\n".join(lines[:line] + lines[line + 1 :])
    if kind == "double line":
        return b"\n".join([*lines[:other], lines[line], *lines[other:]])
    if kind == "swap lines":
        lines[line], lines[other] = lines[other], lines[line]
        return b"\n".join(lines)
    if kind == "mark":
        return content.replace(b",", draw(st.sampled_from([b";", b"\t", b"|", b", "])))
    if kind == "end":
        return draw(st.sampled_from([content[:place], content.replace(b"\n", b"\r"), content.replace(b"\n", b"\r\n")]))
    cells = lines[line].split(b",")
    one, two = (draw(st.integers(0, len(cells) - 1)) for _ in range(2))
    if kind == "swap":
        cells[one], cells[two] = cells[two], cells[one]
    else:
        cells[one] = draw(
            st.sampled_from([b"", b"x", b'"', b'""', b"n/a", b"-1", b"45352", b"2024-13-01", b"1" * 25, b"Total"])
        )
    return b"\n".join([*lines[:line], b",".join(cells), *lines[line + 1 :]])


@whole_run
@given(mangled())
def test_a_mangled_file_is_never_read_wrongly(case: tuple[str, bytes]) -> None:
    feed, content = case
    checked = check_return(content, declaration(feed))
    hold_what_is_promised(checked, feed)
    if checked.outcome != "refused":
        told = {problem.row for problem in checked.problems}
        kept = set(checked.accepted["row"]) if checked.accepted is not None else set()
        unharmed = set(RIGHT[feed].split(b"\n")[1:-1])
        for number, line in enumerate(re.split(rb"\r\n|\n|\r", content), start=1):
            assert line not in unharmed or number in kept or number in told, f"line {number} was lost in silence"


@st.composite
def mangled_sheets(draw: Draw) -> bytes:
    """A workbook whose sheet's markup was damaged, in a container that is whole."""
    book = RIGHT_WORKBOOK
    for _ in range(draw(st.integers(1, 3))):
        part = draw(st.sampled_from(["xl/worksheets/sheet1.xml"] * 4 + ["xl/workbook.xml", "xl/sharedStrings.xml"]))
        book = edit_part(book, part, lambda content: damage_markup(draw, content))
    return book


def damage_markup(draw: Draw, content: bytes) -> bytes:
    place, length = draw(st.integers(0, len(content) - 1)), draw(st.integers(0, 3))
    damaged = (
        content[:place]
        + draw(st.sampled_from([b"", b"1", b"999999", b"<", b"A", b"\xff", b"e"]))
        + content[place + length :]
    )
    return damaged if damaged != content else content + b" "


@settings(whole_run, max_examples=EXAMPLES // 4)
@given(mangled_sheets())
def test_a_workbook_with_mangled_markup_is_never_read_wrongly(content: bytes) -> None:
    hold_what_is_promised(check_return(content, declaration("concerns")), "concerns")


def hold_what_is_promised(checked: Checked, feed: str) -> None:
    """Rows add up, and those accepted keep the contract and every rule."""
    repeated = sum(problem.rule == "row_once" and problem.severity is Severity.WARN for problem in checked.problems)
    height = checked.accepted.height if checked.accepted is not None else 0
    assert checked.rows == checked.accepted_rows + checked.refused
    assert checked.accepted_rows == height + repeated
    assert (checked.outcome == "refused") == (checked.accepted is None)
    assert checked.outcome == "accepted" or checked.problems
    if checked.accepted is not None:
        hold_contract(checked.accepted, feed)


def hold_contract(accepted: pl.DataFrame, feed: str) -> None:
    contract = all_feeds()[feed]
    assert contract.schema.is_valid(accepted.drop("row"))
    assert set(accepted["agency"]) <= {declaration(feed).agency}
    assert set(accepted["month"]) <= {date(2024, 3, 1)}
    for rule in contract.rules:
        if rule.severity is Severity.REFUSE_ROW and accepted.height:
            assert accepted.select(rule.right().fill_null(True).all()).item(), rule.name


@pytest.mark.parametrize("feed", sorted(RIGHT))
def test_the_returns_to_be_mangled_are_right(feed: str) -> None:
    checked = check_return(RIGHT[feed], declaration(feed))
    assert (checked.outcome, checked.refused) == ("accepted", 0)
    hold_what_is_promised(checked, feed)
