"""The floor: a bare page with one selector that draws, from constants, as many charts and rows as its address asks."""

import plotly.graph_objects as go
import polars as pl
import streamlit as st

AREAS = [f"Area {letter}" for letter in "ABCDEFGHIJKL"]
MONTHS = [f"{2024 + k // 12}-{k % 12 + 1:02d}-01" for k in range(24)]


def figure(area: str, number: int) -> go.Figure:
    level, shift = (number + 1) * 10, AREAS.index(area) * 7 + number
    rate = go.Scatter(x=MONTHS, y=[level + (shift + k * 3) % 9 for k in range(24)], mode="lines+markers", name="rate")
    mean = go.Scatter(x=MONTHS, y=[level + 4] * 24, mode="lines", name="mean")
    return go.Figure(data=[rate, mean], layout={"title": {"text": f"Indicator {number} {area}"}, "height": 260})


def overview() -> None:
    charts, rows = int(st.query_params.get("charts", "4")), int(st.query_params.get("rows", "30"))
    heading = st.empty()
    area, columns = st.selectbox("Area", AREAS, key="area"), st.columns(2)
    heading.title(f"Floor {area}")
    for n in range(charts):
        columns[n % 2].plotly_chart(figure(area, n), key=f"chart_{n}", alt=f"Indicator {n}, {area}")
    rate = [(r + AREAS.index(area)) / 7 for r in range(rows)]
    table = pl.DataFrame({"Indicator": [f"Indicator {r:02d}" for r in range(rows)], "Rate": rate})
    st.dataframe(table, hide_index=True, alt="Indicators")


st.set_page_config(page_title="Floor", layout="wide")
st.navigation([st.Page(overview, title="Overview", default=True)]).run()
