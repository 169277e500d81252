"""The one way markup reaches a page: a component whose links move inside the app, without a reload."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.css import style_sheet

SCRIPT = Path(__file__).with_name("panel.js").read_text(encoding="utf-8")
_panel = st.components.v2.component("scorecard_panel", html='<div class="board"></div>', css=style_sheet(), js=SCRIPT)


def link_to(page: str, **parameters: str | None) -> str:
    """Write the address of a view; parameters without a value are left out."""
    given = {name: value for name, value in parameters.items() if value}
    return f"/{page}?{urlencode(given)}" if given else f"/{page}"


def show_panel(markup: Markup, *, key: str) -> None:
    """Put markup on the page; a click on one of its links or rows opens that view."""
    clicked = _panel(data={"markup": str(markup)}, key=key, on_go_change=lambda: None)
    if clicked.go:
        open_address(str(clicked.go))


def open_address(address: str) -> None:
    """Open a view of this app by its address."""
    page, _, query = address.removeprefix("/").partition("?")
    st.switch_page(f"screens/{page}.py", query_params=dict(parse_qsl(query)))
