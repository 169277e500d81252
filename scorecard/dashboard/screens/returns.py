"""The returns: who has sent what, whom to chase, what was found in each, and a way to send one."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.frame import Opened, show_heading, show_page, write_stamp
from scorecard.dashboard.markup import join
from scorecard.dashboard.returns_view import write_returns_page
from scorecard.dashboard.selection import Controls
from scorecard.dashboard.sending import ask_for_return, may_send, offer_template, show_tray
from scorecard.feeds.catalogue import all_feeds
from scorecard.months import parse_month
from scorecard.publication.own_returns import open_own_returns
from scorecard.publication.reader import name_agencies
from scorecard.settings import load_settings

TITLE = "Returns"
PLACE = 10


def show_returns(opened: Opened) -> Markup:
    """Show the grid of returns, and one agency's month where a cell was picked."""
    settings = load_settings()
    agencies, only = dict(name_agencies(opened.generation)), opened.viewer.only_agency
    agency = only or st.query_params.get("agency")
    agency = agency if agency in agencies else None
    sends = may_send(settings, opened.viewer)
    controls = Controls()
    month = controls.choose_month(opened)
    own = open_own_returns(settings.published, only, opened.about.number) if only else None
    page = write_returns_page(opened, month, agency, _choose_month_of(month), only, own)
    show_heading(page.title, page.subtitle)
    with controls.show():
        if sends and st.button("Send a return", key="send"):
            ask_for_return(opened, settings, agency, month)
        _open_what_is_asked_for()
        offer_template(opened, settings, agency, month)
    if sends:
        show_tray(settings, agencies)
    return join([write_stamp(opened, month), page.markup])


def _open_what_is_asked_for() -> None:
    """Open the blank return that a link asks for by its feed, once for each link."""
    feed = st.query_params.get("feed")
    asked = (feed, st.query_params.get("agency"))
    if feed in all_feeds() and st.session_state.get("asked_for") != asked:
        st.session_state.update(asked_for=asked, blank=True, blank_feed=feed)


def _choose_month_of(month: date) -> date:
    """Give the month of the picked cell; without one that can be read, the month of the page."""
    try:
        return parse_month(st.query_params.get("of", ""))
    except ValueError:
        return month


show_page(show_returns)
