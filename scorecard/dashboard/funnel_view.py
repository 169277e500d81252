"""Each care provider beside the others of its kind, for those whose figures have them: funnels and a table."""

from markupsafe import Markup

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.funnel_chart import draw_funnel
from scorecard.dashboard.indicator_parts import Subject
from scorecard.dashboard.markup import Child, Column, element, join, scrolling, table
from scorecard.publication.formats import format_number, format_value
from scorecard.publication.funnel import OUTSIDE_WORDS, Funnel, Provider, count_providers, read_funnels, write_span
from scorecard.publication.periods import name_period
from scorecard.publication.providers import has_providers

FEED = "provider_concerns"
HEADING = "Each provider beside the others"
NONE = (
    "No provider is shown for this month: the return is late, its first twelve months are not full, or the month is "
    "older than two years."
)
HOW_TO_READ = (
    "Each dot is a provider, and the line the rate of its kind of care. Outside the dashed limits of 99.8% means look, "
    "not blame. The indicator of providers above the limit uses those, over twelve months. The dotted limits of 95% "
    "are a guide: by chance alone up to 1 in 20 lies outside them. Small providers vary widely by chance, so their "
    "limits are wider."
)
ONE_MONTH = "One month says little of one provider: 12 months, chosen above, say more."
COLUMNS = [
    Column("Provider"),
    Column("Kind of care"),
    Column("Places", number=True),
    Column("Concerns", number=True),
    Column("For 100 places a month", number=True, strong=True),
    Column("Limits of 95%", number=True),
    Column("Limits of 99.8%", number=True),
    Column("Beside the limits of 99.8%"),
]


def write_funnels(opened: Opened, subject: Subject) -> Markup:
    """Write the section of an indicator about care providers; there is none for others, or without the providers."""
    if FEED not in subject.definition["feeds"] or not has_providers(opened.generation):
        return Markup("")
    period = "month" if subject.period == "month" and subject.definition["kind"] == "flow" else "rolling12"
    funnels = read_funnels(opened.generation, subject.agency, subject.category, subject.month, period)
    heading = element("h2", HEADING)
    if not funnels:
        return element("section", heading, element("p", NONE, class_="note"), class_="box")
    when = name_period(subject.month, period)
    parts = [
        heading,
        element("p", join([f"{when}: {_say_who(funnels)}", ONE_MONTH if period == "month" else None], " ")),
        element("div", *map(_write_funnel, funnels), class_="funnels"),
        element("p", HOW_TO_READ, class_="note"),
        element("details", element("summary", "As a table"), _write_table(funnels, when)),
    ]
    return element("section", *parts, class_="box")


def _say_who(funnels: tuple[Funnel, ...]) -> str:
    """Say who is outside the limits, in the order of the table."""
    total = sum(len(funnel.providers) for funnel in funnels)
    sides = {
        side: ", ".join(each.code for funnel in funnels for each in funnel.outside if each.outside == side)
        for side in ("above", "below")
    }
    told = [f"{side} them {codes}" for side, codes in sides.items() if codes]
    number = sum(len(funnel.outside) for funnel in funnels)
    if not told:
        return f"none of {count_providers(total)} is outside the limits of 99.8%."
    verb = "is" if number == 1 else "are"
    return f"{number} of {count_providers(total)} {verb} outside the limits of 99.8%, {'; '.join(told)}."


def _write_funnel(funnel: Funnel) -> Markup:
    caption = element(
        "figcaption",
        element("h3", funnel.title),
        element("p", f"{count_providers(len(funnel.providers))}. Concerns for 100 places a month.", class_="note"),
    )
    return element("figure", caption, draw_funnel(funnel), class_="small-chart funnel")


def _write_table(funnels: tuple[Funnel, ...], when: str) -> Markup:
    rows = [_row(funnel, provider) for funnel in funnels for provider in funnel.providers]
    figures = table(f"{HEADING}, {when}", COLUMNS, rows, caption_hidden=True, blocks=True)
    return scrolling(figures, HEADING)


def _row(funnel: Funnel, provider: Provider) -> list[Child]:
    limits = provider.limits
    said = OUTSIDE_WORDS[provider.outside]
    return [
        provider.code,
        funnel.title,
        format_number(provider.places, 0 if provider.places.is_integer() else 1),
        format_number(provider.concerns),
        format_value(provider.rate, "rate"),
        "" if limits is None else write_span(limits.lower_95, limits.upper_95),
        "" if limits is None else write_span(limits.lower_998, limits.upper_998),
        said if provider.outside is None else element("strong", said),
    ]
