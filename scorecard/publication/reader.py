"""The one way into a published generation: typed questions that give Polars frames.

A frame is kept for the next reader who asks the same of the same generation, so it must never be changed in place.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import polars as pl

from scorecard.publication.actions import read_actions
from scorecard.publication.beside import read_commentary, read_comparators, read_context, read_events
from scorecard.publication.conversion import Conversion, Counted, Official, Parts, Rule, read_conversion
from scorecard.publication.coverage import read_coverage
from scorecard.publication.decisions import (
    find_day_of_looking,
    find_owner,
    find_sender,
    name_senders,
    read_decisions,
    read_owners,
)
from scorecard.publication.opening import About, Generation, open_generation, read_about
from scorecard.publication.panels import Panel, read_panels
from scorecard.publication.partners import Partner, list_partners, read_partners
from scorecard.publication.provenance import read_sources
from scorecard.publication.referrals import Referrals, read_all_referrals, read_referrals
from scorecard.publication.restatement_reader import read_differences, read_restatements
from scorecard.publication.row_reader import (
    describe_indicators,
    read_breakdown,
    read_by_agency,
    read_courses,
    read_indicators,
    read_row,
    read_scorecard,
)
from scorecard.publication.rows import steps_back
from scorecard.publication.series import read_figures, read_series, read_subjects
from scorecard.publication.theme_cuts import (
    count_theme_file,
    keep_agency,
    list_grades,
    read_theme_cuts,
    read_theme_file,
)
from scorecard.publication.themes import (
    list_silent,
    read_every_theme,
    read_theme_categories,
    read_theme_gaps,
    read_theme_rows,
)
from scorecard.publication.versions import count_newly_reported, list_kept, open_version, read_versions

__all__ = [
    "About",
    "Conversion",
    "Counted",
    "Generation",
    "Official",
    "Panel",
    "Partner",
    "Parts",
    "Referrals",
    "Rule",
    "count_newly_reported",
    "count_theme_file",
    "describe_indicators",
    "find_day_of_looking",
    "find_owner",
    "find_sender",
    "keep_agency",
    "list_grades",
    "list_kept",
    "list_partners",
    "list_silent",
    "name_agencies",
    "name_indicators",
    "name_senders",
    "name_themes",
    "open_generation",
    "open_version",
    "read_about",
    "read_actions",
    "read_agencies",
    "read_all_referrals",
    "read_breakdown",
    "read_by_agency",
    "read_commentary",
    "read_comparators",
    "read_context",
    "read_conversion",
    "read_courses",
    "read_coverage",
    "read_decisions",
    "read_differences",
    "read_events",
    "read_every_theme",
    "read_figures",
    "read_findings",
    "read_indicators",
    "read_owners",
    "read_panels",
    "read_partners",
    "read_referrals",
    "read_restatements",
    "read_returns",
    "read_row",
    "read_scorecard",
    "read_series",
    "read_sources",
    "read_subjects",
    "read_theme_categories",
    "read_theme_cuts",
    "read_theme_file",
    "read_theme_gaps",
    "read_theme_rows",
    "read_themes",
    "read_versions",
    "steps_back",
]


@lru_cache(maxsize=3)
def read_agencies(generation: Generation) -> pl.DataFrame:
    """List the agencies whose figures are held: code, name, short_name, in pathway order."""
    return generation.ask(
        """
        select code, name, short_name
        from agency
        where code in (select view from line) and valid_to is null
        order by "order"
        """
    )


@lru_cache(maxsize=6)
def name_agencies(generation: Generation, column: Literal["short_name", "name"] = "short_name") -> Mapping[str, str]:
    """Give the name of each agency whose figures are held, by its code, in pathway order."""
    return MappingProxyType(dict(read_agencies(generation).select("code", column).iter_rows()))


@lru_cache(maxsize=3)
def name_indicators(generation: Generation) -> Mapping[str, str]:
    """Give the title of each indicator by its name, in the order of the scorecard."""
    return MappingProxyType(dict(read_indicators(generation).select("indicator", "title").iter_rows()))


@lru_cache(maxsize=3)
def read_themes(generation: Generation) -> pl.DataFrame:
    """List the themes that have an indicator: code, name, list."""
    return generation.ask(
        """
        select code, name, list
        from theme
        where code in (select unnest(themes) from indicator)
        order by "order"
        """
    )


@lru_cache(maxsize=3)
def _read_every_finding(generation: Generation) -> tuple[Mapping[tuple[object, ...], pl.DataFrame], pl.DataFrame]:
    """Give the findings by view and month, and none of them for a month without any."""
    findings = generation.ask('select * from finding order by "view", report_month, "rank"')
    # Of a generation that was published before other kinds were told, all are about real changes, or none.
    kind = pl.col("variation").str.split("_").list.first().replace("common", "noise")
    findings = findings if "kind" in findings.columns else findings.with_columns(kind=kind)
    return findings.partition_by("view", "report_month", as_dict=True, maintain_order=True), findings.clear()


@lru_cache(maxsize=3)
def name_themes(generation: Generation) -> Mapping[str, str]:
    """Give the name of each theme that has an indicator, by its code."""
    return MappingProxyType(dict(read_themes(generation).select("code", "name").iter_rows()))


def read_findings(generation: Generation, month: date, view: str) -> pl.DataFrame:
    """Give what changed in a month for one view, worst first, with the latest figure and the one of a year ago."""
    findings, none = _read_every_finding(generation)
    return findings.get((view, month), none)


@lru_cache(maxsize=64)
def read_returns(generation: Generation, agency: str | None) -> pl.DataFrame:
    """Give the state of every return, or of one agency's: feed, month, due_on, state, received, submissions."""
    return generation.ask(
        """
        select return_status.*, agency.short_name
        from return_status
        left join agency on agency.code = return_status.agency_code and agency.valid_to is null
        where $agency::varchar is null or agency_code = $agency
        order by report_month, agency."order", feed
        """,
        agency=agency,
    )
