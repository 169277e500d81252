"""The guard: which page runs for which role, what a refused person is shown, and that fragments ask again."""

import ast
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from scorecard.access.log import read_events
from scorecard.access.people import change_person
from scorecard.access.viewer import sample_viewer
from scorecard.dashboard.navigation import FOLDER, list_pages, list_pages_for
from scorecard.settings import load_settings
from scorecard.tray import list_entries
from tests.access.test_roles import AUDIENCES, PAGES
from tests.access.test_roles import ROLES as ORDER
from tests.dashboard.opening import ENTRY, SECONDS, open_page, read_panels, read_title
from tests.dashboard.signing_in import ENVIRONMENT, ROLES, add_everybody, claims_of

NAMES = [page.name for page in list_pages()]


@pytest.fixture
def guarded(published_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The published sample as a home with sign-in and one person for each role."""
    home = tmp_path / "guarded"
    home.mkdir()
    for name in ("published", "reference"):
        (home / name).symlink_to(published_home / name)
    for name, value in (ENVIRONMENT | {"SCORECARD_HOME": str(home)}).items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    add_everybody(home / "access.db")
    yield home
    load_settings.cache_clear()


@pytest.fixture(scope="module")
def titles(published_home: Path) -> dict[str, dict[str, str]]:
    """The title that each page has, as the reader of the sample of each audience sees it."""
    found: dict[str, dict[str, str]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARD_HOME", str(published_home))
        for audience in ("council", "board"):
            patch.setenv("SCORECARD_AUDIENCE", audience)
            load_settings.cache_clear()
            pages = [page.name for page in list_pages_for(sample_viewer(audience))]
            found[audience] = {name: read_title(open_page(name)) for name in pages}
            assert len(set(found[audience].values())) == len(pages)
        load_settings.cache_clear()
    return found


def start(**claims: Any) -> AppTest:
    app = AppTest.from_file(str(ENTRY), default_timeout=SECONDS)
    app.user = claims
    return app.run()


def sign_in(role: str, **claims: Any) -> AppTest:
    return start(**claims_of(role, **claims))


def ask_for(app: AppTest, name: str) -> AppTest:
    """Ask for a page as a browser can, whether or not it was offered."""
    app._page_hash = calc_hash(name)
    return app.run()


def panel_markup(app: AppTest) -> str:
    return read_panels(app)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def show_dialog() -> None:
    """Keep the dialog open from run to run, as a browser does."""
    from datetime import date

    from scorecard.dashboard.frame import open_figures
    from scorecard.dashboard.sending import ask_for_return
    from scorecard.settings import load_settings

    ask_for_return(open_figures(), load_settings(), None, date(2024, 3, 1))


def send_nil_return(role: str, agency: str | None = None) -> list[str]:
    """Send a nil return from the dialog, and give the agencies that it offered."""
    app = AppTest.from_function(show_dialog, default_timeout=SECONDS)
    app.user = claims_of(role)
    app.run()
    offered = next(box for box in app.selectbox if box.label == "Agency")
    if agency is not None:
        offered.select(agency)
    next(box for box in app.checkbox if box.label == "Nothing happened in the month").check().run()
    press(app, "Check the file")
    return list(offered.options)


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]


def assert_nothing_is_shown(app: AppTest) -> None:
    assert not app.exception
    assert not app.get("bidi_component")
    assert not app.get("plotly_chart")
    assert len(app.button) <= 1
    assert not [*app.markdown, *app.selectbox, *app.metric]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_shown_the_figures_of_its_audience_on_every_page(guarded: Path, role: str) -> None:
    app, audience = sign_in(role), AUDIENCES[ORDER.index(role)]
    other = {"council": "board", "board": "council"}[audience]
    for name in ("this_month", "indicator", "agency", "training"):
        markup = panel_markup(ask_for(app, name))
        assert f"Viewing as {audience}" in markup
        assert f"Viewing as {other}" not in markup


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_shown_its_pages_and_no_other(guarded: Path, titles: dict[str, dict[str, str]], role: str) -> None:
    app, expected = sign_in(role), titles[AUDIENCES[ORDER.index(role)]]
    for name in NAMES:
        ask_for(app, name)
        assert not app.exception
        allowed = PAGES[name][ORDER.index(role)]
        shown = read_title(app)
        if not allowed:
            assert shown == expected["this_month"], name
        elif name == "access_log":
            assert "access log is whole" in shown
        elif (name, role) == ("returns", "agency"):
            assert "returns are in" in shown
        else:
            assert shown == expected[name]


def test_the_name_and_role_of_who_is_signed_in_stand_beside_the_way_out(guarded: Path) -> None:
    app = sign_in("quality_assurance")
    assert ":small[:gray[Quality\\_assurance, quality assurance]]" in [each.value for each in app.markdown]
    assert "Sign out" in [button.label for button in app.button]


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "council@example.org"},
        {"is_logged_in": False, "email": "council@example.org"},
        claims_of("council", iat=1),
        claims_of("council", iat=int(datetime.now(UTC).timestamp()) - 40 * 60),
    ],
)
@pytest.mark.parametrize("name", [None, "returns"])
def test_who_is_not_signed_in_is_shown_one_button(guarded: Path, claims: dict[str, Any], name: str | None) -> None:
    app = start(**claims)
    if name is not None:
        ask_for(app, name)
    assert [button.label for button in app.button] == ["Sign in"]
    assert_nothing_is_shown(app)


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"email": "stranger@example.org"}, "unknown"),
        ({"iss": "https://elsewhere.example"}, "wrong_issuer"),
        ({"aud": "another"}, "wrong_audience"),
        ({"email_verified": False}, "no_email"),
    ],
)
def test_who_is_refused_reads_why_with_a_reference_that_stands_in_the_log(
    guarded: Path, claims: dict[str, Any], reason: str
) -> None:
    app = sign_in("council", **claims)
    assert [button.label for button in app.button] == ["Sign out"]
    assert_nothing_is_shown(app)
    app.run()
    (event,) = read_events(guarded / "audit.db")
    assert (event.event, event.details["reason"]) == ("refused", reason)
    assert texts(app)[1] == f"Reference: {event.details['reference']}"


def test_who_is_disabled_is_refused_at_the_next_thing_they_do(guarded: Path) -> None:
    app = sign_in("council")
    assert app.get("bidi_component")
    change_person(guarded / "access.db", "council@example.org", {"elft"}, datetime.now(UTC), enabled=False)
    app.selectbox[0].select_index(1).run()
    assert "You have no access to this scorecard." in texts(app)[0]
    assert_nothing_is_shown(app)


def test_a_changed_role_counts_at_the_next_thing_that_is_done(guarded: Path, titles: dict[str, dict[str, str]]) -> None:
    app = ask_for(sign_in("council"), "returns")
    assert read_title(app) == titles["council"]["returns"]
    change_person(guarded / "access.db", "council@example.org", {"elft"}, datetime.now(UTC), role="board")
    assert read_title(app.run()) == titles["board"]["this_month"]


def test_a_sign_in_that_was_ended_is_refused_in_every_session(guarded: Path) -> None:
    claims = claims_of("council")
    first, second = start(**claims), start(**claims)
    assert first.get("bidi_component")
    assert second.get("bidi_component")
    press(first, "Sign out")
    for app in (second.run(), start(**claims)):
        assert texts(app) == ["Your sign-in was ended. Sign in again."]
        assert_nothing_is_shown(app)


def test_signing_in_and_out_stand_in_the_log_once(guarded: Path) -> None:
    claims = claims_of("council")
    start(**claims).run()
    app = start(**claims)
    press(app, "Sign out")
    kept = [event for event in read_events(guarded / "audit.db") if event.event != "view"]
    assert [(event.event, event.person) for event in reversed(kept)] == [
        ("signed_in", "council@example.org"),
        ("signed_out", "council@example.org"),
    ]


def test_nothing_is_shown_where_the_first_use_cannot_be_recorded(guarded: Path) -> None:
    (guarded / "audit.db").mkdir()
    app = sign_in("council")
    assert read_title(app) == "The scorecard cannot be shown yet"
    assert_nothing_is_shown(app)


def test_nothing_is_shown_where_the_people_cannot_be_read(guarded: Path) -> None:
    (guarded / "access.db").write_bytes(b"damaged" * 1000)
    app = sign_in("council")
    assert "cannot be read" in app.warning[0].value
    assert_nothing_is_shown(app)


def test_use_in_one_window_keeps_another_signed_in_and_idle_is_idle_after_a_reload_too(guarded: Path) -> None:
    long_ago = int(datetime.now(UTC).timestamp()) - 3 * 3600
    claims = claims_of("council", iat=long_ago)
    used_ago(guarded, long_ago, minutes=29)
    assert start(**claims).get("bidi_component")
    assert start(**claims).get("bidi_component")
    used_ago(guarded, long_ago, minutes=31)
    assert texts(start(**claims)) == ["Nothing was done here for 30 minutes. Sign in again."]


def used_ago(home: Path, issued_at: int, *, minutes: int) -> None:
    moment = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    with sqlite3.connect(home / "access.db") as connection:
        connection.execute("insert or replace into activity values ('council@example.org', ?, ?)", (issued_at, moment))
    connection.close()


def test_links_to_pages_that_are_not_for_the_role_are_only_words(guarded: Path) -> None:
    assert 'href="/returns' in panel_markup(sign_in("council"))
    board = panel_markup(sign_in("board"))
    assert 'href="/returns' not in board
    assert 'href="/indicator' in board


def test_who_may_not_send_or_write_is_not_offered_to(guarded: Path) -> None:
    sends, writes = {}, {}
    for role in ROLES:
        app = ask_for(sign_in(role), "returns")
        sends[role] = "Send a return" in [button.label for button in app.button]
        app.query_params["indicator"] = "concerns_received"
        ask_for(app, "indicator")
        writes[role] = [box.label for box in app.expander]
    assert [role for role in ROLES if sends[role]] == ["data_officer", "agency"]
    both = ["Add a comment", "Add an event"]
    assert writes == {
        "council": both,
        "quality_assurance": ["Add a comment"],
        "data_officer": both,
        "board": [],
        "agency": [],
        "administrator": [],
    }


def test_an_agency_sees_and_sends_its_own_returns_only(guarded: Path) -> None:
    app = sign_in("agency")
    app.query_params["agency"] = "police"
    ask_for(app, "returns")
    markup = panel_markup(app)
    assert "East London NHS Foundation Trust" in markup
    assert "Bedfordshire Police" not in markup
    assert send_nil_return("agency") == ["ELFT"]
    (entry,) = list_entries(guarded / "tray")
    assert (entry.sending.agency, entry.sending.sender) == ("elft", "agency@example.org")


def test_what_somebody_else_sent_is_not_shown_to_an_agency(guarded: Path) -> None:
    assert len(send_nil_return("data_officer", "police")) > 10
    (entry,) = list_entries(guarded / "tray")
    shown = {
        role: any("nil return" in each.value for each in ask_for(sign_in(role), "returns").markdown)
        for role in ("data_officer", "agency", "council")
    }
    assert entry.sending.sender == "data_officer@example.org"
    assert shown == {"data_officer": True, "agency": False, "council": False}


def test_nothing_that_is_kept_for_several_readers_asks_who_is_looking() -> None:
    kept, asking = [], {"viewer", "current_viewer", "viewer_of_run", "session_state", "user"}
    for path in FOLDER.parent.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(
                "cache" in ast.dump(each) for each in function.decorator_list
            ):
                named = {each.attr for each in ast.walk(function) if isinstance(each, ast.Attribute)}
                named |= {each.id for each in ast.walk(function) if isinstance(each, ast.Name)}
                assert not named & asking, f"{path.name}: {function.name}"
                kept.append(function.name)
    assert {"write_stamp", "write_top", "write_returns_page"} <= set(kept)
