"""Reads the tables of a page as a reader sees them."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page

Row = dict[str, str]

READ_SCORECARD = """table => [...table.querySelectorAll("tr.row")].map(row => ({
  address: row.querySelector("a").getAttribute("href"),
  ...Object.fromEntries([...row.children].map(cell => [cell.className.split(" ")[0], cell.innerText.trim()])),
}))"""
READ_TABLE = """table => [...table.querySelectorAll("tbody tr")]
  .map(row => [...row.children].map(cell => cell.innerText.trim()))"""


def read_scorecard(page: Page) -> list[Row]:
    """Give the rows of the scorecard: the text of each cell by its column, and the address of the row's link."""
    rows: list[Row] = page.locator("table.scorecard").evaluate(READ_SCORECARD)
    return rows


def read_table(table: Locator) -> list[list[str]]:
    """Give the text of the cells below the head."""
    rows: list[list[str]] = table.evaluate(READ_TABLE)
    return rows


def parameters(address: str) -> dict[str, str]:
    """Give the choices that an address states."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
