"""The way to the figures of a page as files: links to the exports, which hold the same rows and words."""

from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup

from scorecard.dashboard.address import write_query
from scorecard.dashboard.markup import element

FORMATS = {"csv": "CSV", "xlsx": "Spreadsheet"}


def write_downloads(name: str, choices: Mapping[str, str | None]) -> Markup:
    """Write the links to one export in each of its formats; `choices` are those of the page, with its `version`."""
    query = write_query(choices)
    links = [
        element("li", element("a", words, href=f"/export/{quote(name)}.{kind}?{query}", download=True))
        for kind, words in FORMATS.items()
    ]
    return element("details", element("summary", "Download"), element("ul", *links), class_="downloads")


def announce(words: str, downloads: Markup) -> Markup:
    """Write the sentence that says how many rows are shown, and beside it the way to them as files."""
    return element("div", element("p", words, class_="note", role="status"), downloads, class_="announced")
