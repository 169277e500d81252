"""The referrals page says which referrals had no answer, what became of each agency's, and what both sides count."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.referral_parts import write_difference
from scorecard.dashboard.referral_view import write_referrals
from scorecard.exports.contract import Choices
from scorecard.exports.referrals import make_referrals
from scorecard.publication.reader import open_generation, read_about, read_all_referrals
from scorecard.settings import load_settings
from tests.dashboard.opening import open_page, read_panels, read_title
from tests.publication.small_board import Board, concern, expect, measure

INDICATORS = (
    "concerns_by_referring_agency",
    "referrals_decided",
    "referrals_awaiting_decision",
    "referrals_without_answer",
    "days_until_referrer_told",
    "hospital_referrals",
    "referrals_recorded_by_sender",
    "referrals_without_outcome_back",
    "referrals_with_outcome_received",
)
MARCH = date(2024, 3, 1)


def in_february(name: str, source: str, decision: str, told: str = "") -> dict[str, str]:
    return concern(
        name,
        "2024-02-01",
        referral_source=source,
        decided_on="2024-02-10",
        decision=decision,
        referrer_told_on=told,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months in which the police raise fourteen concerns, the hospitals two, and a care provider one.

    February: the police have twelve decided, eight told on 11 February and four never; the hospitals one, never told.
    March: the police have one decided and told after five days, and one that waits; the hospitals one that waits.
    """
    folder = tmp_path_factory.mktemp("referrals") / "home"
    board = Board(
        folder,
        INDICATORS,
        expected=[expect("concerns", "asc"), expect("measures", "bhft"), expect("referral_feedback", "ccs")],
        measures=[measure("hospital_referrals", "bhft")],
    )
    told = [in_february(f"P{number}", "police", "another_pathway", "2024-02-11") for number in range(8)]
    untold = [in_february(f"P{number}", "police", "section_42_enquiry") for number in range(8, 12)]
    others = [
        in_february("H1", "bhft", "mash_enquiry"),
        in_february("C1", "care_provider", "no_further_action"),
    ]
    board.send("concerns", "asc", "2024-02", [*told, *untold, *others])
    march = [
        concern("P12", "2024-03-01", decided_on="2024-03-04", referrer_told_on="2024-03-06"),
        concern("P13", "2024-03-31"),
        concern("H2", "2024-03-30", referral_source="bhft"),
    ]
    board.send("concerns", "asc", "2024-03", march)
    for month, many in (("2024-02", 3), ("2024-03", 1)):
        board.send("measures", "bhft", month, [{"measure": "hospital_referrals", "numerator": many}])
    made = [("R1", "2024-02-05", "2024-03-04"), ("R2", "2024-02-05", "2024-03-06"), ("R3", "2024-02-06", "")]
    for month in ("2024-02", "2024-03"):
        rows = [
            {
                "referral_id": name,
                "referral_source": "ccs",
                "received_on": received,
                "told": "yes" if month == "2024-03" and told_on else "no",
                "told_on": told_on if month == "2024-03" else "",
            }
            for name, received, told_on in made
            if month == "2024-02" or told_on
        ]
        board.send("referral_feedback", "ccs", month, rows)
    board.publish()
    return folder


@pytest.fixture
def opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("SCORECARD_HOME", str(home))
    load_settings.cache_clear()
    generation = open_generation(home / "published")
    yield Opened(generation, read_about(generation))
    load_settings.cache_clear()


def cells(markup: str, caption: str) -> dict[str, list[str]]:
    """Give the text of a table's cells by the head of each row."""
    table = next(part for part in re.findall(r"<table.*?</table>", markup) if f">{caption}</caption>" in part)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", re.split("<tbody[^>]*>", table)[1])
    texts = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]
    return {head: others for head, *others in texts}


def test_the_title_says_how_many_had_no_answer(opened: Opened) -> None:
    """In March February's are looked at: four of the police and one of the hospitals, of thirteen."""
    assert write_referrals(opened, MARCH, "month", "all").title == "5 of 13 referrals had no answer after 28 days"
    police = write_referrals(opened, MARCH, "month", "police").title
    assert police == "Police: 4 of 12 referrals had no answer after 28 days"


def test_in_the_first_month_nothing_was_due_an_answer(opened: Opened) -> None:
    assert write_referrals(opened, date(2024, 2, 1), "month", "all").title == "No referral was due an answer"


def test_which_referrals_had_no_answer_stands_agency_by_agency(opened: Opened) -> None:
    """4 of 12 is 33%; of the hospitals' one no share is given. In March the police were told after five days."""
    page = str(write_referrals(opened, MARCH, "month", "all").markup)
    answers = cells(page, "Referrals with no answer, by agency")
    assert list(answers) == ["Hospitals", "Police", "All agencies"]
    assert answers["Police"][:3] == ["4", "12", "33%"]
    assert answers["Hospitals"][:3] == ["1", "1", "Too few"]
    assert answers["All agencies"][:3] == ["5", "13", "38%"]
    assert [row[-1] for row in answers.values()] == ["Nobody told", "5 days", "5 days"]


def test_what_became_of_the_referrals_stands_beside_what_was_sent(opened: Opened) -> None:
    page = str(write_referrals(opened, date(2024, 2, 1), "month", "all").markup)
    heads = re.findall(
        r'scope="col"[^>]*>([^<]+)</th>', page.split("What became of the referrals")[1].split("</thead>")[0]
    )
    outcomes = cells(page, "What became of the referrals, by agency")
    police = dict(zip(heads[1:], outcomes["Police"], strict=True))
    assert (police["Sent"], police["Decided"], police["Waiting at month end"]) == ("12", "12", "0")
    assert (police["Section 42 enquiry"], police["Advice or another pathway"]) == ("4", "8")
    assert dict(zip(heads[1:], outcomes["Hospitals"], strict=True))["MASH enquiry"] == "1"


def test_the_pathway_has_its_steps_in_order_with_their_counts(opened: Opened) -> None:
    page = str(write_referrals(opened, MARCH, "month", "police").markup)
    steps = cells(page, "From referral to answer")
    assert {head: text[0] for head, text in steps.items() if text[0] != "0"} == {
        "Sent, as the council counts": "2",
        "Decided": "1",
        "No further action": "1",
        "Waiting at month end": "1",
        "Decided in February 2024": "12",
        "Of these, told the outcome": "8 (67%)",
        "Of these, no answer": "4 (33%)",
    }
    assert 'aria-label="From referral to answer, March 2024: Sent, as the council counts 2; Decided 1;' in page


def test_the_senders_count_stands_beside_the_councils(opened: Opened) -> None:
    """In February the hospitals count three and the council one; CCS records three, of which the council has none."""
    february = cells(
        str(write_referrals(opened, date(2024, 2, 1), "month", "all").markup), "The sender’s count beside the council’s"
    )
    assert february["Hospitals"][:3] == ["3", "1", "+2"]
    march = cells(str(write_referrals(opened, MARCH, "month", "all").markup), "The sender’s count beside the council’s")
    assert march["Hospitals"][:3] == ["1", "1", "0"]


def test_a_sender_of_whom_the_council_logged_nothing_is_said_and_not_compared(opened: Opened) -> None:
    """CCS records three referrals of February; by the end of March two had their outcome, after 28 and 30 days."""
    february = str(write_referrals(opened, date(2024, 2, 1), "month", "all").markup)
    row = cells(february, "The sender’s count beside the council’s")["CCS"]
    assert row[:3] == ["3", "None logged", "Not compared"]
    march = write_referrals(opened, MARCH, "month", "ccs")
    assert march.title == "CCS: the council has logged no referral"
    assert "CCS" not in cells(str(march.markup), "Referrals with no answer, by agency")
    assert cells(str(march.markup), "The sender’s count beside the council’s")["CCS"][3:5] == ["1 of 3", "1 of 3"]


def test_every_count_leads_to_its_indicator(opened: Opened) -> None:
    page = str(write_referrals(opened, MARCH, "month", "all").markup)
    assert '<a href="/indicator?indicator=referrals_without_answer&amp;agency=police">4</a>' in page
    decided = "/indicator?indicator=referrals_decided&amp;category=no_further_action&amp;agency=police"
    assert f'<a href="{decided}">1</a>' in page


def test_totals_are_sums_of_all_agencies(opened: Opened) -> None:
    everything = read_all_referrals(opened.generation, MARCH, "rolling12")
    assert everything is not None
    assert [row["value"] for row in (everything.sent, everything.decided) if row is not None] == [16, 14]
    assert everything.told == 8


@pytest.mark.parametrize(
    ("difference", "words"), [(None, "Not compared"), (0, "0"), (1204, "+1,204"), (-3, "\N{MINUS SIGN}3")]
)
def test_a_difference_has_its_sign(difference: int | None, words: str) -> None:
    assert write_difference(difference) == words


def test_the_download_holds_the_figures_of_the_page(opened: Opened) -> None:
    table = make_referrals(opened.generation, Choices(month=MARCH, agency="police"))
    assert set(table["Owner"]) == {"Police"}
    told = dict(table.select("Indicator", "Figure").iter_rows())
    assert told["Referrals decided, by referring agency: No further action"] == 1
    assert told["Days until the referrer is told"] == 5
    unanswered = table.filter(pl.col("Indicator") == "Referrals with no answer after 28 days")
    assert unanswered.select("Numerator", "Denominator").row(0) == (4, 12)


def test_the_choice_in_the_address_is_the_page(opened: Opened) -> None:
    app = open_page("referrals", agency="police", period="rolling12")
    assert not app.exception
    assert "4 of 12 referrals had no answer" in read_title(app)
    shown = read_panels(app)
    assert "/export/referrals.csv?version=1&amp;month=2024-03&amp;period=rolling12&amp;agency=police" in shown


def test_an_agency_without_referrals_is_told_so(published_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_HOME", str(published_home))
    load_settings.cache_clear()
    app = open_page("referrals", agency="advocacy")
    load_settings.cache_clear()
    assert not app.exception
    assert "Advocacy has no referral in these figures" in read_title(app)
