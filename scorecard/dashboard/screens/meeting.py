"""Meeting mode: the month's findings and exceptions, one a screen, with the notes for the minutes."""

from typing import Literal

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard import meeting_decisions as decisions
from scorecard.dashboard import meeting_view as view
from scorecard.dashboard.address import choices_that_follow, read_choice, write_query
from scorecard.dashboard.exporting import NOTES
from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.meeting_bar import Place, Way, write_bar, write_buttons
from scorecard.dashboard.meeting_topics import Agenda, Topic, describe_months, list_topics, whose
from scorecard.dashboard.month_view import Choice
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import EVERYTHING, name_months
from scorecard.dashboard.writing import may_write, offer_done, show_decision_form
from scorecard.months import parse_month, write_month
from scorecard.publication.periods import PERIODS
from scorecard.publication.reader import find_sender, name_agencies, name_themes
from scorecard.settings import load_settings

TITLE = "Meeting"
PLACE = 9


def show_meeting(opened: Opened) -> Markup:
    """Show the screen that the address names, between the bar and the buttons."""
    choice = _read_choice(opened)
    agenda = list_topics(opened, choice)
    place = _read_place(agenda)
    way = Way(choices_that_follow(), place, len(agenda.topics) + 1)
    topic = agenda.topics[place.at - 1] if 1 <= place.at <= len(agenda.topics) else None
    notes = not place.only_chart and place.at > 0 and _may_note(opened)
    show_panel(write_bar(opened, choice, agenda, way), key="meeting_bar", carried=write_query(way.choices))
    with st.container(key="meeting_body", horizontal=True):
        with st.container(key="meeting_left"):
            if topic is not None:
                _show_topic(opened, choice, topic, place)
            elif place.at == 0:
                _show_opening(opened, choice)
            else:
                _show_closing(opened, choice, agenda)
        if not place.only_chart:
            with st.container(key="meeting_right"):
                _show_side(opened, choice, agenda, topic, way, notes=notes)
    return write_buttons(agenda, way, notes=notes)


def _read_choice(opened: Opened) -> Choice:
    """Read what was chosen on the page before; the period only goes along, since a meeting looks at months."""
    month = parse_month(read_choice("month", name_months(opened.about.first_month, opened.about.reporting_month)))
    agency = read_choice("agency", [EVERYTHING, *name_agencies(opened.generation)])
    theme = read_choice("theme", [EVERYTHING, *name_themes(opened.generation)])
    read_choice("period", PERIODS)
    return Choice(month, "month", agency, theme)


def _read_place(agenda: Agenda) -> Place:
    at = int(read_choice("at", [str(number) for number in range(len(agenda.topics) + 2)], follows=False))
    has_chart = 1 <= at <= len(agenda.topics) and agenda.topics[at - 1].chosen is not None
    only_chart = read_choice("show", ["everything", "chart"], follows=False) == "chart"
    aid = read_choice("aid", ["off", "on"], follows=False) == "on"
    return Place(at, only_chart and has_chart, aid)


def _may_note(opened: Opened) -> bool:
    return may_write(opened, load_settings()) and find_sender(opened.generation, "decisions") is not None


def _show_topic(opened: Opened, choice: Choice, topic: Topic, place: Place) -> None:
    found = None if place.only_chart else view.write_topic(opened, topic)
    show_panel(join([view.write_title(topic.title), found, view.write_caption(opened, topic)]), key="meeting_found")
    if topic.chosen is None:
        with st.container(key="meeting_list"):
            show_panel(view.write_late(opened, choice), key="meeting_late")
        return
    chart = describe_months(opened, topic.chosen)
    if chart is None:
        st.info("No figure has been reported yet. It appears here with the first return.")
        return
    narrow = "Mobi" in st.context.headers.get("User-Agent", "")
    figure = view.draw_chart(chart, st.context.theme.type == "dark", narrow)
    height: Literal["content", "stretch"] = "content" if narrow else "stretch"
    config = {"displayModeBar": False}
    with st.container(key="meeting_chart", height=height):
        key = "meeting_small_plot" if narrow else "meeting_plot"
        st.plotly_chart(figure, alt=chart.alt, theme=None, config=config, key=key, height=height)
    help_ = view.write_aid(chart, narrow=narrow, aid=place.aid and not place.only_chart)
    if help_ is not None:
        show_panel(help_, key="meeting_aid")


def _show_opening(opened: Opened, choice: Choice) -> None:
    """Show what became of the decisions of the meeting before, each with a way to say that it is done."""
    followed = decisions.follow_up(opened.generation, choice.month)
    show_panel(view.write_title(decisions.write_follow_up_title(followed)), key="meeting_title")
    with st.container(key="meeting_list"):
        if not followed:
            words = "What a meeting decides is followed up here at the next, until it is done."
            show_panel(element("p", words, class_="meeting quiet"), key="meeting_none")
        for each in followed:
            row = each.decision
            with st.container(horizontal=True, wrap=False, key=f"followed_{row['decision_id']}"):
                markup = decisions.write_decision(opened.generation, row, each.state)
                show_panel(element("div", markup, class_="meeting"), key=f"decision_{row['decision_id']}")
                if each.state != "done":
                    offer_done(opened, load_settings(), decision_id=row["decision_id"], sent_for=row["sent_for"])


def _show_closing(opened: Opened, choice: Choice, agenda: Agenda) -> None:
    """Show the decisions of this meeting, and offer them as a file."""
    made = decisions.list_made(opened.generation, choice.month)
    show_panel(view.write_title(decisions.write_made_title(made, choice.month)), key="meeting_title")
    with st.container(key="meeting_list"):
        markup = decisions.write_made(opened.generation, made)
        show_panel(element("div", markup, class_="meeting"), key="meeting_made")
    choices = {"version": str(opened.about.number), "month": write_month(choice.month)}
    query = write_query(choices | {"agency": choice.view, "theme": choice.theme})
    link = element("a", "Download the notes", href=f"/export/{NOTES}.txt?{query}", class_="button", download=True)
    show_panel(element("div", element("p", link, class_="downloads"), class_="meeting"), key="meeting_notes_file")


def _show_side(opened: Opened, choice: Choice, agenda: Agenda, topic: Topic | None, way: Way, *, notes: bool) -> None:
    """Show the notes and what is in hand; at the opening, what the meeting will look at."""
    if way.place.at == 0:
        following = tuple(sorted(way.choices.items()))
        show_panel(view.write_agenda(opened, choice, agenda, following), key="meeting_agenda")
        return
    if notes:
        chosen = None if topic is None else topic.chosen
        with st.container(border=True, key="meeting_notes"):
            st.header(":primary[Notes for the minutes]", anchor=False)
            indicator = None if chosen is None else chosen.indicator
            subject = None if topic is None else whose(topic)
            show_decision_form(opened, load_settings(), month=choice.month, indicator=indicator, subject=subject)
    in_hand = None if topic is None else decisions.write_in_hand(opened, topic, choice.month)
    if in_hand is not None:
        show_panel(in_hand, key="meeting_in_hand")


show_page(show_meeting)
