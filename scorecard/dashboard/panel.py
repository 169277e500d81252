"""The one way markup reaches a page: a component whose links move inside the app, without a reload."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.address import write_query
from scorecard.dashboard.css import address_of_styles
from scorecard.dashboard.guard import keep_to_pages
from scorecard.dashboard.markup import element
from scorecard.dashboard.navigation import list_pages
from scorecard.dashboard.versions import keep_version

SCRIPT = Path(__file__).with_name("panel.js").read_text(encoding="utf-8").replace("STYLES", address_of_styles())
_panel = st.components.v2.component("scorecard_panel", html='<div class="board"></div>', js=SCRIPT)


def link_to(page: str, **parameters: str | None) -> str:
    """Write the address of a view; the first page has no name there, parameters without a value are left out."""
    path = "/" if page == list_pages()[0].name else f"/{page}"
    query = write_query(parameters)
    return f"{path}?{query}" if query else path


def show_panel(markup: Markup, *, key: str, carried: str | None = None, leaves_version: bool = False) -> None:
    """Put markup on the page; `carried` is the query that links of the navigation take along from now on.

    Its links stay within the version that is looked at, unless it is told to leave it, and within the viewer's pages.
    """
    shown = keep_to_pages(markup if leaves_version else keep_version(markup))
    if carried is not None:
        shown += element("template", data_carried=carried)
    # Bytes are sent as they are; text is written as JSON twice, which takes longer than most panels.
    _panel(data=shown.encode(), key=key)
