"""Keeps every choice in the address, so that a link shows the same view, and carries choices from page to page."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

REMEMBERED = "chosen"
Widget = Callable[..., Any]


def choose_in_address(
    parameter: str, options: Mapping[str, str], widget: Widget, *, default: str | None = None, follows: bool = True
) -> str:
    """Let the reader choose one of the options with a widget, whose value stands in the address under `parameter`.

    The address decides; without it, what was chosen on another page where the choice `follows` the reader; else the
    default. An option that does not exist falls back to the default, which the address does not name. Streamlit's own
    binding would put labels into the address, which change, instead of codes, which do not.
    """
    remembered = st.session_state.setdefault(REMEMBERED, {})
    first = default if default is not None and default in options else next(iter(options))
    wanted = st.query_params.get(parameter, remembered.get(parameter) if follows else None)
    chosen = str(wanted) if wanted in options else first
    key = f"choose_{parameter}" if follows else f"choose_{parameter}_here"
    st.session_state[key] = chosen
    if follows:
        remembered[parameter] = chosen
    _write(parameter, chosen, first)
    widget(
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_take_over,
        args=(parameter, key, first, follows),
    )
    return chosen


def _take_over(parameter: str, key: str, default: str, follows: bool) -> None:
    chosen = st.session_state[key]
    if follows:
        st.session_state[REMEMBERED][parameter] = chosen
    _write(parameter, chosen, default)


def set_choice(parameter: str, chosen: str, default: str) -> None:
    """Choose from code, as a click on a widget would."""
    st.session_state[REMEMBERED][parameter] = chosen
    _write(parameter, chosen, default)


def _write(parameter: str, chosen: str, default: str) -> None:
    if chosen != default:
        st.query_params[parameter] = chosen
    elif parameter in st.query_params:
        del st.query_params[parameter]
