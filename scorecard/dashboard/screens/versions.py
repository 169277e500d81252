"""Versions: every publication there has been, as reported at the time, and what changed between two of them."""

import streamlit as st

from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import Controls
from scorecard.dashboard.versions_view import name_versions, write_comparison, write_single, write_versions
from scorecard.errors import GenerationError
from scorecard.publication.reader import (
    Generation,
    list_kept,
    open_generation,
    open_version,
    read_about,
    read_versions,
)
from scorecard.settings import load_settings

TITLE = "Versions"
PLACE = 12


def show_versions(opened: Opened) -> None:
    """Show the versions until the newest, whichever is looked at, and let the reader compare two."""
    settings = load_settings()
    newest = opened.generation if opened.is_newest else open_generation(settings.published, opened.about.audience)
    number = read_about(newest).number
    # Where the newest file is damaged, an earlier one is the newest that can be shown.
    kept = frozenset(each for each in list_kept(settings.published, opened.about.audience) if each <= number)
    many = read_versions(newest).height
    title = "One version has been published" if many == 1 else f"{many} versions have been published"
    show_heading(title, "Each can be opened as reported at the time, and any two compared")
    show_panel(write_versions(newest, kept), key="versions", leaves_version=True)
    if len(kept) < 2:
        show_panel(write_single(), key="comparison", leaves_version=True)
        return
    _compare(name_versions(newest, kept), opened.about.audience)


def _compare(names: dict[str, str], audience: str) -> None:
    newest, before, *others = names
    earlier = {number: names[number] for number in (before, newest, *others)}
    controls = Controls()
    chosen = [
        controls.choose_here("Compare", earlier, "from", width=240),
        controls.choose_here("With", names, "to", width=240),
    ]
    controls.show()
    try:
        was, now = (_open(audience, int(number)) for number in sorted(chosen, key=int))
    except GenerationError as error:
        st.warning(str(error))
        return
    show_panel(write_comparison(was, now), key="comparison", leaves_version=True)


def _open(audience: str, number: int) -> Generation:
    return open_version(load_settings().published, audience, number)


show_page(show_versions)
