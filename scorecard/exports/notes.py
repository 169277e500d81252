"""What is told of a table on its sheet of notes: where it comes from, what was chosen, and what the marks mean."""

from scorecard.exports.contract import Choices, Export
from scorecard.exports.marks import MARKS
from scorecard.publication.formats import format_date
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Generation, name_agencies, read_about, read_every_theme, read_partners

_TITLES = {"show": "Rows", "only": "Only", "state": "State", "source": "Asked for by", "grade": "Grade of audits"}


def write_notes(export: Export, generation: Generation, choices: Choices) -> list[tuple[str, str]]:
    """Give each line's name and words."""
    about = read_about(generation)
    period = name_period(choices.month, choices.period)
    lines = [
        ("Table", export.title),
        ("Partnership", about.partnership),
        ("Version", f"{about.number} of {format_date(about.made_at.date())}, provisional"),
        ("Data as at", format_date(about.data_as_at.date())),
        ("Period", period),
        *_name_choices(export, generation, choices),
    ]
    lines += [("About the data", about.notice)] if about.notice else []
    return [*lines, *MARKS.items()]


def _name_choices(export: Export, generation: Generation, choices: Choices) -> list[tuple[str, str]]:
    """Name what was chosen, so that paper says what was filtered."""
    lines = []
    if "agency" in export.options:
        partners = dict(read_partners(generation, choices.month).select("code", "short_name").iter_rows())
        names = partners | dict(name_agencies(generation))
        lines.append(("Agency", names.get(choices.agency, "All agencies")))
    if "theme" in export.options:
        names = dict(read_every_theme(generation).select("code", "name").iter_rows())
        lines.append(("Theme", names.get(choices.theme, "All themes")))
    for name, title in _TITLES.items():
        if name in export.options and getattr(choices, name):
            lines.append((title, str(getattr(choices, name)).replace("_", " ").replace(".", ", ")))
    return lines
