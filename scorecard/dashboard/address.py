"""Keeps every choice in the address: a link shows the same view, “back” the view before."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

import streamlit as st

FOLLOWING = "following"
Widget = Callable[..., Any]


def offer_choice(
    parameter: str, options: Mapping[str, str], chosen: str, widget: Widget, *, follows: bool = True
) -> None:
    """Let the reader choose another of the options with a widget, whose value stands in the address.

    Streamlit's own binding would write labels, which change, instead of codes, which do not.
    """
    first = next(iter(options))
    key = f"choose_{parameter}" if follows else f"choose_{parameter}_here"
    st.session_state[key] = chosen
    widget(list(options), format_func=options.__getitem__, key=key, on_change=_take_over, args=(parameter, key, first))


def read_choice(parameter: str, options: Collection[str], *, follows: bool = True) -> str:
    """Give the option that stands in the address under `parameter`; without one that exists, the first.

    A choice that `follows` goes along to other pages.
    """
    stated = st.query_params.get(parameter)
    if stated is not None and stated not in options:
        del st.query_params[parameter]
        stated = None
    if follows:
        st.session_state.setdefault(FOLLOWING, {})[parameter] = stated
    return next(iter(options)) if stated is None else str(stated)


def _take_over(parameter: str, key: str, default: str) -> None:
    set_choice(parameter, st.session_state[key], default)


def set_choice(parameter: str, chosen: str, default: str) -> None:
    """Write a choice into the address; the default is not named there."""
    if chosen != default:
        st.query_params[parameter] = chosen
    else:
        st.query_params.pop(parameter, None)


def choices_that_follow() -> dict[str, str | None]:
    """Give the choices that go along to another page, as they were on the last page that has each."""
    return dict(st.session_state.get(FOLLOWING, {}))


def write_query(choices: Mapping[str, str | None]) -> str:
    """Write choices as the query of an address; those without a value are left out."""
    return "&".join([f"{name}={_quote(value)}" for name, value in choices.items() if value])


@lru_cache(maxsize=4096)
def _quote(value: str) -> str:
    """Write a value as an address has it; a page names the same few hundred in thousands of links."""
    return quote_plus(value)
