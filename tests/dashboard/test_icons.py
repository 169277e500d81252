"""Icons: what screen readers hear, where colours come from, and the words that are fixed."""

import re
from xml.etree import ElementTree

import pytest

from scorecard.dashboard.css import PROPERTIES
from scorecard.dashboard.icons import ICON_NAMES, icon
from scorecard.errors import UnknownName
from scorecard.publication.words import ACTION_WORDS, CHANGE_WORDS, STATE_WORDS, TARGET_WORDS


@pytest.mark.parametrize("name", ICON_NAMES)
def test_an_icon_beside_its_word_is_hidden_from_screen_readers(name: str) -> None:
    drawing = ElementTree.fromstring(icon(name))
    assert drawing.attrib["aria-hidden"] == "true"
    assert "role" not in drawing.attrib


def test_an_icon_alone_carries_its_word_as_label_and_tooltip() -> None:
    drawing = ElementTree.fromstring(icon("late", label="Late", size=26))
    assert (drawing.attrib["role"], drawing.attrib["aria-label"]) == ("img", "Late")
    assert drawing.findtext("title") == "Late"
    assert (drawing.attrib["width"], drawing.attrib["height"]) == ("26", "26")
    assert "aria-hidden" not in drawing.attrib


@pytest.mark.parametrize("name", ICON_NAMES)
def test_colours_come_only_from_properties_the_style_sheet_defines(name: str) -> None:
    drawing = icon(name)
    assert "#" not in drawing
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing))
    assert colours <= {"none", "currentColor"} | {f"var(--{property_})" for property_ in PROPERTIES}


def test_a_hostile_label_is_escaped() -> None:
    label = """"><script>alert('1')</script>&"""
    drawing = icon("late", label=label)
    assert "<script" not in drawing
    assert ElementTree.fromstring(drawing).attrib["aria-label"] == label


def test_an_unknown_name_is_answered_with_the_names_that_exist() -> None:
    with pytest.raises(UnknownName, match="better_rising") as fault:
        icon("better_raising")
    assert all(name in str(fault.value) for name in ICON_NAMES)


def test_better_is_a_circle_worse_a_diamond_and_changing_a_square() -> None:
    assert '<circle cx="12" cy="12" r="10.8" fill="var(--better)"' in icon("better_rising")
    assert '<path d="M12 .8 23.2 12 12 23.2.8 12z" fill="var(--worse)"' in icon("worse_falling")
    assert 'rx="2.5" fill="var(--changing)"' in icon("changing_lower")


def test_each_variation_has_its_fixed_words() -> None:
    assert {variation: words for variation, (_, words) in CHANGE_WORDS.items()} == {
        "improvement_high": "Better, rising",
        "improvement_low": "Better, falling",
        "concern_high": "Worse, rising",
        "concern_low": "Worse, falling",
        "neutral_high": "Changing, higher",
        "neutral_low": "Changing, lower",
        "common_cause": "No real change",
        None: "Too few months",
    }


def test_each_assurance_has_its_fixed_words() -> None:
    assert {assurance: words for assurance, (_, words) in TARGET_WORDS.items()} == {
        "pass": "Always met",
        "inconsistent": "Sometimes met",
        "fail": "Always missed",
        None: "No target",
    }


def test_every_fixed_word_has_an_icon() -> None:
    named = [name for words in (CHANGE_WORDS, TARGET_WORDS, STATE_WORDS) for name, _ in words.values()]
    assert set(named) <= set(ICON_NAMES)
    assert len(set(named)) == len(named)
    assert {name for name, _ in ACTION_WORDS.values()} <= set(named)
