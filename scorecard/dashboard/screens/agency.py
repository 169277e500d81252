"""One agency: its training, what changed, its own figures, and its returns."""

from markupsafe import Markup

from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.selection import Controls

TITLE = "Agencies"
PLACE = 3


def show_agency(opened: Opened) -> Markup:
    """Show the chosen agency for the chosen month and period."""
    controls = Controls()
    agency, month, period = controls.choose_agency(opened), controls.choose_month(opened), controls.choose_period()
    page = write_agency(opened, agency, month, period)
    show_heading(page.title, page.name)
    controls.show()
    return page.markup


show_page(show_agency)
