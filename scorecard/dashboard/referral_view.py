"""The referrals page as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from scorecard.dashboard import referral_parts as parts
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.downloads import write_downloads
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.referral_pathway import write_pathway
from scorecard.dashboard.selection import EVERYTHING
from scorecard.months import write_month
from scorecard.publication.formats import format_part_of_whole
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Referrals, name_agencies, read_all_referrals, read_referrals


@dataclass(frozen=True)
class ReferralsPage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


@lru_cache(maxsize=512)
def write_referrals(opened: Opened, month: date, period: str, view: str) -> ReferralsPage:
    """Write which agencies had no answer, the pathway of what is chosen, and both sides' counts."""
    each = read_referrals(opened.generation, month, period)
    shown = _choose(opened, month, period, view)
    whose = "all agencies" if view == EVERYTHING else name_agencies(opened.generation, "name")[view]
    subtitle = f"Referrals to adult safeguarding from {whose}, {name_period(month, period)}"
    stamp = write_stamp(opened, month)
    if shown is None or not (shown.is_known_to_council or shown.counted_by_sender):
        words = f"{name_agencies(opened.generation).get(view, 'No agency')} has no referral in these figures."
        return ReferralsPage(words.removesuffix("."), subtitle, join([stamp, element("p", words, class_="note")]))
    carried = carry(opened, month, period)
    known = [referrals for referrals in each if referrals.is_known_to_council]
    chosen = {"version": str(opened.about.number), "month": write_month(month), "period": period, "agency": view}
    sections = [
        write_downloads("referrals", chosen),
        parts.write_answers(known, shown, view, carried),
        write_pathway(shown, month, period, carried) if shown.is_known_to_council else None,
        parts.write_outcomes(known, carried) if view == EVERYTHING else None,
        parts.write_both_counts(each if view == EVERYTHING else (shown,), carried),
    ]
    return ReferralsPage(write_finding(shown, view), subtitle, join([stamp, *sections]))


def write_finding(shown: Referrals, view: str) -> str:
    """Write how many referrals had no answer, by their parts."""
    whose = "" if view == EVERYTHING else f"{shown.short_name}: "
    row = shown.unanswered
    if not shown.is_known_to_council:
        words = "The council has logged no referral"
    elif row is None or row["numerator"] is None:
        words = "It is not known which referrals had an answer"
    elif not row["denominator"]:
        words = "No referral was due an answer"
    elif not row["numerator"]:
        many = int(row["denominator"])
        words = "The one referral due an answer had it" if many == 1 else f"All {many} referrals due an answer had it"
    else:
        words = f"{format_part_of_whole(row['numerator'], row['denominator'])} referrals had no answer after 28 days"
    return f"{whose}{words[0].lower()}{words[1:]}" if whose else words


def _choose(opened: Opened, month: date, period: str, view: str) -> Referrals | None:
    if view == EVERYTHING:
        return read_all_referrals(opened.generation, month, period)
    each = read_referrals(opened.generation, month, period)
    return next((referrals for referrals in each if referrals.code == view), None)
