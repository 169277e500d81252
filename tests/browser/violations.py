"""What axe-core finds on a page that WCAG 2.0 to 2.2, levels A and AA, forbid."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.known_upstream import is_known

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def find_violations(page: Page) -> list[str]:
    """Run axe-core over the page as it stands and write each violation that is not known to be Streamlit's own."""
    found: dict[str, Any] = Axe().run(page, options=OPTIONS).response
    return [
        f"{page.url}: {violation['id']} at {node['target']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
        if not is_known(violation["id"], str(node["target"]))
    ]
