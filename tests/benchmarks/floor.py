"""The floor: a bare page with one selector that draws the charts, rows, small lines and fields its address asks for.

Streamlit's data frame draws on a canvas the dozen rows in view, small lines too, and no other. Its table draws every
row, as a page does that is printed and searched, and has no small lines. The address asks for the one or the other.
"""

import plotly.graph_objects as go
import polars as pl
import streamlit as st

AREAS = [f"Area {letter}" for letter in "ABCDEFGHIJKL"]
CELLS = {"Line": st.column_config.LineChartColumn("Line")}
MONTHS = [f"{2024 + k // 12}-{k % 12 + 1:02d}-01" for k in range(24)]


def figure(area: str, number: int) -> go.Figure:
    level, shift = (number + 1) * 10, AREAS.index(area) * 7 + number
    rate = go.Scatter(x=MONTHS, y=[level + (shift + k * 3) % 9 for k in range(24)], mode="lines+markers", name="rate")
    mean = go.Scatter(x=MONTHS, y=[level + 4] * 24, mode="lines", name="mean")
    return go.Figure(data=[rate, mean], layout={"title": {"text": f"Indicator {number} {area}"}, "height": 260})


def table(area: str, rows: int, with_lines: bool) -> pl.DataFrame:
    """Make as many rows: name and rate, or the columns of a scorecard with a small line of 24 months in each row."""
    shift = AREAS.index(area)
    rate = [(row + shift) / 7 for row in range(rows)]
    columns: dict[str, list[object]] = {"Indicator": [f"Indicator {row:02d}" for row in range(rows)], "Rate": [*rate]}
    if with_lines:
        columns |= {name: [*rate] for name in ("Before", "Last year", "Target")}
        columns["Line"] = [[row + (shift + k * 3) % 9 for k in range(24)] for row in range(rows)]
        columns |= {name: [f"{name} {row % 4}" for row in range(rows)] for name in ("Change", "Against", "Owner", "To")}
    return pl.DataFrame(columns)


def overview() -> None:
    charts, rows, lines, fields = (
        int(st.query_params.get(name, "0")) for name in ("charts", "rows", "lines", "fields")
    )
    heading = st.empty()
    area, columns = st.selectbox("Area", AREAS, key="area"), st.columns(2)
    heading.title(f"Floor {area}")
    for n in range(charts):
        columns[n % 2].plotly_chart(figure(area, n), key=f"chart_{n}", alt=f"Indicator {n}, {area}")
    for n in range(fields):
        st.text_area(f"Field {n}", key=f"field_{n}")
    drawn = table(area, rows, lines > 0)
    if "every" in st.query_params:
        st.table(drawn.drop("Line", strict=False))
    else:
        st.dataframe(drawn, hide_index=True, alt="Indicators", column_config=CELLS)


st.set_page_config(page_title="Floor", layout="wide")
st.navigation([st.Page(overview, title="Overview", default=True)]).run()
