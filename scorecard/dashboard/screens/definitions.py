"""Definitions: every indicator's question, definition, SQL, source and caveat."""

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.definition_list import write_definitions
from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.publication.reader import read_indicators

TITLE = "Definitions"
PLACE = 11


def show_definitions(opened: Opened) -> Markup:
    """Show every definition, or those that hold the reader's words."""
    count = read_indicators(opened.generation).height
    show_heading(
        f"How {count} indicators are counted",
        "Each with its question, definition, source, caveat and the query that counts it",
    )
    words = st.text_input("Find", key="find", bind="query-params", placeholder="A word, a code or a return", width=380)
    return write_definitions(opened.generation, words or "")


show_page(show_definitions)
