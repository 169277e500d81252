"""The actions from reviews and audits, with what each was to move."""

import polars as pl

from scorecard.exports.contract import Choices, Export
from scorecard.exports.marks import mark_absent, name_mark
from scorecard.exports.options import list_action_states, list_agencies, list_months, list_sources, list_themes
from scorecard.publication.actions import keep_actions
from scorecard.publication.reader import Generation, read_actions
from scorecard.publication.words import ACTION_WORDS, SINCE_WORDS

COLUMNS = {
    "action_id": "Reference",
    "title": "Action",
    "source_label": "Kind of review",
    "review_id": "Review",
    "theme_name": "Theme",
    "owner": "Owner",
    "agreed_on": "Agreed on",
    "due_on": "Due on",
    "done_on": "Done on",
    "state": "State",
    "evidence_label": "Evidence of effect",
    "indicator_title": "Meant to move",
    "before": "Before",
    "months_before": "Months before",
    "after": "After",
    "months_after": "Months after",
    "since": "Real change since",
}
_OF_EFFECT = ("indicator_title", "before", "months_before", "after", "months_after", "since")
MAY_BE_ABSENT = ("done_on", "evidence_label", *_OF_EFFECT)


def make_learning_actions(generation: Generation, choices: Choices) -> pl.DataFrame:
    """Give the actions of Panels and learning; what was not linked to a figure has nothing before or after."""
    every = read_actions(generation, choices.month)
    rows = keep_actions(every, choices.agency, choices.theme, choices.state, choices.source)
    said = rows.with_columns(
        state=pl.col("state").replace({state: words for state, (_, words) in ACTION_WORDS.items()}),
        since=pl.col("since").replace(SINCE_WORDS),
    )
    marks = [mark_absent(name).alias(name_mark(COLUMNS[name])) for name in MAY_BE_ABSENT]
    return said.select(*(pl.col(name).alias(title) for name, title in COLUMNS.items()), *marks)


export = Export(
    title="Learning actions",
    page="learning",
    options={
        "month": list_months,
        "agency": list_agencies,
        "theme": list_themes,
        "state": list_action_states,
        "source": list_sources,
    },
    make=make_learning_actions,
)
