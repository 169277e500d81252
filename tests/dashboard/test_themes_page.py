"""The page of themes: every theme opens, a gap is seen and never a zero."""

import csv
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.theme_actions import write_actions
from scorecard.dashboard.theme_choice import ThemeChoice, name_grades
from scorecard.dashboard.theme_sources import HEADINGS, write_breakdowns
from scorecard.dashboard.theme_view import ThemePage, write_theme
from scorecard.dashboard.theme_words import write_finding
from scorecard.exports.contract import Choices
from scorecard.exports.theme import make_theme
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.code_lists import labels
from scorecard.feeds.code_themes import read_code_themes
from scorecard.publication.reader import (
    read_theme_categories,
    read_theme_cuts,
    read_theme_rows,
)
from scorecard.settings import PROJECT
from tests.dashboard.opening import open_page, read_panels, read_title

MARCH = date(2024, 3, 1)
REFERENCE = PROJECT / "sample_data" / "reference"


def write(opened: Opened, theme: str, agency: str = "all", month: date = MARCH, grade: str = "") -> ThemePage:
    return write_theme(opened, ThemeChoice(theme, agency, month, "month"), grade)


def file_rows(opened: Opened, theme: str, agency: str = "all", month: date = MARCH) -> pl.DataFrame:
    """The rows of the page's file."""
    return make_theme(opened.generation, Choices(month=month, theme=theme, agency=agency))


def panel_markup(app: AppTest) -> str:
    return read_panels(app)


def read_reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measures_of(theme: str) -> set[str]:
    """Name the measures of a theme, which must have no other indicators, from the heads of the queries."""
    names: set[str] = set()
    for path in (PROJECT / "queries").glob("*.sql"):
        head = path.read_text(encoding="utf-8").split("-- ///\n")[0]
        if f'"{theme}"' in head:
            measures = re.search(r"^-- measures = \[(.+)\]$", head, re.MULTILINE)
            assert measures is not None, f"{path.name} is not of measures: pick another theme for this test"
            names |= set(re.findall(r'"(\w+)"', measures[1]))
    return names


def test_every_theme_opens_with_its_name_in_the_title(home: Path) -> None:
    themes = read_reference("themes.csv")
    assert len(themes) == 23
    for theme in themes:
        app = open_page("themes", theme=theme["code"])
        assert not app.exception, theme
        plain = read_title(app)
        assert f"{theme['name']}:" in plain
        assert app.selectbox(key="choose_theme").value == theme["code"]


def test_a_hostile_theme_in_the_address_falls_back_to_the_first(home: Path) -> None:
    for hostile in ("<script>alert(1)</script>", "' or 1=1 --", "all", "../falls", "x" * 5000):
        app = open_page("themes", theme=hostile, agency=hostile, month=hostile, grade=hostile)
        assert not app.exception
        assert "Domestic abuse" in read_title(app)
        assert "theme" not in app.query_params
        assert "alert(1)" not in panel_markup(app)


@pytest.mark.parametrize("period", ["quarter", "year", "rolling12"])
def test_the_page_opens_for_every_period_and_for_the_first_month(home: Path, period: str) -> None:
    assert not open_page("themes", period=period, theme="msp").exception
    assert not open_page("themes", period=period, month="2022-04", theme="training_supervision").exception


def test_a_gap_stands_for_every_agency_that_sends_returns_but_nothing_on_the_theme(opened: Opened) -> None:
    """Of homelessness and rough sleeping only Housing sends measures, by measures.csv."""
    senders = {
        row["agency"] for row in read_reference("measures.csv") if row["measure"] in measures_of("rough_sleeping")
    }
    assert senders == {"housing"}
    agreed = {
        row["agency"]
        for row in read_reference("expected_returns.csv")
        if (row["valid_from"] or "0") <= "2024-03-31" and (row["valid_to"] or "9") >= "2024-03-01"
    }
    short = {row["code"]: row["short_name"] for row in read_reference("agencies.csv")}
    page = write(opened, "rough_sleeping")
    gaps = re.findall(r'class="gap-name">([^<]+)</strong><div class="gap">.*?</svg>No figure</strong>', page.markup)
    assert gaps == [short[code] for code in short if code in agreed - senders]
    assert len(gaps) >= 11
    assert f"{len(gaps)} agencies have none" in page.title


def test_a_late_figure_is_no_gap_and_no_zero(opened: Opened) -> None:
    """Housing's return for March never came."""
    rows = read_theme_rows(opened.generation, MARCH, "month", "rough_sleeping")
    assert set(rows.select("agency_code", "state", "value").rows()) == {("housing", "late", None)}
    page = write(opened, "rough_sleeping", "housing")
    assert '<td role="cell" class="latest word">Late</td>' in page.markup
    assert "not judged yet" in page.title
    assert "gap-name" not in page.markup


def test_an_agency_that_supplies_nothing_is_one_gap(opened: Opened) -> None:
    page = write(opened, "rough_sleeping", "fire")
    assert page.title == "Homelessness and rough sleeping, Fire: no figure is supplied"
    assert page.markup.count("gap-name") == 1
    assert file_rows(opened, "rough_sleeping", "fire").select("Indicator", "Owner", "State").rows() == [
        ("Homelessness and rough sleeping", "Fire", "No figure")
    ]


def test_a_theme_without_indicators_says_that_nobody_supplies_a_figure() -> None:
    assert write_finding("Nothing", [], 14) == "Nothing: none of 14 agencies supplies a figure"
    assert write_finding("Nothing", [], 1) == "Nothing: no figure is supplied"


def test_a_category_belongs_to_its_own_theme_only(opened: Opened) -> None:
    def categories(theme: str) -> set[str]:
        rows = read_theme_rows(opened.generation, MARCH, "month", theme)
        return set(rows.filter(pl.col("indicator") == "concerns_by_type_of_risk")["category"])

    assert categories("domestic_abuse") == {"domestic_abuse"}
    assert categories("self_neglect_hoarding") == {"self_neglect"}
    assert categories("modern_slavery") == {"modern_slavery"}
    assert categories("msp") == set()


def test_bars_fill_the_categories_of_the_theme(opened: Opened) -> None:
    rows = read_theme_categories(opened.generation, MARCH, "month", "self_neglect_hoarding", "all")
    concerns = rows.filter(pl.col("indicator") == "concerns_by_type_of_risk")
    assert concerns.height == 11
    assert concerns.filter("belongs")["category"].to_list() == ["self_neglect"]
    assert "Categories that belong to the theme" in write(opened, "self_neglect_hoarding").markup
    assert "Categories that belong to the theme" not in write(opened, "rough_sleeping").markup


def test_every_mapped_code_and_theme_exists() -> None:
    themes = {row["code"] for row in read_reference("themes.csv")}
    for row in read_code_themes().iter_rows(named=True):
        assert row["category"] in labels(row["breakdown"])
        assert row["theme"] in themes


def test_the_headings_are_of_feeds_that_exist() -> None:
    assert set(HEADINGS) <= set(all_feeds())


def test_figures_of_other_senders_say_who_sent_them(opened: Opened) -> None:
    """Enquiries led by ELFT are in the Council's return; ELFT sends none of its own."""
    rows = read_theme_rows(opened.generation, MARCH, "month", "mental_capacity")
    led = rows.filter(pl.col("indicator") == "lacked_capacity").select("agency_code", "sent_by").rows()
    assert led == [("asc", None), ("elft", "Council")]
    assert "Sent by Council" in write(opened, "mental_capacity", "elft").markup
    assert "Sent by" not in write(opened, "mental_capacity", "asc").markup


def test_an_agency_keeps_its_own_rows_only(home: Path, opened: Opened) -> None:
    every = file_rows(opened, "training_supervision")
    own = file_rows(opened, "training_supervision", "bhft")
    assert set(own["Owner"]) == {"Hospitals"}
    assert own.height == every.filter(pl.col("Owner") == "Hospitals").height > 0
    app = open_page("themes", theme="training_supervision", agency="bhft")
    assert "Training and supervision, Hospitals" in read_title(app)


def test_a_month_keeps_what_was_reported_then(opened: Opened) -> None:
    """Housing's figure of February was received, that of March was not."""
    february = file_rows(opened, "rough_sleeping", month=date(2024, 2, 1))
    assert february.filter(pl.col("Owner") == "Housing")["State"].unique().to_list() == ["Reported"]
    march = file_rows(opened, "rough_sleeping")
    assert march.filter(pl.col("Owner") == "Housing")["State"].unique().to_list() == ["Late"]


def test_a_grade_keeps_its_own_row_of_the_audits(opened: Opened) -> None:
    choice = ThemeChoice("quality_assurance", "all", MARCH, "month")
    grades = name_grades(opened, choice)
    assert list(grades) == ["outstanding", "good", "requires_improvement", "inadequate"]
    whole = write(opened, "quality_assurance").markup
    kept = write(opened, "quality_assurance", grade="good").markup
    row = '<th scope="row">{}</th>'
    assert row.format("Inadequate") in whole
    assert row.format("Good") in kept
    assert row.format("Inadequate") not in kept
    assert row.format("Mental capacity") in kept, "a breakdown by standard is not touched by the grade"


def test_audits_are_cut_by_the_theme_they_were_about(opened: Opened) -> None:
    """Of each audit returned for March, self-neglect is named by the standard of risk and protection alone."""
    returned: dict[str, list[str]] = {}
    for path in (PROJECT / "sample_data" / "returns" / "2024-03").glob("*_audits.csv"):
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
            if "self_neglect_hoarding" in row["themes"].split(";"):
                returned.setdefault(row["agency"], []).append(row["grade"])
    assert {agency: len(grades) for agency, grades in returned.items()} == {"asc": 5, "elft": 1, "ccs": 1}
    every = [grade for grades in returned.values() for grade in grades]
    file = file_rows(opened, "self_neglect_hoarding")
    done = file.filter(pl.col("Indicator") == "Audits of practice done: self-neglect and hoarding")
    assert done.select("Owner", "Figure").rows() == [("Council", 5.0), ("ELFT", 1.0), ("CCS", 1.0)]
    good = file.filter(pl.col("Indicator") == "Audit standards graded good or better: self-neglect and hoarding")
    assert dict(good.select("Owner", "Numerator").iter_rows()) == {
        owner: float(sum(grade in ("good", "outstanding") for grade in returned[agency]))
        for owner, agency in (("Council", "asc"), ("ELFT", "elft"), ("CCS", "ccs"))
    }
    audits = write(opened, "self_neglect_hoarding").markup.split("<h2>Audits</h2>")[1].split("<h2>")[0]
    for grade, label in labels("audit_grade").items():
        told = re.search(rf'<th scope="row">{label}</th><td[^>]*><strong>([^<]+)</strong>', audits)
        assert told is not None
        assert told[1] == f"{every.count(grade)} of {len(every)}"
    assert "Audits of practice done</a>" not in audits, "the audits of all themes are not told here"


def test_a_theme_that_no_audit_was_about_has_none_and_no_choice_of_grades(opened: Opened) -> None:
    assert name_grades(opened, ThemeChoice("domestic_abuse", "all", MARCH, "month")) == {}
    assert '<h2>Audits</h2><p class="gap">' in write(opened, "domestic_abuse").markup


def test_a_chosen_grade_is_kept_together_with_theme_agency_and_period(home: Path) -> None:
    """CCS's one audit of the quarter graded the standard about self-neglect “requires improvement”."""
    choices = {"theme": "self_neglect_hoarding", "agency": "ccs", "period": "quarter", "grade": "requires_improvement"}
    app = open_page("themes", **choices)
    assert not app.exception
    markup = panel_markup(app)
    assert dict(app.query_params) == choices
    assert "Requires improvement" in markup
    assert "Inadequate" not in markup
    assert "grade=requires_improvement" in markup, "the way to the file keeps the grade"


def test_breakdowns_of_nothing_are_nothing(opened: Opened) -> None:
    cuts = read_theme_cuts(opened.generation, MARCH, "month", "falls", "all", "")
    assert cuts.is_empty()
    assert write_breakdowns(cuts.iter_rows(named=True)) == ""


def test_each_source_has_its_heading_and_says_where_it_has_nothing(opened: Opened) -> None:
    markup = write(opened, "rough_sleeping").markup
    for heading in HEADINGS.values():
        assert f"<h2>{heading}</h2>" in markup
    assert '<h2>Audits</h2><p class="gap">' in markup


def test_actions_are_counted_and_the_overdue_stand_first() -> None:
    day = date(2024, 1, 31)
    base = {"source_label": "Audit", "owner": "CCS", "agreed_on": date(2023, 1, 1), "due_on": day, "done_on": None}
    base |= {"title": "", "evidence_label": None, "indicator": None, "indicator_title": None}
    actions = pl.DataFrame(
        [
            base | {"action_id": "A1", "state": "open"},
            base | {"action_id": "A2", "state": "done", "done_on": day, "evidence_label": "Submitted"},
            base | {"action_id": "A3", "state": "overdue"},
        ],
        schema_overrides={"done_on": pl.Date},
        infer_schema_length=None,
    )
    markup = write_actions("Actions", actions, {})
    assert "3 actions: 1 overdue; 1 open; 1 done." in markup
    assert re.findall(r'<span class="note">(A\d)</span>', markup) == ["A3", "A1", "A2"]
    assert "Done 31 Jan 2024" in markup


def test_a_theme_shows_its_own_actions_by_owner(opened: Opened) -> None:
    whole = write(opened, "domestic_abuse").markup.split("<h2>Learning actions</h2>")[1].split("<h2>")[0]
    assert re.search(r"\d+ actions?: ", whole)
    police = write(opened, "domestic_abuse", "police").markup.split("<h2>Learning actions</h2>")[1].split("<h2>")[0]
    assert 0 < police.count('class="note">LA-') < whole.count('class="note">LA-')


def test_the_page_leads_to_its_rows_and_gaps_as_files(opened: Opened) -> None:
    markup = write(opened, "rough_sleeping", "fire").markup
    query = "version=1&amp;theme=rough_sleeping&amp;agency=fire&amp;month=2024-03&amp;period=month"
    for kind in ("csv", "xlsx"):
        assert f'<a href="/export/theme.{kind}?{query}" download>' in markup
