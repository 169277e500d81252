"""What stands around every page: navigation, the stamp line, the notice and the footer."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl
import streamlit as st
from markupsafe import Markup, escape

from scorecard.dashboard.address import choices_that_follow, write_query
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.navigation import list_pages
from scorecard.dashboard.panel import link_to, show_panel
from scorecard.dashboard.versions import open_chosen, write_banner
from scorecard.errors import ScorecardError
from scorecard.publication.formats import format_date
from scorecard.publication.reader import About, Generation, open_generation, read_about, read_returns
from scorecard.settings import load_settings

ASSETS = Path(__file__).with_name("assets")
LAYOUT = """
<style>
.stMainBlockContainer { max-width: 1280px; padding-left: 40px; padding-right: 40px; }
@media (max-width: 640px) { .stMainBlockContainer { padding-left: 16px; padding-right: 16px; } }
:focus-visible, .stSelectbox [role="group"]:focus-within, [data-testid="stTextInputRootElement"]:focus-within {
  outline: 3px solid currentColor !important; outline-offset: 2px !important;
}
.stMain:focus-visible, .stButtonGroup :focus-visible { outline-offset: -3px !important; }
.stSelectbox input, .stTextInput input { outline: none !important; }
.stElementContainer { opacity: 1 !important; transition: none !important; }
.stSidebar[data-collapsed="true"] { visibility: hidden; }
@media print {
  header[data-testid="stHeader"], .stSidebar, .stButton, .stButtonGroup, .stPopover, .stTooltipIcon { display: none; }
  .stSkipToContent, .st-key-controls { display: none; }
  .stMainBlockContainer { padding: 0; max-width: none; }
  .stApp { background: white; }
  .stApp :is(h1, h2, p), .stApp :is(h1, h2, p) * { color: #16222E !important; }
}
</style>
"""
PRINT_DARK_CHART_AS_LIGHT = "<style>@media print { .stPlotlyChart { filter: invert(1) hue-rotate(180deg); } }</style>"


@dataclass(frozen=True)
class Opened:
    """The generation a page is built from, and what it says of itself."""

    generation: Generation
    about: About
    is_newest: bool = True


def open_dashboard() -> None:
    """Set the page up, refuse what may not be shown, and run the chosen page."""
    st.html(LAYOUT)
    if st.context.theme.type == "dark":
        st.html(PRINT_DARK_CHART_AS_LIGHT)
    sections: dict[str, list[object]] = {}
    for page in list_pages():
        shown = st.Page(page.path, title=page.title, url_path=page.name, default=page.place == 1)
        sections.setdefault(page.section, []).append(shown)
    chosen = st.navigation(sections, position="top")  # type: ignore[arg-type]
    title = f"{chosen.title} – Safeguarding scorecard"
    st.set_page_config(page_title=title, page_icon=str(ASSETS / "icon.png"), layout="wide")
    try:
        opened = open_figures()
    except ScorecardError as error:
        st.title(":primary[The scorecard cannot be shown yet]", anchor=False)
        st.warning(str(error))
        return
    st.logo(draw_logo(opened.about.partnership), size="large")
    if opened.generation.warning:
        st.warning(opened.generation.warning)
    banner = write_banner(opened.about, chosen.url_path)
    if banner is not None:
        show_panel(banner, key="version", leaves_version=True)
    chosen.run()
    _show_footer(opened.about)


@lru_cache(maxsize=8)
def draw_logo(partnership: str) -> str:
    """Draw the partnership's name in white on a solid tile, since a logo cannot follow the theme."""
    words = partnership.split()
    middle = (len(words) + 1) // 2
    lines = (escape(" ".join(words[:middle])), escape(" ".join(words[middle:])))
    return (
        (ASSETS / "logo.svg")
        .read_text(encoding="utf-8")
        .format(name=escape(partnership), first=lines[0], second=lines[1])
    )


def open_figures() -> Opened:
    """Open the current generation, or the one in the address; without sign-in only invented data may be shown."""
    settings = load_settings()
    newest = open_generation(settings.published)
    generation = open_chosen(settings, newest)
    about = read_about(generation)
    if not about.invented:
        raise ScorecardError("These figures are real, and there is no sign-in. Ask the data officer to set it up.")
    return Opened(generation, about, is_newest=generation is newest)


def show_title(finding: str, subtitle: str) -> None:
    """Show the page's one heading, a finding, and what it is about."""
    st.title(f":primary[{_write_plain(finding)}]", anchor=False)
    if subtitle:
        show_small_print(subtitle)


def show_small_print(text: str) -> None:
    """Show a line of small text; `st.caption` fades it to 4.3:1, too little contrast in light."""
    st.markdown(f":small[:gray[{_write_plain(text)}]]")


def escape_markdown(text: str) -> str:
    """Make text inert where Streamlit reads markdown."""
    return "".join(f"\\{mark}" if mark in r"\`*_{}[]()#+-.!|~$:<>" else mark for mark in text)


def _write_plain(text: str) -> str:
    """Escape text, and put an invisible joiner into bare addresses: markdown links them however they are escaped."""
    return escape_markdown(re.sub(r"(https?:|www|@)", "\\1\N{WORD JOINER}", text, flags=re.IGNORECASE))


@lru_cache(maxsize=256)
def write_stamp(opened: Opened, month: date) -> Markup:
    """Write the stamp line."""
    about = opened.about
    returns = read_returns(opened.generation, None).filter(
        pl.col("report_month") == month, pl.col("state").is_in(["reported", "partial", "late"])
    )
    late = returns.filter(pl.col("state") == "late")["short_name"].unique(maintain_order=True).to_list()
    received = returns.filter(pl.col("state") != "late").height
    month_end = returns["report_month"].dt.month_end()
    data_to = format_date(month_end[0]) if month_end.len() else format_date(month)
    parts = [
        element("span", "Data to ", element("strong", data_to)),
        element("span", "As at ", element("strong", format_date(about.data_as_at.date())), f", version {about.number}"),
        element("span", element("strong", f"{received} of {returns.height}"), " returns received"),
    ]
    if late:
        parts.append(element("span", icon("late", size=16), f"Late: {', '.join(late)}"))
    parts.append(
        element("span", "Viewing as council", element("span", "Made-up data", class_="badge"), class_="stamp-end")
    )
    return element("p", *parts, class_="stamp")


def _show_footer(about: About) -> None:
    words = (
        f"{about.partnership} scorecard. Data as at {format_date(about.data_as_at.date())}, version {about.number} "
        f"of {format_date(about.made_at.date())}, provisional. {about.notice}"
    )
    links = element("a", "Definitions", href=link_to("definitions"))
    show_panel(
        element("footer", join([words, " ", links]), class_="foot"),
        key="footer",
        carried=write_query(choices_that_follow()),
    )
