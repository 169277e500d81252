"""Every page renders for every agency, for the first month, for a warehouse of one return, and says so when empty."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scorecard.dashboard import frame
from scorecard.dashboard.navigation import list_pages
from scorecard.publication.reader import Generation, open_generation, read_agencies, read_indicators
from scorecard.settings import load_settings
from tests.dashboard.opening import ENTRY, SECONDS, open_page, read_panels, read_title

PAGES = [page.name for page in list_pages()]


def panel_markup(app: AppTest) -> str:
    return read_panels(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_one_title_and_no_error(home: Path, name: str) -> None:
    app = open_page(name)
    assert not app.exception
    assert read_title(app)


def test_a_run_opens_one_generation_and_the_next_run_looks_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Generation] = []

    def open_and_note(published: Path, audience: str) -> Generation:
        opened.append(open_generation(published, audience))
        return opened[-1]

    monkeypatch.setattr(frame, "open_generation", open_and_note)
    app = AppTest.from_file(str(ENTRY), default_timeout=SECONDS).run()
    assert len(opened) == 1
    assert not app.run().exception
    assert len(opened) == 2


@pytest.mark.parametrize("name", ["this_month", "agency"])
def test_a_page_opens_for_every_agency(home: Path, name: str) -> None:
    agencies = read_agencies(open_generation(home / "published"))["code"].to_list()
    assert len(agencies) >= 10
    titles = set()
    for agency in agencies:
        app = open_page(name, agency=agency)
        assert not app.exception, agency
        titles.add(read_title(app))
    if name == "agency":
        assert len(titles) == len(agencies)


def test_the_indicator_page_opens_for_every_indicator(home: Path) -> None:
    for indicator in read_indicators(open_generation(home / "published"))["indicator"]:
        app = open_page("indicator", indicator=indicator)
        assert not app.exception, indicator
        assert read_title(app)


@pytest.mark.parametrize("period", ["quarter", "year", "rolling12"])
@pytest.mark.parametrize("name", ["this_month", "indicator", "agency"])
def test_a_page_opens_for_every_period(home: Path, name: str, period: str) -> None:
    app = open_page(name, period=period)
    assert not app.exception


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_the_first_month_of_all(home: Path, name: str) -> None:
    app = open_page(name, month="2022-04")
    assert not app.exception


def test_the_first_month_is_shown_but_not_judged(home: Path) -> None:
    app = open_page("this_month", month="2022-04")
    assert "too few months to judge" in read_title(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_that_the_data_are_made_up(home: Path, name: str) -> None:
    assert "Made-up data" in panel_markup(open_page(name))


@pytest.mark.parametrize("name", PAGES)
def test_an_unknown_choice_in_the_address_falls_back(home: Path, name: str) -> None:
    app = open_page(name, agency="nobody", month="1999-13", period="decade", theme="none", indicator="nothing")
    assert not app.exception
    assert read_title(app)


def test_the_chart_has_an_alternative_in_words(home: Path) -> None:
    app = open_page("indicator", indicator="concerns_received")
    chart = app.get("plotly_chart")[0].proto
    assert "24 months from April 2022 to March 2024" in chart.alt


def test_without_a_generation_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    load_settings.cache_clear()
    app = AppTest.from_file(str(ENTRY), default_timeout=SECONDS).run()
    load_settings.cache_clear()
    assert not app.exception
    assert "cannot be shown yet" in read_title(app)
    assert "scorecard load PATH" in app.warning[0].value
