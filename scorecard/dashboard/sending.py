"""Sends returns from the dashboard: takes a file, shows what the check found, and lets a person have it kept."""

from datetime import date, datetime

import streamlit as st

from scorecard.access.viewer import Viewer
from scorecard.dashboard.access_logging import record_upload
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.guard import current_viewer
from scorecard.dashboard.markup import element
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import escape_markdown
from scorecard.dashboard.report_export import write_report_link
from scorecard.dashboard.returns_report import write_check
from scorecard.errors import ScorecardError
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.report_text import OUTCOMES
from scorecard.months import months_between
from scorecard.publication.declaring import declare_return
from scorecard.publication.formats import format_month, format_number
from scorecard.publication.reader import name_agencies
from scorecard.publication.templates import make_template
from scorecard.settings import Settings
from scorecard.tray import Entry, Sending, confirm, list_entries, put_return, withdraw

SENDER = "dashboard, without sign-in"
POLL = 0.7
MOST_SHOWN = 5


@st.dialog("Send a return", width="large")
def ask_for_return(opened: Opened, settings: Settings, agency: str | None, month: date) -> None:
    """Ask for a file and what it is; it is checked before anything is kept."""
    viewer = current_viewer()
    feeds, agencies = all_feeds(), _list_own(opened, viewer)
    codes = list(agencies)
    if not codes:
        st.text("Your agency has no place in these figures yet. Ask the data officer.")
        return
    left, right = st.columns(2)
    with left:
        sender = st.selectbox(
            "Agency", codes, index=codes.index(agency) if agency in codes else 0, format_func=agencies.__getitem__
        )
        feed = st.selectbox("Return", list(feeds), format_func=lambda name: feeds[name].title)
    months = _list_months(opened)
    with right:
        index = months.index(month) if month in months else 0
        chosen = st.selectbox("Month of the return", months, index=index, format_func=format_month)
        nil = st.checkbox("Nothing happened in the month", help="A nil return. No file is needed.")
    file = None if nil else st.file_uploader("The file, as CSV or XLSX", type=["csv", "xlsx", "txt", "tsv"])
    if st.button("Check the file", disabled=file is None and not nil):
        header = ",".join(feeds[feed].columns).encode() + b"\n"
        content, name = (header, "nil return") if file is None else (file.getvalue(), file.name)
        sent_at = datetime.now().replace(microsecond=0)
        # What the browser sends back need not be what it was offered.
        try:
            if may_send(settings, viewer) and viewer.may_send_for(sender):
                sending = Sending(feed, sender, chosen, name_sender(viewer), name, sent_at, nil)
                record_upload(settings, viewer, feed, sender, chosen, content)
                put_return(settings.tray, content, sending)
        except ScorecardError as error:
            st.error(escape_markdown(str(error)))
            return
        st.rerun()
    st.markdown(
        ":small[:gray[The file is checked first. Nothing is kept until you have seen the report and confirmed it. "
        "Names, dates of birth and NHS numbers stop a return.]]"
    )


def may_send(settings: Settings, viewer: Viewer) -> bool:
    """Say whether the viewer may send returns, of whichever agency."""
    return settings.may_send and viewer.policy.may_send != "nothing"


def name_sender(viewer: Viewer) -> str:
    """Give who is recorded as the sender of what a viewer sends."""
    return viewer.email if viewer.is_signed_in else SENDER


def _list_own(opened: Opened, viewer: Viewer) -> dict[str, str]:
    """Name the agencies whose returns the viewer may see."""
    agencies = dict(name_agencies(opened.generation))
    only = viewer.only_agency
    return agencies if only is None else {code: name for code, name in agencies.items() if code == only}


def _list_months(opened: Opened) -> list[date]:
    first, last = opened.about.first_month, max(opened.about.reporting_month, date.today().replace(day=1))
    return months_between(first, last)[::-1]


def offer_template(opened: Opened, settings: Settings, agency: str | None, month: date) -> None:
    """Offer the blank workbook of a return."""
    with st.popover("Blank return", key="blank", on_change="rerun") as place:
        if not place.open:
            return
        feeds, agencies = all_feeds(), _list_own(opened, opened.viewer)
        codes = list(agencies)
        if not codes:
            return
        index = codes.index(agency) if agency in codes else 0
        sender = st.selectbox("Agency", codes, index=index, format_func=agencies.__getitem__, key="blank_agency")
        feed = st.selectbox("Return", list(feeds), format_func=lambda name: feeds[name].title, key="blank_feed")
        declared = declare_return(settings, feed, sender, month, received_on=date.today())
        name = f"{sender}_{feed}_{month:%Y_%m}.xlsx"
        words = f"{format_month(month)}, as a workbook"
        # Blank, and the same for everybody: it holds no figure.
        st.download_button(words, lambda: make_template(settings, declared), name, on_click="ignore")


def show_tray(settings: Settings, agencies: dict[str, str]) -> None:
    """Show the returns in the tray that the viewer may send, and follow those that are being worked on."""
    moving = any(_is_moving(entry) for entry in _list_entries(settings))
    st.fragment(_show_entries, run_every=POLL if moving else None)(settings, agencies, moving)


def _list_entries(settings: Settings) -> list[Entry]:
    """List what is in the tray and the viewer may see, who is asked anew: this runs in a fragment."""
    viewer = current_viewer()
    return [entry for entry in list_entries(settings.tray) if viewer.may_send_for(entry.sending.agency)]


def _is_moving(entry: Entry) -> bool:
    waits_for_person = entry.receipt.step == "checked" and not entry.confirmed
    return entry.withdrawn or not (entry.receipt.ended or waits_for_person)


def _show_entries(settings: Settings, agencies: dict[str, str], was_moving: bool) -> None:
    entries = [entry for entry in _list_entries(settings)[::-1] if not entry.withdrawn]
    if was_moving and not any(_is_moving(entry) for entry in entries):
        st.rerun()
    for entry in entries[:MOST_SHOWN]:
        with st.container(border=True, key=f"entry_{entry.name}"):
            _show_entry(entry, agencies)


def _show_entry(entry: Entry, agencies: dict[str, str]) -> None:
    sending, receipt = entry.sending, entry.receipt
    title = all_feeds()[sending.feed].title
    st.markdown(
        f"**{title}, {agencies.get(sending.agency, sending.agency)}, {format_month(sending.month)}**  \n"
        f":small[:gray[{escape_markdown(sending.file_name)}, sent {sending.sent_at:%H:%M}]]"
    )
    match receipt.step:
        case "sent" | "checking":
            st.progress(0.1, "Checking the file")
        case "checked" if entry.confirmed:
            st.progress(0.2, "Waiting to be kept")
        case "keeping":
            st.progress(0.3, "Keeping the return")
        case "publishing":
            share = receipt.done / receipt.total if receipt.total else 0
            st.progress(0.4 + 0.6 * min(share, 1), f"Publishing: {receipt.message or 'beginning'}")
        case "published":
            st.success("Kept and published. The figures on every page are new.")
        case "failed":
            st.error(receipt.message)
        case "checked":
            _ask_to_confirm(entry)
        case _:
            st.warning(OUTCOMES[receipt.step])
    if receipt.report and receipt.step in ("checked", "refused", "already_received"):
        link = write_report_link(entry) if entry.has_report else None
        show_panel(element("div", write_check(receipt.report), link), key=f"check_{entry.name}")
    _offer_to_forget(entry)


def _ask_to_confirm(entry: Entry) -> None:
    receipt = entry.receipt
    report = receipt.report or {}
    if not receipt.may_be_confirmed:
        st.warning("More than 2 % of the rows are not accepted. Mend the file and send it again.")
        return
    refused = report.get("refused", 0)
    words = "Keep and publish"
    if refused:
        st.warning(f"{format_number(refused)} rows would be left out. Mend them and send again, or keep the others.")
        words = f"Keep the other {format_number(report['accepted'])} rows and publish"
    if st.button(words, key=f"keep_{entry.name}"):
        confirm(entry)
        st.rerun()


def _offer_to_forget(entry: Entry) -> None:
    """Offer to take the entry away while nothing is under way."""
    if not _is_moving(entry):
        done = entry.receipt.step in ("published", "already_received")
        if st.button("Clear" if done else "Withdraw", key=f"drop_{entry.name}"):
            withdraw(entry)
            st.rerun()
