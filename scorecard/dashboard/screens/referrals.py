"""Referrals: what each agency sent, what became of it, and whether its sender was told."""

from markupsafe import Markup

from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.referral_view import write_referrals
from scorecard.dashboard.selection import Controls

TITLE = "Referrals"
PLACE = 7


def show_referrals(opened: Opened) -> Markup:
    """Show the referrals of all agencies, or of the chosen one, for the chosen month and period."""
    controls = Controls()
    month, period, view = controls.choose_month(opened), controls.choose_period(), controls.choose_view(opened)
    page = write_referrals(opened, month, period, view)
    show_heading(page.title, page.subtitle)
    controls.show()
    return page.markup


show_page(show_referrals)
