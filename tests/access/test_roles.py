"""What each role may do, written out by hand: a role or a page that is not here may nothing."""

from dataclasses import replace

import pytest

from scorecard.access.roles import NOTHING, POLICIES, SAMPLE, Written
from scorecard.access.viewer import NOBODY, Viewer, sample_viewer
from scorecard.dashboard.navigation import list_pages, list_pages_for

YES, NO = True, False
ROLES = ("council", "quality_assurance", "data_officer", "board", "agency", "administrator")
PAGES = {
    "this_month": (YES, YES, YES, YES, YES, YES),
    "indicator": (YES, YES, YES, YES, YES, YES),
    "agency": (YES, YES, YES, YES, YES, YES),
    "themes": (YES, YES, YES, YES, YES, YES),
    "conversion": (YES, YES, YES, YES, YES, YES),
    "training": (YES, YES, YES, YES, YES, YES),
    "referrals": (YES, YES, YES, YES, YES, YES),
    "learning": (YES, YES, YES, YES, YES, YES),
    "meeting": (YES, YES, YES, YES, YES, YES),
    "definitions": (YES, YES, YES, YES, YES, YES),
    "versions": (YES, YES, YES, YES, YES, YES),
    "returns": (YES, YES, YES, NO, YES, NO),
    "access_log": (NO, NO, NO, NO, NO, YES),
    "a page of tomorrow": (NO, NO, NO, NO, NO, NO),
}
AUDIENCES = ("council", "council", "council", "board", "board", "board")
WRITES: dict[Written, tuple[bool, ...]] = {
    "comments": (YES, YES, YES, NO, NO, NO),
    "events": (YES, NO, YES, NO, NO, NO),
    "decisions": (YES, NO, YES, NO, NO, NO),
}
EXPORTS = (YES, YES, YES, YES, YES, NO)
READS_LOG = (NO, NO, NO, NO, NO, YES)
SENDS_FOR_OWN = (NO, NO, YES, NO, YES, NO)
SENDS_FOR_OTHERS = (NO, NO, YES, NO, NO, NO)


def viewer(role: str) -> Viewer:
    return Viewer("a@example.org", "A", role, "elft" if role == "agency" else None)


def test_the_table_has_these_roles_and_no_others() -> None:
    assert sorted(POLICIES) == sorted(ROLES)


def test_every_page_stands_in_the_table() -> None:
    assert {page.name for page in list_pages()} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_open_to_these_roles(page: str) -> None:
    assert tuple(viewer(role).may_open(page) for role in ROLES) == PAGES[page]


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_has_the_pages_of_the_role(role: str) -> None:
    allowed = {page for page, roles in PAGES.items() if roles[ROLES.index(role)]}
    assert {page.name for page in list_pages_for(viewer(role))} == allowed & {page.name for page in list_pages()}


def test_each_role_sees_the_figures_of_one_audience() -> None:
    assert tuple(viewer(role).audience for role in ROLES) == AUDIENCES


def test_each_role_writes_sends_and_takes_away_what_the_table_says() -> None:
    for what, roles in WRITES.items():
        assert tuple(viewer(role).may_write(what) for role in ROLES) == roles, what
    assert tuple(viewer(role).policy.may_export for role in ROLES) == EXPORTS
    assert tuple(viewer(role).policy.may_read_log for role in ROLES) == READS_LOG
    assert tuple(viewer(role).may_send_for("elft") for role in ROLES) == SENDS_FOR_OWN
    assert tuple(viewer(role).may_send_for("police") for role in ROLES) == SENDS_FOR_OTHERS


def test_an_agency_without_its_code_sends_nothing() -> None:
    assert not replace(viewer("agency"), agency=None).may_send_for("elft")


@pytest.mark.parametrize(
    "nobody", [NOBODY, Viewer("a@example.org", "A", "superuser"), Viewer("a@example.org", "A", "")]
)
def test_a_role_that_is_not_in_the_table_may_nothing(nobody: Viewer) -> None:
    assert nobody.policy == NOTHING
    assert not any(nobody.may_open(page) for page in PAGES)
    assert not any(nobody.may_write(what) for what in WRITES)
    assert (nobody.audience, nobody.policy.may_export, nobody.policy.may_read_log) == (None, False, False)
    assert not nobody.may_send_for("elft")
    assert list_pages_for(nobody) == []


def test_the_reader_of_the_sample_is_nobody_that_a_person_can_be() -> None:
    everything, protected = sample_viewer("council"), sample_viewer("board")
    assert all(everything.may_open(page.name) for page in list_pages())
    assert everything.may_send_for("police")
    assert (protected.audience, protected.may_send_for("police"), protected.may_open("returns")) == ("board", NO, NO)
    assert set(SAMPLE) == {"council", "board"}
    assert Viewer("", "", "council").policy == POLICIES["council"]
