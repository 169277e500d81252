"""Bars and dots: lengths, places, marks, and text that cannot become markup."""

import re
from xml.etree import ElementTree

from scorecard.dashboard.svg_charts import ExtraColumn, draw_bars, draw_dots
from scorecard.publication.chart import Bar, BarChart, DotChart, DotRow

BARS = BarChart(
    "Self-neglect takes longest",
    "Finished within 60 days",
    "percent",
    (Bar("Self-neglect", 38, "38%", focus=True), Bar("Neglect", 64, "64%"), Bar("Sexual", None, "[c] few people")),
    target=75,
    alt="Self-neglect 38%, neglect 64%, sexual abuse hidden",
)
DOTS = DotChart(
    "Training in date",
    "Share of staff",
    "percent",
    (DotRow("Level 1", 92, 91, None, "92%", True), DotRow("Level 3", 89, 85.5, None, "89%", False)),
    target=90,
    alt="Level 1 92%, Level 3 89%",
)
HOSTILE = """"><script>alert('1')</script>&"""


def test_bars_are_as_long_as_their_share() -> None:
    drawing = ElementTree.fromstring(draw_bars(BARS))
    assert [bar.attrib["width"] for bar in drawing.iter("rect")] == ["38.0%", "64.0%"]


def test_bars_of_counts_start_at_zero() -> None:
    chart = BarChart("t", "s", "count", (Bar("Sent", 400, "400"), Bar("Found", 100, "100")))
    widths = [bar.attrib["width"] for bar in ElementTree.fromstring(draw_bars(chart)).iter("rect")]
    assert widths == ["100.0%", "25.0%"]


def test_only_the_bar_in_focus_is_filled() -> None:
    fills = [bar.attrib["fill"] for bar in ElementTree.fromstring(draw_bars(BARS)).iter("rect")]
    assert fills == ["var(--better)", "var(--other-bar)"]


def test_a_hidden_bar_is_told_in_words_and_has_no_length() -> None:
    last = list(ElementTree.fromstring(draw_bars(BARS)))[-1]
    assert last.find(".//rect") is None
    assert last.findtext(".//text") == "[c] few people"


def test_bars_are_one_picture_with_a_text_alternative() -> None:
    drawing = ElementTree.fromstring(draw_bars(BARS))
    assert (drawing.attrib["role"], drawing.attrib["aria-label"]) == ("img", BARS.alt)


def test_dots_stand_on_a_common_scale() -> None:
    # The scale runs from 80 to 100, so 92 stands at 60% and 91 at 55%.
    circles = [c.attrib["cx"] for c in list(ElementTree.fromstring(draw_dots(DOTS)))[1].iter("circle")]
    assert circles == ["55.0%", "60.0%"]


def test_a_met_target_is_a_circle_and_a_missed_one_a_diamond() -> None:
    _, met, missed, _ = list(ElementTree.fromstring(draw_dots(DOTS)))
    assert met.findall(".//circle")[-1].attrib["fill"] == "var(--better)"
    assert [path.attrib["fill"] for path in missed.iter("path")] == ["var(--worse)"]


def test_rows_with_targets_of_their_own_have_their_own_mark() -> None:
    rows = (DotRow("CCS", 92, None, 90, "92%", True), DotRow("ELFT", 82, None, 80, "82%", True))
    drawing = draw_dots(DotChart("t", "s", "percent", rows))
    # The scale runs from 70 to 100.
    assert re.findall(r'x1="([\d.]+)%" x2="[\d.]+%" y1="9"', drawing) == ["66.7", "33.3"]


def test_a_row_without_a_figure_has_a_text_and_no_mark() -> None:
    drawing = ElementTree.fromstring(draw_dots(DotChart("t", "s", "percent", (DotRow("Police", None, text="[c]"),))))
    assert list(drawing.iter("circle")) == []
    assert "[c]" in "".join(drawing.itertext())


def test_extra_columns_can_be_read_by_screen_readers() -> None:
    drawing = ElementTree.fromstring(draw_dots(DOTS, [ExtraColumn("Data to", ["31 Mar", HOSTILE])]))
    assert drawing.attrib["role"] == "group"
    assert [cell.text for cell in drawing.iter("span") if cell.attrib.get("class") == "cell"] == ["31 Mar", HOSTILE]


def test_hostile_text_is_escaped_everywhere() -> None:
    bars = draw_bars(BarChart("t", "s", "count", (Bar(HOSTILE, 1, HOSTILE), Bar("x", None, HOSTILE)), alt=HOSTILE))
    dots = draw_dots(DotChart("t", "s", "percent", (DotRow(HOSTILE, 50, text=HOSTILE),), target=40, alt=HOSTILE))
    for drawing in (bars, dots):
        assert "<script" not in drawing
        assert ElementTree.fromstring(drawing).attrib["aria-label"] == HOSTILE


def test_no_colour_is_written_in_the_markup() -> None:
    assert "#" not in draw_bars(BARS) + draw_dots(DOTS)
