"""Conversion: every counting rule beside the others, and why none of them is the rate of another place."""

from markupsafe import Markup

from scorecard.dashboard.conversion_view import write_conversion
from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.selection import Controls

TITLE = "Conversion"
PLACE = 5


def show_conversion(opened: Opened) -> Markup:
    """Show the rules of conversion for the chosen month and period."""
    controls = Controls()
    page = write_conversion(opened, controls.choose_month(opened), controls.choose_period())
    show_heading(page.title, page.subtitle)
    controls.show()
    return page.markup


show_page(show_conversion)
