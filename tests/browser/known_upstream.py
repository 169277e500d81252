"""What Streamlit itself gets wrong, and the dashboard cannot cure; docs/accessibility.md lists the same."""

PAGES = ("indicator", "agency", "training", "definitions")
PROBES = frozenset(f"/{page}/_stcore/{probe}" for page in PAGES for probe in ("health", "host-config"))
"""On a deep link Streamlit looks for its server below the page first, and gets a 404 for each of the two."""
