"""What stands around every page: navigation, the stamp line, the notice and the footer."""

from collections.abc import Callable
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

import polars as pl
import streamlit as st
from markupsafe import Markup

from scorecard.access.viewer import NOBODY, Viewer
from scorecard.dashboard.access_logging import log_view
from scorecard.dashboard.address import choices_that_follow, write_query
from scorecard.dashboard.brand import draw_icon, draw_logo
from scorecard.dashboard.css import write_layout
from scorecard.dashboard.guard import current_viewer, end_when_idle, let_in, note_use, sign_out
from scorecard.dashboard.icons import icon
from scorecard.dashboard.layout import LAYOUT, PRINT_DARK_CHART_AS_LIGHT
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.navigation import PageScript, list_pages, list_pages_for
from scorecard.dashboard.panel import link_to, show_panel
from scorecard.dashboard.plain_text import escape_markdown, show_fault, show_small_print
from scorecard.dashboard.presence import note_reader
from scorecard.dashboard.versions import open_chosen, tell_what_is_held_back, write_banner
from scorecard.errors import ScorecardError
from scorecard.publication.formats import format_date
from scorecard.publication.generation import COUNCIL
from scorecard.publication.reader import About, Generation, open_generation, read_about, read_returns
from scorecard.publication.words import ROUNDED
from scorecard.settings import load_settings

PAGE = "page"
"""Under which the session keeps the address of the page that is shown."""


@dataclass(frozen=True)
class Opened:
    """The generation a page is built from, what it says of itself, and who is looking.

    The viewer is no part of the key under which views are kept, so nothing that is kept may read it.
    """

    generation: Generation
    about: About
    is_newest: bool = True
    viewer: Viewer = field(default=NOBODY, compare=False)


_OPENED: ContextVar[Opened | None] = ContextVar("opened", default=None)
"""What a run of the whole page has opened, so that all of it comes from one generation."""


def open_dashboard() -> None:
    """Let nobody in who may not look, set the page up, refuse what may not be shown, and run the chosen page."""
    viewer = let_in()
    if viewer is None:
        st.html(LAYOUT)
        return
    if viewer.is_signed_in:
        end_when_idle()
    sections: dict[str, list[st.Page]] = {}
    for page in list_pages_for(viewer):
        sections.setdefault(page.section, []).append(copy(_make_page(page)))
    chosen = st.navigation(sections, position="top")
    st.html(write_layout(chosen.url_path))
    if st.context.theme.type == "dark":
        st.html(PRINT_DARK_CHART_AS_LIGHT)
    title = f"{chosen.title} – Safeguarding scorecard"
    st.set_page_config(page_title=title, page_icon=draw_icon(), layout="wide")
    try:
        opened = open_figures()
    except ScorecardError as error:
        show_fault(str(error))
        return
    about = opened.about
    st.logo(draw_logo(about.partnership), size="large")
    if viewer.is_signed_in and chosen.url_path != "meeting":
        _show_person(viewer)
    banner = write_banner(about, chosen.url_path)
    if banner is not None:
        show_panel(banner, key="version", leaves_version=True)
    st.session_state[PAGE] = chosen.url_path
    within_run = _OPENED.set(opened)
    try:
        chosen.run()
    finally:
        _OPENED.reset(within_run)


@cache
def _make_page(page: PageScript) -> st.Page:
    """Make a page as Streamlit knows it; every run takes a copy of its own, since making one looks for its script."""
    return st.Page(page.path, title=page.title, url_path=page.name, default=page.place == 1)


@st.fragment
def show_page(show: Callable[[Opened], Markup | None]) -> None:
    """Show a page with the footer below it; `show` gives the markup that the page ends with, where it ends with some.

    A choice on the page runs this again and not what stands around it, so who is looking is asked here as well.
    """
    note_reader()
    viewer, page = current_viewer(), st.session_state[PAGE] or list_pages()[0].name
    if not viewer.may_open(page):
        st.rerun()
    try:
        note_use(viewer)
        opened = _OPENED.get() or open_figures()
        log_view(viewer, opened.generation, page)
        held_back = tell_what_is_held_back(load_settings().published, opened.generation, is_newest=opened.is_newest)
    except ScorecardError as error:
        show_fault(str(error))
        return
    for words in filter(None, (opened.generation.warning, held_back)):
        st.warning(escape_markdown(words))
    last = show(opened)
    ending = join([last, _write_footer(opened.about)])
    show_panel(ending, key=f"end_of_{page}", carried=write_query(choices_that_follow()))


def _show_person(viewer: Viewer) -> None:
    """Show who is signed in, and the way out."""
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="person"):
        show_small_print(f"{viewer.name}, {viewer.title}")
        st.button("Sign out", type="tertiary", on_click=sign_out)


def open_figures() -> Opened:
    """Open the current generation of the viewer's audience, or the one in the address.

    Without sign-in only invented data may be shown.
    """
    settings, viewer = load_settings(), current_viewer()
    if viewer.audience is None:
        raise ScorecardError("Your role sees no figures. Ask the administrator of the scorecard.")
    newest = open_generation(settings.published, viewer.audience)
    generation = open_chosen(settings, newest)
    about = read_about(generation)
    if about.audience != viewer.audience:
        raise ScorecardError(f"No figures for the {viewer.audience} can be opened. Publish again: scorecard publish.")
    if not about.invented and not settings.has_sign_in:
        raise ScorecardError("These figures are real, and there is no sign-in. Ask the data officer to set it up.")
    return Opened(generation, about, is_newest=generation is newest, viewer=viewer)


def show_heading(finding: str, subtitle: str, ways: Markup | None = None, above: Markup | None = None) -> None:
    """Show the page's one heading, and in one line below it what it is about and the `ways` that lead on."""
    below = [element("p", subtitle, class_="note") if subtitle else None, ways]
    show_panel(join([above, element("h1", finding), element("div", *below, class_="below-title")]), key="heading")


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
    made_up = element("span", "Made-up data", class_="badge") if about.invented else None
    parts.append(element("span", f"Viewing as {about.audience}", made_up, class_="stamp-end"))
    return element("p", *parts, class_="stamp")


def _write_footer(about: About) -> Markup:
    words = (
        f"{about.partnership} scorecard. Data as at {format_date(about.data_as_at.date())}, version {about.number} "
        f"of {format_date(about.made_at.date())}, provisional. {about.notice}"
    )
    if about.audience != COUNCIL:
        words = f"{words} {ROUNDED}"
    links = element("a", "Definitions", href=link_to("definitions"))
    return element("footer", join([words, " ", links]), class_="foot")
