"""Training: each agency by course against its target, and how many staff are short of it."""

from markupsafe import Markup

from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.selection import EVERYTHING, Controls
from scorecard.dashboard.training_table import name_courses, write_training

TITLE = "Training"
PLACE = 6


def show_training(opened: Opened) -> Markup:
    """Show the courses of every agency at the end of the chosen month, or one course of each."""
    controls = Controls()
    month = controls.choose_month(opened)
    courses = {EVERYTHING: "All courses", **name_courses(opened, month)}
    page = write_training(opened, month, controls.choose_here("Course", courses, "course", width=260))
    show_heading(page.title, page.subtitle)
    controls.show()
    return page.markup


show_page(show_training)
