"""The table of care providers beside the limits for their size, for the indicators' queries and for publication."""

from pathlib import Path

import duckdb

_SELECT = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")

FUNNEL_OF_WAREHOUSE = f"create schema if not exists funnel;\ncreate or replace view funnel.provider as\n{_SELECT};\n"
"""What creates `funnel.provider` in a warehouse, of the returns in force."""


def create_funnel(connection: duckdb.DuckDBPyConnection) -> None:
    """Create `funnel.provider` from the rows of `feed.provider_concerns`, worked out once."""
    connection.execute("create schema if not exists funnel")
    connection.execute(f"create or replace table funnel.provider as\n{_SELECT}")
