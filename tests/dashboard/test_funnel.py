"""Each provider beside the others: places, marks and words of a funnel, and who is shown the section at all."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.funnel_chart import HEIGHT, draw_funnel
from scorecard.dashboard.funnel_view import HEADING, NONE
from scorecard.dashboard.indicator_subjects import choose_subject, list_subjects
from scorecard.dashboard.indicator_view import write_indicator
from scorecard.publication.funnel import Funnel, Limits, Provider
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import PROJECT
from tests.dashboard.opening import open_page, read_panels

MARCH = date(2024, 3, 1)
RATE, ABOVE = "concerns_per_100_care_places", "care_providers_above_limit"
HOSTILE = """"><script>alert('1')</script>&"""


def limits(places: float) -> Limits:
    return Limits(places, 0, 1, 5, 6)


SMALL = Provider("A1", 3, 25, 3, limits(25), None)
LARGE = Provider("A2", 80, 100, 8, limits(100), "above")
FUNNEL = Funnel("Home care", 4, (SMALL, LARGE), (limits(25), limits(100), limits(110)))


def section(opened: Opened, indicator: str, period: str = "month", category: str = "total", month: date = MARCH) -> str:
    """Give the section of an indicator's page; empty where there is none."""
    subject = list_subjects(opened.generation, indicator)["all"]
    rest = write_indicator(opened, choose_subject(indicator, "all", subject, category, month, period)).rest
    found = re.match(rf'<section class="box"><h2>{HEADING}</h2>.*?</section>', rest)
    return found.group() if found else ""


def codes(section: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*>(.*?)</th>', section)


def test_dots_stand_by_places_and_rate_and_the_one_outside_is_a_diamond_with_its_code() -> None:
    """The axes run to 110 places and to 10 for 100: 25 places are 22.7%, a rate of 3 is 30% of the height."""
    drawing = ElementTree.fromstring(draw_funnel(FUNNEL))
    (dot,) = drawing.iter("circle")
    assert dot.attrib["cx"] == "22.7%"
    assert float(dot.attrib["cy"]) == pytest.approx(10 + 0.7 * HEIGHT)
    (diamond,) = [each for each in drawing.iter("path") if each.attrib["fill"] == "var(--worse)"]
    assert diamond.attrib["d"].startswith("M0-8")
    assert [text.text for text in drawing.iter("text") if text.attrib.get("class") == "plot-value"] == ["A2"]
    assert [text.text for text in drawing.iter("text") if text.attrib.get("class") == "level"] == ["Rate 4.0"]


def test_four_limits_are_drawn_and_named() -> None:
    drawing = draw_funnel(FUNNEL)
    assert (drawing.count('stroke-dasharray="7 4"'), drawing.count('stroke-dasharray="2 3"')) == (2, 2)
    assert (drawing.count(">99.8%<"), drawing.count(">95%<")) == (2, 2)


def test_a_kind_without_a_concern_has_no_limits() -> None:
    quiet = Funnel("Day service", 0, (Provider("D1", 0, 20, 0, None, None),), ())
    drawing = draw_funnel(quiet)
    assert "dasharray" not in drawing
    assert len(list(ElementTree.fromstring(drawing).iter("circle"))) == 1


def test_a_funnel_is_one_picture_with_a_text_alternative_and_no_colour_of_its_own() -> None:
    drawing = ElementTree.fromstring(draw_funnel(FUNNEL))
    assert drawing.attrib["role"] == "img"
    assert drawing.attrib["aria-label"] == (
        "Home care: 2 providers with 25 to 100 places, together 4.0 concerns for 100 places a month. "
        "A2 is above the limits of 99.8%, 0.0 to 6.0: 8.0."
    )
    assert "#" not in draw_funnel(FUNNEL)


def test_hostile_codes_are_escaped() -> None:
    provider = Provider(HOSTILE, 80, 100, 8, limits(100), "above")
    drawing = draw_funnel(Funnel("Home care", 4, (provider,), FUNNEL.curves))
    assert "<script" not in drawing
    assert HOSTILE in ElementTree.fromstring(drawing).attrib["aria-label"]


def test_the_council_reads_every_provider_with_what_the_returns_say(opened: Opened) -> None:
    files = PROJECT.glob("sample_data/returns/*/commissioning_provider_concerns.csv")
    sent = pl.concat(pl.read_csv(file) for file in files).filter(pl.col("month") > "2023-03")
    own = sent.filter(pl.col("provider_code") == "H03")
    concerns, places = own.select("concerns", "places").sum().row(0)
    rate = 100 * concerns / places
    for shown in (section(opened, ABOVE), section(opened, RATE, "rolling12")):
        assert set(codes(shown)) == set(sent["provider_code"])
        assert len(codes(shown)) == sent["provider_code"].n_unique()
        row = shown[shown.index(">H03</th>") :].partition("</tr>")[0]
        cells = re.findall(r'<td class="number[^>]*>(.*?)</td>', row)
        assert {str(concerns), f"{rate:.1f}"} <= set(cells)
        assert "<strong>Above: look</strong>" in row
        assert (
            "12 months to March 2024: 2 of 26 providers are outside the limits of 99.8%, above them H03, C06." in shown
        )
        assert shown.count('role="img"') == sent["care_kind"].n_unique()


def test_words_are_neutral_and_say_that_small_providers_vary(opened: Opened) -> None:
    shown = section(opened, ABOVE)
    assert "means look, not blame" in shown
    assert "Small providers vary widely by chance" in shown
    assert not re.search(r"\b(bad|worst|poor|fail\w*|worse)\b", re.sub(r"<[^>]*>", " ", shown))


def test_one_month_is_shown_where_a_month_is_chosen_and_says_how_little_that_is(opened: Opened) -> None:
    assert "March 2024: " in section(opened, RATE)
    assert "One month says little of one provider" in section(opened, RATE)
    assert "One month says little" not in section(opened, RATE, "year")


def test_one_kind_of_care_has_its_own_funnel_alone(opened: Opened) -> None:
    shown = section(opened, RATE, "rolling12", "nursing_home")
    assert codes(shown) == ["N01", "N02", "N03", "N04", "N05"]
    assert shown.count('role="img"') == 1


def test_months_without_twelve_before_them_say_why_there_is_no_funnel(opened: Opened) -> None:
    assert NONE in section(opened, ABOVE, month=date(2023, 2, 1))


def test_other_indicators_have_no_such_section(opened: Opened) -> None:
    assert section(opened, "concerns_received") == ""


def test_for_the_board_the_section_does_not_exist(published_home: Path) -> None:
    generation = open_generation(published_home / "published", "board")
    board = Opened(generation, read_about(generation))
    for indicator in (RATE, ABOVE):
        subject = list_subjects(generation, indicator)["all"]
        for period in ("month", "rolling12"):
            page = write_indicator(board, choose_subject(indicator, "all", subject, "total", MARCH, period))
            shown = f"{page.strip}{page.table}{page.rest}"
            assert "beside the others" not in shown
            assert not re.search(r"\b[HNCSD]0\d\b", shown)


@pytest.mark.parametrize(("audience", "expected"), [("council", True), ("board", False)])
def test_the_page_shows_it_to_the_council_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, audience: str, expected: bool
) -> None:
    monkeypatch.setenv("SCORECARD_AUDIENCE", audience)
    app = open_page("indicator", indicator=ABOVE)
    assert not app.exception
    shown = read_panels(app)
    assert "How this is counted" in shown
    assert (HEADING in shown) == expected
    assert ("H03" in shown) == expected
