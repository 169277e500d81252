"""Conversion: every rule worked out by hand, England beside one rule alone, and tables that say what is drawn."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scorecard.dashboard.chart_axes import Scale
from scorecard.dashboard.chart_lines import Line, LineChart
from scorecard.dashboard.conversion_charts import common_scale, waterfall_steps
from scorecard.dashboard.conversion_parts import write_cards, write_said, write_steps, write_what_if
from scorecard.dashboard.conversion_tables import write_arithmetic
from scorecard.dashboard.conversion_view import ConversionPage, write_conversion
from scorecard.dashboard.conversion_words import write_answer, write_title
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.line_chart import draw_lines, split_line
from scorecard.publication.reader import Generation, Parts, open_generation, read_about, read_conversion
from scorecard.reference import Reference
from tests.dashboard.opening import open_page, read_title
from tests.publication.small_board import Board, concern, enquiry, expect, write_csv

RULES = [
    "conversion_section_42_only",
    "conversion_with_mash_enquiries",
    "conversion_national_rule",
    "conversion_section_42_all_stages",
    "conversion_by_month_of_concern",
]
JANUARY, FEBRUARY, MARCH = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
PUBLISHED = [
    ("England", "2022-23", "30.0", "comparator"),
    ("England", "2023-24", "31.2", "comparator"),
    ("England", "2024-25", "30.5", "comparator"),
    ("Bedford", "2023-24", "8.2", "check first"),
    ("East of England", "2023-24", "[z]", "comparator"),
]
ENGLAND_OF_ANOTHER_RULE = ("conversion_section_42_all_stages", "England", "2023-24", "28.7", "comparator")


def comparator(indicator: str, area: str, year: str, value: str, use: str) -> dict[str, str]:
    more = {"unit": "percent", "source": "A printed table", "licence": "Open"}
    return {"indicator": indicator, "area": area, "year": year, "value": value, "use": use, **more}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """January: 20 concerns, 2 of them undecided, 2 section 42, 1 other and 5 MASH enquiries. February never came.

    March: 8 concerns and 1 section 42 enquiry, of a concern of January.
    """
    home = tmp_path_factory.mktemp("conversion")
    board = Board(home, RULES, expected=[expect("concerns", "asc"), expect("enquiries", "asc")])
    printed = [comparator("conversion_national_rule", *row) for row in PUBLISHED]
    printed.append(comparator(*ENGLAND_OF_ANOTHER_RULE))
    columns = Reference.CONTRACTS
    write_csv(board.settings.reference / "comparators.csv", list(columns["comparators"].columns()), printed)
    changes = [
        {"date": "2024-03-01", "title": "A new form", "kind": "rule_change", "agency": "asc"},
        {"date": "2024-07-01", "title": "A process review", "kind": "rule_change"},
        {"date": "2024-02-10", "title": "A campaign", "kind": "event"},
        {"date": "2024-02-11", "title": "Another rule", "kind": "rule_change", "agency": "police"},
        {"date": "2024-02-12", "title": "A third rule", "kind": "rule_change", "themes": "modern_slavery"},
    ]
    write_csv(board.settings.reference / "events.csv", list(columns["events"].columns()), changes)
    january = [concern(f"C{place}", "2024-01-05", decided_on="2024-01-09") for place in range(18)]
    january += [concern(f"C{place}", "2024-01-30") for place in (18, 19)]
    kinds = ["section_42", "section_42", "other", *["mash"] * 5]
    started = [
        enquiry(f"E{place}", "2024-01-10", kind=kind, concern_id=f"C{place}") for place, kind in enumerate(kinds)
    ]
    later = enquiry("E8", "2024-03-04", concern_id="C8")
    march = [concern(f"D{place}", "2024-03-03", decided_on="2024-03-08") for place in range(8)]
    board.send("concerns", "asc", "2024-01", january)
    board.send("enquiries", "asc", "2024-01", started)
    board.send("concerns", "asc", "2024-03", [*january[18:], *march])
    board.send("enquiries", "asc", "2024-03", [*started, later])
    return board.publish("2024-04-20T09:00")


@pytest.fixture(scope="module")
def sample(published_home: Path) -> Generation:
    return open_generation(published_home / "published")


def page_of(generation: Generation, month: date, period: str = "month") -> ConversionPage:
    return write_conversion(Opened(generation, read_about(generation)), month, period)


def text_of(markup: str) -> str:
    """Give the words of markup, with those of text alternatives."""
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', markup))
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", markup).split())) + " " + unescape(labels)


def rows_of(markup: str, caption: str) -> list[list[str]]:
    """Give the rows of the table with a caption, cell by cell."""
    whole = ElementTree.fromstring(f"<div>{markup}</div>")
    tables = [each for each in whole.iter("table") if each.findtext("caption") == caption]
    assert len(tables) == 1, caption
    body = tables[0].find("tbody")
    assert body is not None
    return [["".join(cell.itertext()).replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in body]


def values_drawn(markup: str, highest: float) -> list[list[float]]:
    """Read the values of each unbroken line back from where it is drawn; 100 is the foot of the plot, 0 its top."""
    path = re.search(r'<path d="(M[^"]*)"', markup)
    assert path is not None
    pieces = path[1].strip("M").split("M")
    return [[(100 - float(point.split()[1])) / 100 * highest for point in piece.split("L")] for piece in pieces]


def test_every_rule_is_worked_out_as_by_hand(small: Generation) -> None:
    rows = {name: rule.row for name, rule in read_conversion(small, JANUARY, "month").rules.items()}
    worked = {name: (row["numerator"], row["denominator"], row["value"]) for name, row in rows.items()}
    # The section 42 enquiry of March makes four of January's twenty concerns, with two of January and one other.
    assert worked == dict(zip(RULES, [(2, 20, 10), (7, 20, 35), (3, 20, 15), (2, 20, 10), (4, 20, 20)], strict=True))


def test_the_steps_lead_from_rule_to_rule(small: Generation) -> None:
    conversion = read_conversion(small, JANUARY, "month")
    assert conversion.parts == Parts(section_42=2, mash=5, other=1, concerns=20)
    assert conversion.parts is not None
    steps = waterfall_steps(conversion.parts, conversion.official, "A place")
    assert [step.text for step in steps] == ["10%", "+5.0", "15%", "+25.0", "40%", "−5.0", "35%"]
    assert [step.kind for step in steps] == ["total", "step", "total", "step", "what_if", "step", "total"]
    assert [(step.first, step.last) for step in steps] == [
        (0, 10),
        (10, 15),
        (0, 15),
        (15, 40),
        (0, 40),
        (40, 35),
        (0, 35),
    ]


def test_the_sample_gives_the_ten_per_cent_of_the_annual_report(sample: Generation) -> None:
    page = page_of(sample, MARCH, "year")
    assert page.title == "Conversion is 10%, 27% or 12%: it depends on what counts as an enquiry"
    rows = rows_of(page.markup, "The arithmetic, 2023/24")
    # By hand: 312 / 3045 = 0.10246, 836 / 3045 = 0.27455, 366 / 3045 = 0.12020, (312 + 54 + 524) / 3045 = 0.29228.
    assert [(row[2], row[3]) for row in rows] == [
        ("312 ÷ 3,045", "10.2%"),
        ("836 ÷ 3,045", "27.5%"),
        ("366 ÷ 3,045", "12.0%"),
        ("312 ÷ 3,045", "10.2%"),
        ("363 ÷ 3,045", "11.9%"),
        ("890 ÷ 3,045", "29.2%"),
    ]


def test_the_answer_says_why_england_is_higher(sample: Generation) -> None:
    assert write_answer(read_conversion(sample, MARCH, "year"), "Luton") == (
        "Luton reports 10%: 312 section 42 enquiries for 3,045 concerns. England’s 31% (2023/24) follows the national "
        "rule, which counts other enquiries too. By that rule Luton is 12%, with 54 other enquiries. Neither rate of "
        "Luton counts the 524 MASH enquiries. If all three kinds counted, it would be 29%."
    )


@pytest.mark.parametrize("which", ["small", "sample"])
def test_england_stands_only_beside_the_national_rule(which: str, request: pytest.FixtureRequest) -> None:
    generation = request.getfixturevalue(which)
    conversion = read_conversion(generation, JANUARY, "month")
    scale = common_scale(conversion)
    cards = re.findall(r'<section class="box rule">.*?</section>', write_cards(conversion, scale, {}), re.DOTALL)
    assert len(cards) == 5
    assert ["England 31%, 2023/24" in card for card in cards] == [False, False, True, False, False]
    assert [card.count("England") > 0 for card in cards] == [False, False, True, False, False]
    assert "England" not in write_what_if(conversion, scale)
    assert conversion.parts is not None
    steps = waterfall_steps(conversion.parts, conversion.official, "A place")
    assert [step.label for step in steps if step.marks] == ["National rule"]
    cells = {row[0]: row[4] for row in rows_of(write_arithmetic(conversion, "now"), "The arithmetic, now")}
    assert [name for name, cell in cells.items() if "England" in cell] == [
        "CNV-C. Section 42 and other (national rule)"
    ]
    assert cells["CNV-C. Section 42 and other (national rule)"] == "England 31.2%, 2023/24"
    assert "28.7" not in page_of(generation, JANUARY).markup


def test_only_figures_that_may_be_shown_and_have_begun_stand_beside_the_rule(small: Generation) -> None:
    assert [(each.area, each.year, each.value) for each in read_conversion(small, JANUARY, "month").official] == [
        ("England", "2023/24", 31.2)
    ]


def test_where_no_rate_is_held_none_is_shown_and_that_is_said(sample: Generation) -> None:
    page = page_of(sample, date(2023, 3, 1))
    assert "England" not in page.markup
    assert "No published rate on the national rule is held for this time" in page.markup


def test_the_source_stands_with_the_rate(sample: Generation) -> None:
    conversion = read_conversion(sample, MARCH, "year")
    steps = text_of(write_steps(conversion, common_scale(conversion), "Luton", "2023/24"))
    assert "England 31%, 2023/24: 192,090 ÷ 615,530. Source: Calculated from DHSC, Safeguarding adults" in steps


@pytest.mark.parametrize("period", ["month", "quarter", "year", "rolling12"])
@pytest.mark.parametrize("month", [date(2022, 4, 1), date(2023, 12, 1), MARCH])
def test_conversion_is_never_judged(sample: Generation, month: date, period: str) -> None:
    page = page_of(sample, month, period)
    said = " ".join([page.title, page.subtitle, re.sub(r"var\(--\w+\)", "", page.markup)]).lower()
    assert re.findall(r"\b(?:better|worse|worst|best|improv\w*|deteriorat\w*|underperform\w*|target)\b", said) == []


def test_the_table_says_what_each_line_draws(sample: Generation) -> None:
    conversion = read_conversion(sample, MARCH, "month")
    markup = write_what_if(conversion, common_scale(conversion))
    rows = rows_of(markup, "Both rules, by month")[::-1]
    # The highest month is 29% and England 31%, so the scale runs to 40%.
    local, with_mash = [values_drawn(f"<path{drawn}", 40) for drawn in str(markup).split("<path")[1:]]
    assert len(rows) == 24
    assert [[f"{round(value)}%" for value in piece] for piece in local] == [[row[1] for row in rows]]
    assert [[f"{round(value)}%" for value in piece] for piece in with_mash] == [[row[3] for row in rows]]
    assert rows[0] == ["Apr 2022", "10%", "24 ÷ 252", "27%", "68 ÷ 252"]


def test_the_bars_are_as_long_as_their_table_says(small: Generation) -> None:
    conversion = read_conversion(small, JANUARY, "month")
    markup = write_steps(conversion, Scale(0, 50, 10), "A place", "January 2024")
    widths = [float(width) / 2 for width in re.findall(r'<rect x="[\d.]+%" y="\d+" width="([\d.]+)%"', markup)]
    assert widths == [10, 5, 15, 25, 40, 5, 35]
    told = [row[2] for row in rows_of(markup, "Steps between the rules, January 2024")]
    assert told == ["10%", "+5.0", "15%", "+25.0", "40%", "−5.0", "35%"]


def test_a_month_without_a_return_is_said_and_not_drawn(small: Generation) -> None:
    page = page_of(small, FEBRUARY)
    assert page.title == "No conversion figure for February 2024: the return is late"
    assert "The rules cannot be set beside each other for this period: the return is late." in page.markup
    assert "No steps are drawn for February 2024" in page.markup
    months = {row[0]: row[1:] for row in rows_of(page.markup, "Both rules, by month")}
    assert months == {"Feb 2024": ["Late", "", "Late", ""], "Jan 2024": ["10%", "2 ÷ 20", "35%", "7 ÷ 20"]}
    alternatives = re.findall(r'aria-label="(2 months[^"]*)"', page.markup)
    assert len(alternatives) == 6
    assert all("no figure for February 2024" in words for words in alternatives)
    assert all("0% in February" not in words for words in alternatives)


def test_part_of_a_period_says_so(small: Generation) -> None:
    page = page_of(small, MARCH, "quarter")
    assert "Part of it: 2 of 3 months received." in page.subtitle
    # January and March: 20 and 8 concerns, 2 and 1 section 42 enquiries.
    assert "3 of 28; 2 of 3 months received" in page.markup


def test_fewer_than_ten_concerns_give_no_percentage(small: Generation) -> None:
    page = page_of(small, MARCH)
    assert page.title == "Conversion is 1 of 8 by every rule that could be counted"
    assert "No steps are drawn for March 2024: fewer than 10 concerns." in page.markup
    march = next(row for row in rows_of(page.markup, "Both rules, by month") if row[0] == "Mar 2024")
    assert march == ["Mar 2024", "Too few for a percentage", "1 ÷ 8", "Too few for a percentage", "1 ÷ 8"]
    rates = [row[3] for row in rows_of(page.markup, "The arithmetic, March 2024")]
    assert rates == ["1 of 8", "1 of 8", "1 of 8", "1 of 8", "0 of 8", "1 of 8"]


def test_the_undecided_are_shown_beside_the_rule_by_month_of_concern(small: Generation) -> None:
    conversion = read_conversion(small, JANUARY, "month")
    cards = re.findall(
        r'<section class="box rule">.*?</section>', write_cards(conversion, common_scale(conversion), {})
    )
    assert ["2 of these concerns still undecided" in card for card in cards] == [False] * 4 + [True]
    assert "Undecided: 10% in January 2024" in cards[-1]


def test_a_changed_rule_is_dated_and_nothing_is_drawn_across_it(small: Generation) -> None:
    said = write_said(read_conversion(small, MARCH, "month"), "A place", MARCH, "month")
    assert "The rule changed on 1 March 2024 (A new form). Figures do not compare across it." in said
    assert "The rule will change on 1 July 2024 (A process review). Figures will not compare across it." in said
    assert all(words not in said for words in ("A campaign", "Another rule", "A third rule", "No change of rule"))
    assert "months of both" not in said
    quarter = write_said(read_conversion(small, MARCH, "quarter"), "A place", MARCH, "quarter")
    assert "Figures do not compare across it. This period has months of both." in quarter
    assert quarter.count("months of both") == 1
    page = page_of(small, MARCH)
    assert page.markup.count(">New rule</text>") == 6
    assert "The counting rule changed in March 2024" in page.markup


def test_a_line_is_cut_where_a_month_is_missing_and_where_the_rule_changed() -> None:
    assert split_line([1, 2, None, 4, 5, 6], {5}) == [[(0, 1), (1, 2)], [(3, 4), (4, 5)], [(5, 6)]]
    months = tuple(date(2023, month, 1) for month in range(1, 7))
    chart = LineChart(
        months, (Line("A", (10, 20, None, 40, 30, 10)),), Scale(0, 40, 10), "percent", breaks=frozenset({5})
    )
    markup = draw_lines(chart, height=200)
    assert values_drawn(markup, 40) == [[10, 20], [40, 30]]
    assert markup.count("<circle") == 2, "one month stands alone, and it is the last, which has a mark of its own"


def test_no_agreement_is_invented(sample: Generation) -> None:
    page = page_of(sample, MARCH)
    assert page.markup.count("Not yet agreed by the board") == 1
    assert "No change of rule is recorded" in page.markup
    assert {row[5] for row in rows_of(page.markup, "The arithmetic, March 2024")} == {
        "No date recorded",
        "Not a rule in use",
    }


def test_the_page_says_which_rule_the_national_return_follows(sample: Generation) -> None:
    assert (
        "The national return, the Safeguarding Adults Collection (SAC), follows the national rule"
        in page_of(sample, MARCH).markup
    )


def test_a_generation_without_the_family_says_so(tmp_path: Path) -> None:
    board = Board(tmp_path / "home", ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-05")])
    page = page_of(board.publish("2024-02-20T09:00"), JANUARY)
    assert page.title == "No conversion figure for January 2024: no rule is published"


def test_the_title_names_each_rate_once(small: Generation) -> None:
    conversion = read_conversion(small, JANUARY, "month")
    kept = {name: rule for name, rule in conversion.rules.items() if name != "conversion_with_mash_enquiries"}
    both = replace(conversion, rules=kept | {"conversion_national_rule": conversion.rules[RULES[0]]})
    assert write_title(both, "January 2024") == "Conversion is 10% by every rule that could be counted"


@pytest.mark.parametrize("period", ["month", "quarter", "year", "rolling12"])
def test_every_period_opens(home: Path, period: str) -> None:
    app = open_page("conversion", period=period)
    assert not app.exception
    assert read_title(app)
    assert "it depends on what counts as an enquiry" in read_title(app)
