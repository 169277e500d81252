"""Every role by every page, indicator and export, from the one policy table; who is not in it gets nothing."""

import csv
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from scorecard.access.roles import POLICIES
from scorecard.dashboard.exporting import NOTES, answer_export
from scorecard.dashboard.log_export import answer_log_export
from scorecard.dashboard.navigation import list_pages
from scorecard.exports.files import FORMATS
from scorecard.exports.registry import all_exports
from scorecard.indicators.catalogue import load_catalogue
from scorecard.settings import PROJECT, load_settings
from tests.access.test_roles import PAGES
from tests.dashboard.opening import ENTRY, SECONDS
from tests.dashboard.signing_in import ENVIRONMENT, add_everybody, claims_of
from tests.exports.test_export_route import cookie
from tests.publication.small_board import Board, concern, expect, measure

CONCERNS, PART, WHOLE, ATTENDED = 7, 7919, 104729, 7907
EXACT = {
    "concerns_received": f"{CONCERNS}",
    "contacts_redirected": f"{PART:,} of {WHOLE:,}",
    "supervision_attended": f"{ATTENDED:,} of {WHOLE:,}",
}
"""What the council reads of each indicator; the last counts staff, and is no secret."""
OPEN_TO_ALL = {"supervision_attended"}
PANELS = {
    "this_month": "overview",
    "indicator": "strip",
    "agency": "end_of_agency",
    "themes": "end_of_themes",
    "conversion": "end_of_conversion",
    "training": "end_of_training",
    "referrals": "end_of_referrals",
    "learning": "end_of_learning",
    "meeting": "meeting_bar",
    "definitions": "end_of_definitions",
    "versions": "versions",
    "returns": "end_of_returns",
    "access_log": "events",
}
"""A panel that only this page shows."""
FILES = {
    **{f"{name}.{style}": export.page for name, export in all_exports().items() for style in FORMATS},
    f"{NOTES}.txt": "meeting",
}
"""Every file, by the page it stands on."""
LOG = "access_log.csv"
NOBODY = ("superuser", "stranger", "disabled", "nameless")
"""Somebody whose role is in no table, whom nobody added, who is let in no longer, and who never signed in."""


REFUSED = {":primary[Safeguarding scorecard]", ":primary[You cannot see the scorecard]"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One month in which every count of the council is known."""
    home = tmp_path_factory.mktemp("matrix") / "home"
    board = Board(
        home,
        list(EXACT),
        expected=[expect("concerns", "asc"), expect("measures", "asc")],
        measures=[measure(name, "asc", denominator="of all") for name in ("contacts_redirected", "supervision")],
    )
    shutil.copy(PROJECT / "sample_data" / "reference" / "themes.csv", board.settings.reference)
    board.send("concerns", "asc", "2024-01", [concern(f"A{number}", "2024-01-03") for number in range(CONCERNS)])
    counts = {"contacts_redirected": PART, "supervision": ATTENDED}
    rows = [{"measure": name, "numerator": count, "denominator": WHOLE} for name, count in counts.items()]
    board.send("measures", "asc", "2024-01", rows)
    load_catalogue.cache_clear()
    board.publish()
    load_catalogue.cache_clear()
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own with one person for each role, and with those who are nobody."""
    for name in ("published", "reference"):
        (tmp_path / name).symlink_to(made / name)
    for name, value in (ENVIRONMENT | {"SCORECARD_HOME": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    add_everybody(load_settings().access)
    with closing(sqlite3.connect(load_settings().access)) as connection:
        for email, role, enabled in (("superuser", "superuser", 1), ("disabled", "council", 0)):
            connection.execute(
                "insert into person (email, name, role, enabled, added_at, changed_at) "
                "select ?, ?, ?, ?, added_at, changed_at from person limit 1",
                (f"{email}@example.org", email, role, enabled),
            )
        connection.commit()
    yield tmp_path
    load_settings.cache_clear()


@pytest.fixture
def client() -> TestClient:
    routes = [Route(f"/export/{LOG}", answer_log_export), Route("/export/{file}", answer_export)]
    return TestClient(Starlette(routes=routes))


def claims(who: str) -> dict[str, Any]:
    return {} if who == "nameless" else claims_of(who)


def start(who: str) -> AppTest:
    app = AppTest.from_file(str(ENTRY), default_timeout=SECONDS)
    app.user = claims(who)
    return app.run()


def open_page(app: AppTest, name: str, **choices: str) -> AppTest:
    """Ask for a page as a browser can, whether or not it was offered."""
    for choice in list(app.query_params):
        del app.query_params[choice]
    for choice, value in choices.items():
        app.query_params[choice] = value
    app._page_hash = calc_hash(name)
    app.run()
    assert not app.exception
    return app


def panels(app: AppTest) -> dict[str, str]:
    """Give the markup of every panel by its key."""
    shown = [element.proto for element in app.get("bidi_component")]
    return {proto.id.rpartition("-")[2]: proto.bytes.decode() for proto in shown}


def shown_of(app: AppTest, indicator: str) -> str:
    return " ".join(panels(open_page(app, "indicator", indicator=indicator, **{"as": "table"})).values())


def test_the_matrix_names_every_page_and_role_there_is() -> None:
    assert set(PANELS) == {page.name for page in list_pages()}
    assert set(PANELS) <= set(PAGES)
    assert {page for policy in POLICIES.values() for page in policy.pages} == set(PANELS)
    assert set(FILES.values()) <= set(PANELS)


@pytest.mark.parametrize("role", POLICIES)
def test_a_role_is_shown_its_pages_and_instead_of_any_other_the_first(home: Path, role: str) -> None:
    app = start(role)
    for name in [*PANELS, "nowhere", "screens/returns", "../returns"]:
        shown = panels(open_page(app, name))
        expected = name if name in POLICIES[role].pages else "this_month"
        assert {page for page, panel in PANELS.items() if panel in shown} == {expected}, name


@pytest.mark.parametrize("role", POLICIES)
def test_a_role_is_shown_each_indicator_as_its_audience_may_see_it(home: Path, role: str) -> None:
    app = start(role)
    for indicator, exact in EXACT.items():
        sees_exact = POLICIES[role].audience == "council" or indicator in OPEN_TO_ALL
        assert (f">{exact}<" in shown_of(app, indicator)) == sees_exact, indicator


@pytest.mark.parametrize("role", POLICIES)
def test_a_role_is_given_the_files_of_its_pages_with_the_figures_of_its_audience(
    home: Path, client: TestClient, role: str
) -> None:
    policy, signed = POLICIES[role], cookie(claims(role))
    for file, page in FILES.items():
        answer = client.get(f"/export/{file}", headers=signed)
        allowed = policy.may_export and page in policy.pages
        assert answer.status_code == (200 if allowed else 403), file
    assert client.get(f"/export/{LOG}", headers=signed).status_code == (200 if policy.may_read_log else 403)
    assert client.get("/export/cases.csv", headers=signed).status_code == 404
    if policy.may_export:
        answer = client.get("/export/scorecard.csv?agency=asc&show=all", headers=signed)
        rows = {row["Indicator"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
        counted = {row["Numerator"] or row["Figure"] for row in rows.values()}
        assert len(rows) == len(EXACT)
        assert {str(ATTENDED)} <= counted
        assert ({str(CONCERNS), str(PART)} <= counted) == (policy.audience == "council")
        assert bool({str(CONCERNS), str(PART)} & counted) == (policy.audience == "council")


@pytest.mark.parametrize("who", NOBODY)
def test_who_is_not_in_the_table_is_shown_no_page_and_no_indicator(home: Path, who: str) -> None:
    app = start(who)
    for name in [*PANELS, "nowhere"]:
        open_page(app, name)
        assert panels(app) == {}
        assert not [*app.get("plotly_chart"), *app.selectbox, *app.markdown]
        assert {each.value for each in app.title} < REFUSED
    for indicator in EXACT:
        assert shown_of(app, indicator) == ""


@pytest.mark.parametrize("who", NOBODY)
def test_who_is_not_in_the_table_is_given_no_file(home: Path, client: TestClient, who: str) -> None:
    for file in [*FILES, LOG, "cases.csv"]:
        answer = client.get(f"/export/{file}", headers=cookie(claims(who)))
        assert (answer.status_code, answer.text) == (
            401,
            "Sign in to the scorecard first, then follow the link again.",
        ), file
