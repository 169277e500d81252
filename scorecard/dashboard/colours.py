"""The two palettes of the dashboard, by role."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One theme's colours as #RRGGBB: text holds 4.5:1 against the page, marks and control borders 3:1."""

    page: str
    surface: str
    usual_range: str
    selected: str
    hairline: str
    control_border: str
    text: str
    second_text: str
    brand: str
    better: str
    worse: str
    changing: str
    no_change: str
    other_bars: str
    series_2: str
    series_3: str
    series_4: str


LIGHT = Palette(
    page="#FFFFFF",
    surface="#F4F6F8",
    usual_range="#E6EBF0",
    selected="#E8EEF4",
    hairline="#DBE1E7",
    control_border="#7C8894",
    text="#16222E",
    second_text="#4D5B69",
    brand="#12436D",
    better="#12436D",
    worse="#C8480F",
    changing="#801650",
    no_change="#66727E",
    other_bars="#BFC7CF",
    series_2="#28A197",
    series_3="#F46A25",
    series_4="#A285D1",
)

DARK = Palette(
    page="#10171E",
    surface="#19222B",
    usual_range="#25313C",
    selected="#1B2F42",
    hairline="#33404C",
    control_border="#7E8C9A",
    text="#E9EEF3",
    second_text="#AAB7C3",
    brand="#8CC1F2",
    better="#7DB9F0",
    worse="#F58B57",
    changing="#E59BC6",
    no_change="#98A5B1",
    other_bars="#4A5763",
    series_2="#45B8AE",
    series_3="#F58B57",
    series_4="#B59BDD",
)
