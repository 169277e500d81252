"""What the reader chose: month, period, agency and theme, kept in the address and carried from page to page."""

from datetime import date

import polars as pl
import streamlit as st

from scorecard.dashboard.frame import Opened
from scorecard.months import months_between, parse_month, write_month
from scorecard.publication.formats import format_financial_year, format_month, format_quarter, format_short_month
from scorecard.publication.reader import read_agencies, read_themes

PERIODS = {"month": "Month", "quarter": "Quarter", "year": "Year to date", "rolling12": "12 months"}
EVERYTHING = "all"


def choose_month(opened: Opened) -> date:
    """Let the reader pick a month, or step to the one before or after."""
    months = [write_month(month) for month in months_between(opened.about.first_month, opened.about.reporting_month)]
    newest_first = months[::-1]
    st.session_state.setdefault("month", newest_first[0])
    with st.container(horizontal=True, vertical_alignment="bottom", gap=None, width="content"):
        st.button("‹", key="earlier", help="Previous month", on_click=_step, args=(months, -1), disabled=_at(months, 0))
        chosen = st.selectbox(
            "Month",
            newest_first,
            format_func=lambda month: format_month(parse_month(month)),
            key="month",
            bind="query-params",
            persist_state="session",
            width=170,
        )
        st.button("›", key="later", help="Next month", on_click=_step, args=(months, 1), disabled=_at(months, -1))
    return parse_month(chosen)


def _at(months: list[str], place: int) -> bool:
    return bool(st.session_state.get("month", months[-1]) == months[place])


def _step(months: list[str], step: int) -> None:
    place = months.index(st.session_state["month"]) + step
    st.session_state["month"] = months[min(max(place, 0), len(months) - 1)]


def choose_period() -> str:
    """Let the reader choose what a figure covers."""
    return st.segmented_control(
        "Period",
        list(PERIODS),
        default="month",
        required=True,
        format_func=PERIODS.__getitem__,
        key="period",
        bind="query-params",
        persist_state="session",
        help="Year to date is the financial year from April. 12 months are rolling.",
    )


def choose_view(opened: Opened, *, label: str = "Agency") -> str:
    """Let the reader look at the whole partnership or at one agency."""
    names = dict(read_agencies(opened.generation).select("code", "short_name").iter_rows())
    return choose_one(label, {EVERYTHING: "All agencies"} | names, "agency")


def choose_agency(opened: Opened) -> str:
    """Let the reader choose one agency."""
    names = dict(read_agencies(opened.generation).select("code", "name").iter_rows())
    if st.session_state.get("agency") not in names and st.query_params.get("agency") not in names:
        st.session_state["agency"] = next(iter(names))
    return choose_one("Agency", names, "agency", width=330)


def choose_theme(opened: Opened) -> str:
    """Let the reader keep only the indicators of one theme."""
    names = dict(read_themes(opened.generation).select("code", "name").iter_rows())
    return choose_one("Theme", {EVERYTHING: "All themes"} | names, "theme", width=230)


def choose_one(label: str, options: dict[str, str], key: str, *, width: int = 180) -> str:
    """Let the reader choose one of the options, kept in the address; an unknown one falls back to the first."""
    if st.session_state.get(key) not in (None, *options):
        del st.session_state[key]
    return st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        bind="query-params",
        persist_state="session",
        width=width,
    )


def name_period(month: date, period: str) -> str:
    """Name what a figure covers: “March 2024”, “Quarter 4 2023/24”, “2023/24 to March”, “12 months to March 2024”."""
    if period == "quarter":
        whole = month.month % 3 == 0
        return format_quarter(month) if whole else f"{format_quarter(month)} to {format_short_month(month)}"
    if period == "year":
        whole = month.month == 3
        return (
            format_financial_year(month) if whole else f"{format_financial_year(month)} to {format_short_month(month)}"
        )
    return format_month(month) if period == "month" else f"12 months to {format_month(month)}"


def short_period(month: date, period: str) -> str:
    """Name what a figure covers in the head of a column."""
    if period == "quarter":
        return format_quarter(month).replace("Quarter ", "Q")
    if period == "year":
        return f"{format_financial_year(month)} to {format_short_month(month).split()[0]}"
    return format_short_month(month)


def keep_theme(rows: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Keep the rows whose indicator belongs to the theme."""
    return rows if theme == EVERYTHING else rows.filter(pl.col("themes").list.contains(theme))
