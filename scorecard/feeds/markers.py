"""The words by which the reader knows sheets that the scorecard itself has put into a workbook."""

import polars as pl

TEMPLATE = "Part of a scorecard template"
TEMPLATE_PROPERTY = "Scorecard template"
PROPERTIES = "docProps/custom.xml"
REPORT = "Report on a return"
SEARCHED_ROWS = 10


def carries(rows: pl.DataFrame, marker: str) -> bool:
    """Say whether one of the first cells of a sheet's first column begins with the marker."""
    if rows.is_empty():
        return False
    return bool(rows.to_series(0).head(SEARCHED_ROWS).str.starts_with(marker).any())
