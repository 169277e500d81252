"""Contrast of both palettes, by the formula of WCAG 2, against the ratios the design promises."""

import re
from dataclasses import asdict

import pytest

from scorecard.dashboard.colours import DARK, LIGHT, Palette

PROMISED = {
    "surface": (1.1, 1.1),
    "usual_range": (1.2, 1.4),
    "selected": (1.2, 1.3),
    "hairline": (1.3, 1.7),
    "control_border": (3.6, 5.2),
    "text": (16.1, 15.5),
    "second_text": (7.0, 8.8),
    "brand": (10.2, 9.5),
    "better": (10.2, 8.7),
    "worse": (4.8, 7.5),
    "changing": (9.8, 8.5),
    "no_change": (4.9, 7.2),
    "other_bars": (1.7, 2.4),
}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_21_for_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("role", PROMISED)
@pytest.mark.parametrize(("palette", "theme"), [(LIGHT, 0), (DARK, 1)])
def test_each_colour_has_the_contrast_the_design_promises(palette: Palette, theme: int, role: str) -> None:
    assert round(contrast(asdict(palette)[role], palette.page), 1) == PROMISED[role][theme]


@pytest.mark.parametrize(("palette", "least", "most"), [(LIGHT, 3.0, 3.2), (DARK, 7.5, 7.5)])
def test_further_series_can_be_told_from_the_page(palette: Palette, least: float, most: float) -> None:
    ratios = [round(contrast(asdict(palette)[f"series_{n}"], palette.page), 1) for n in (2, 3, 4)]
    assert (min(ratios), max(ratios)) == (least, most)


@pytest.mark.parametrize(("palette", "promised"), [(LIGHT, 8.8), (DARK, 7.2)])
def test_brand_text_can_be_read_on_the_selected_fill(palette: Palette, promised: float) -> None:
    assert round(contrast(palette.brand, palette.selected), 1) == promised


@pytest.mark.parametrize(("palette", "line", "worse"), [(LIGHT, 4.1, 4.0), (DARK, 5.3, 5.5)])
def test_line_and_worse_mark_stand_out_on_the_usual_range(palette: Palette, line: float, worse: float) -> None:
    assert round(contrast(palette.no_change, palette.usual_range), 1) == line
    assert round(contrast(palette.worse, palette.usual_range), 1) == worse


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_colour_is_written_as_six_hex_digits(palette: Palette) -> None:
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in asdict(palette).values())
