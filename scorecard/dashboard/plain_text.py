"""Shows text through Streamlit's markdown as what it is: nothing in it becomes markup."""

import re

import streamlit as st


def show_small_print(text: str) -> None:
    """Show a line of small text; `st.caption` fades it to 4.3:1, too little contrast in light."""
    st.markdown(f":small[:gray[{write_plain(text)}]]")


def show_fault(sentence: str) -> None:
    """Show, in the place of a page, why there is none and what to do."""
    st.title(":primary[The scorecard cannot be shown yet]", anchor=False)
    st.warning(escape_markdown(sentence))


def escape_markdown(text: str) -> str:
    """Make text inert where Streamlit reads markdown."""
    return "".join(f"\\{mark}" if mark in r"\`*_{}[]()#+-.!|~$:<>" else mark for mark in text)


def write_plain(text: str) -> str:
    """Escape text, and put an invisible joiner into bare addresses: markdown links them however they are escaped."""
    return escape_markdown(re.sub(r"(https?:|www|@)", "\\1\N{WORD JOINER}", text, flags=re.IGNORECASE))
