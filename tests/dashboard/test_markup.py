"""The HTML builders escape what they are given, and build sound tables."""

from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from scorecard.dashboard.css import PROPERTIES, style_sheet
from scorecard.dashboard.markup import Column, element, join, table

HOSTILE = """"><script>alert('1')</script>&"""


def test_text_and_attributes_are_escaped() -> None:
    built = element("p", HOSTILE, title=HOSTILE)
    assert "<script" not in built
    assert (ElementTree.fromstring(built).text, ElementTree.fromstring(built).attrib["title"]) == (HOSTILE, HOSTILE)


def test_markup_stands_and_none_is_left_out() -> None:
    assert element("p", element("b", "1"), None, 2, class_="x", hidden=True, id=None, draggable=False) == (
        '<p class="x" hidden><b>1</b>2</p>'
    )


def test_attribute_names_take_hyphens() -> None:
    assert element("td", aria_label="x", data_key=3) == '<td aria-label="x" data-key="3"></td>'


def test_an_empty_element_has_no_end() -> None:
    assert join(["a", element("br"), "<"]) == Markup("a<br>&lt;")


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x"])
def test_a_link_that_runs_a_script_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="may not be linked"):
        element("a", "x", href=address)


def test_a_table_has_a_caption_and_scopes() -> None:
    built = ElementTree.fromstring(
        table("Figures", ["Month", Column("Share", number=True, strong=True)], [["Mar 2024", "57%"]])
    )
    assert built.findtext("caption") == "Figures"
    assert [head.attrib["scope"] for head in built.iter("th")] == ["col", "col", "row"]
    cell = built.find(".//td")
    assert cell is not None
    assert (cell.text, cell.attrib["class"]) == ("57%", "number strong")


def test_a_table_of_blocks_says_its_roles_and_labels_each_cell_by_its_head() -> None:
    built = ElementTree.fromstring(table("Log", ["When", "Is it real?", "Share"], [["May", "Yes", "57%"]], blocks=True))
    assert [(part.tag, part.get("role")) for part in built.iter() if part.get("role")] == [
        ("table", "table"),
        ("thead", "rowgroup"),
        ("tr", "row"),
        *[("th", "columnheader")] * 3,
        ("tbody", "rowgroup"),
        ("tr", "row"),
        ("th", "rowheader"),
        *[("td", "cell")] * 2,
    ]
    assert [cell.attrib["data-label"] for cell in built.iter("td")] == ["Is it real?", "Share:"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns and a row of 1"):
        table("Figures", ["Month", "Share"], [["Mar 2024"]])


def test_every_colour_of_the_style_sheet_is_a_property_it_defines() -> None:
    sheet = style_sheet()
    used = {name.split(")")[0].split(",")[0] for name in sheet.split("var(--")[1:]}
    assert {name for name in used if not name.startswith("st-")} <= set(PROPERTIES)


def test_the_style_sheet_touches_only_what_stands_inside_the_board() -> None:
    selectors = [part.split("}")[-1].split("*/")[-1].strip() for part in style_sheet().split("{")[:-1]]
    outside = [s for s in selectors if s and not s.startswith("@media") and not s.startswith(".board")]
    assert outside == []
