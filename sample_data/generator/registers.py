"""The returns beside cases, training, measures and commentary: records, audits, feedback, panels, learning, events."""

from collections.abc import Mapping

import polars as pl

from sample_data.generator.audits import make_audits
from sample_data.generator.cases import Cases
from sample_data.generator.feedback import make_feedback
from sample_data.generator.learning import make_learning_actions
from sample_data.generator.panels import make_panel_cases
from sample_data.generator.plan import read_table
from sample_data.generator.referrals import make_referral_feedback
from sample_data.generator.staff import make_training_records


def make_registers(seed: int, cases: Cases, training: pl.DataFrame, times: int) -> Mapping[str, pl.DataFrame]:
    """Make the rows of each feed, those of people so many times; audits, actions and agreements stand once."""
    return {
        "training_records": make_training_records(seed, training, times),
        "audits": make_audits(seed),
        "feedback": make_feedback(seed, cases, times),
        "panel_cases": make_panel_cases(seed, times),
        "learning_actions": make_learning_actions(),
        "referral_feedback": make_referral_feedback(cases, times),
        "decisions": read_days("decisions.csv", "due_on", "done_on", "recorded_on"),
        "events": read_days("events.csv", "date"),
        "expected_returns": read_days("expected_returns.csv", "valid_from", "valid_to"),
    }


def read_days(name: str, *columns: str) -> pl.DataFrame:
    """Read one of the tables beside this module, with columns of days."""
    return read_table(name).with_columns(pl.col(columns).cast(pl.String).str.to_date("%Y-%m-%d"))
