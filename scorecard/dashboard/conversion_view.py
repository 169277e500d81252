"""The conversion page as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from scorecard.dashboard import conversion_parts as parts
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.conversion_charts import common_scale
from scorecard.dashboard.conversion_tables import write_arithmetic
from scorecard.dashboard.conversion_words import write_answer, write_subtitle, write_title
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.publication.periods import name_period
from scorecard.publication.reader import read_conversion


@dataclass(frozen=True)
class ConversionPage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


@lru_cache(maxsize=256)
def write_conversion(opened: Opened, month: date, period: str) -> ConversionPage:
    """Write every rule of conversion beside the others, the steps between them, and the arithmetic in full."""
    conversion = read_conversion(opened.generation, month, period)
    area, when = opened.about.area, name_period(month, period)
    scale = common_scale(conversion)
    sections = [
        write_stamp(opened, month),
        element("p", write_answer(conversion, area), class_="callout answer"),
        parts.write_cards(conversion, scale, carry(opened, month, period)),
        element(
            "div",
            parts.write_steps(conversion, scale, area, when),
            parts.write_said(conversion, area, month, period),
            class_="two",
        ),
        parts.write_what_if(conversion, scale),
        write_arithmetic(conversion, when),
    ]
    return ConversionPage(write_title(conversion, when), write_subtitle(conversion, area, when), join(sections))
