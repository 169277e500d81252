"""The page of the access log, and what is recorded of the views of those who sign in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from scorecard.access.log import read_events, record_event
from scorecard.access.log_fields import EVENTS
from scorecard.access.viewer import Viewer, sample_viewer
from scorecard.dashboard import access_logging
from scorecard.dashboard.access_log_parts import EVENT_WORDS, check_now_and_then
from scorecard.dashboard.access_logging import keep_choices, log_view, record_configuration, record_upload
from scorecard.dashboard.frame import Opened
from scorecard.errors import AccessLogError
from scorecard.settings import load_settings
from tests.dashboard.opening import open_page, read_panels, read_title
from tests.dashboard.signing_in import ENVIRONMENT

COUNCIL = Viewer("ann@example.org", "Ann", "council")
DIGEST = "ab" * 32


@pytest.fixture
def own_home(published_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The published sample in a home whose log is this test's own."""
    for name in ("published", "reference"):
        (tmp_path / name).symlink_to(published_home / name)
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    load_settings.cache_clear()
    yield tmp_path
    load_settings.cache_clear()


@pytest.fixture
def log(own_home: Path) -> Path:
    path = own_home / "audit.db"
    for day in (17, 18):
        noon = datetime(2024, 4, day, 12, 5)
        choices = {"month": "2024-03", "agency": "asc"}
        record_event(path, "signed_in", "ann@example.org", role="council", at=noon)
        record_event(path, "view", "ann@example.org", role="council", at=noon, page="this_month", choices=choices)
        record_event(path, "export", "bob@example.org", role="board", at=noon, name="scorecard", digest=DIGEST)
    return path


def shown(app: AppTest) -> str:
    return read_panels(app)


def test_an_empty_log_says_so_and_what_will_be_in_it(own_home: Path) -> None:
    app = open_page("access_log")
    assert not app.exception
    assert "Nothing has been recorded yet" in read_title(app)
    assert "appear here" in shown(app)
    assert "access_log.csv" not in shown(app)


def test_the_events_stand_newest_first_in_words(log: Path) -> None:
    app = open_page("access_log")
    assert not app.exception
    assert "The access log is whole: 6 events" in read_title(app)
    markup = shown(app)
    assert markup.index("18 Apr 2024, 12:05:00") < markup.index("17 Apr 2024, 12:05:00")
    assert "agency asc, month 2024-03" in markup
    assert f"digest {DIGEST[:12]}<" in markup
    assert DIGEST[:13] not in markup
    assert "/export/access_log.csv" in markup


def test_a_person_a_kind_and_a_day_keep_their_events(log: Path) -> None:
    app = open_page("access_log")
    app.selectbox[0].select("bob@example.org").run()
    assert "bob@example.org" in shown(app)
    assert "ann@example.org" not in shown(app)
    app.selectbox[2].select("2024-04-17").run()
    assert "18 Apr 2024" not in shown(app)
    app.selectbox[1].select("view").run()
    assert "No event matches." in shown(app)
    assert not app.query_params, "no name of a person stands in an address"


def test_fifty_events_are_a_page(own_home: Path) -> None:
    for _ in range(51):
        record_event(own_home / "audit.db", "signed_in", "ann@example.org")
    app = open_page("access_log")
    assert shown(app).count("Signed in") == 50
    app.button[0].click().run()
    assert shown(app).count("Signed in") == 1
    app.button[0].click().run()
    assert shown(app).count("Signed in") == 50


def test_a_log_that_is_not_whole_says_from_where_on(log: Path) -> None:
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("drop trigger no_update")
        connection.execute("update event set person = 'nobody' where number = 4")
        connection.commit()
    app = open_page("access_log")
    assert "not whole from row 4 on" in read_title(app)
    assert "It was changed after it was recorded." in shown(app)


def test_a_log_that_cannot_be_read_is_a_sentence(own_home: Path) -> None:
    (own_home / "audit.db").write_bytes(b"no log" * 100)
    app = open_page("access_log")
    assert not app.exception
    assert "cannot be read" in read_title(app)


def test_the_check_is_made_at_most_every_ten_minutes(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [6000.0]
    monkeypatch.setattr("scorecard.dashboard.access_log_parts.monotonic", lambda: moment[0])
    assert check_now_and_then(log) is None
    log.unlink()
    record_event(log, "signed_in", "ann@example.org")
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("drop trigger no_delete")
        connection.execute("drop trigger only_next")
        connection.execute("insert into event select 3, at, event, person, role, details, hash, hash from event")
        connection.commit()
    moment[0] = 6599.0
    assert check_now_and_then(log) is None
    moment[0] = 6600.0
    broken = check_now_and_then(log)
    assert broken is not None
    assert broken.number == 2


def test_every_kind_of_event_has_its_words() -> None:
    assert set(EVENT_WORDS) == set(EVENTS)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The choices in the address, and a session of the test's own."""
    choices: dict[str, str] = {}

    parameters = SimpleNamespace(to_dict=lambda: dict(choices))
    monkeypatch.setattr(access_logging, "st", SimpleNamespace(query_params=parameters, session_state={}))
    return choices


def test_a_view_is_recorded_once_for_each_change(own_home: Path, opened: Opened, address: dict[str, str]) -> None:
    for _ in range(3):
        log_view(COUNCIL, opened.generation, "this_month")
    address["agency"] = "asc"
    log_view(COUNCIL, opened.generation, "this_month")
    log_view(COUNCIL, opened.generation, "themes")
    log_view(COUNCIL, opened.generation, "themes")
    del address["agency"]
    log_view(COUNCIL, opened.generation, "themes")
    events = read_events(own_home / "audit.db")[::-1]
    assert [(event.details["page"], event.details["choices"]) for event in events] == [
        ("this_month", {}),
        ("this_month", {"agency": "asc"}),
        ("themes", {"agency": "asc"}),
        ("themes", {}),
    ]
    assert {event.details["generation"] for event in events} == {"council-000001"}
    assert {(event.person, event.role) for event in events} == {("ann@example.org", "council")}


def test_views_of_the_sample_are_not_recorded(own_home: Path, opened: Opened, address: dict[str, str]) -> None:
    log_view(sample_viewer("council"), opened.generation, "this_month")
    assert not (own_home / "audit.db").exists()


def test_a_view_that_cannot_be_recorded_is_not_shown(own_home: Path, opened: Opened, address: dict[str, str]) -> None:
    (own_home / "audit.db").mkdir()
    with pytest.raises(AccessLogError, match="cannot be written to"):
        log_view(COUNCIL, opened.generation, "this_month")


def test_only_choices_that_pages_know_are_recorded() -> None:
    typed = {"month": "2024-03", "agency": "Jane Doe", "note": "JaneDoe", "theme": "x" * 5000, "only": "concern.fail"}
    assert keep_choices(typed) == {"month": "2024-03", "only": "concern.fail"}


def test_a_return_is_recorded_with_its_digest_and_without_its_rows(own_home: Path) -> None:
    viewer = sample_viewer("council")
    record_upload(load_settings(), viewer, "training", "elft", date(2024, 3, 1), b"abc")
    record_upload(load_settings(), viewer, "commentary", "asc", date(2024, 3, 1), None)
    written, sent = read_events(own_home / "audit.db")
    # The digest of “abc” as FIPS 180-2 gives it.
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sent.details == {"feed": "training", "agency": "elft", "month": "2024-03", "digest": digest}
    assert (sent.person, sent.role) == ("sample", "council")
    assert written.details == {"feed": "commentary", "agency": "asc", "month": "2024-03"}


def test_a_page_shows_nothing_where_its_view_cannot_be_recorded(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the entry script, for somebody who has signed in."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    monkeypatch.setattr("scorecard.dashboard.guard._ask", lambda settings: COUNCIL)
    for module in ("guard", "frame"):
        monkeypatch.setattr(f"scorecard.dashboard.{module}.note_use", lambda viewer: None)
    (own_home / "audit.db").mkdir()
    app = open_page("this_month")
    assert "The scorecard cannot be shown yet" in read_title(app)
    assert "access log" in app.warning[0].value
    assert not app.get("bidi_component")
    (own_home / "audit.db").rmdir()
    app = open_page("this_month")
    assert "scorecard cannot be shown" not in read_title(app)
    assert read_events(own_home / "audit.db")[0].event == "view"


def test_a_start_with_other_settings_is_recorded_without_any_of_them(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_configuration(load_settings())
    assert not (own_home / "audit.db").exists(), "the sample is served from a disk that cannot be written too"
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for idle_minutes in ("30", "30", "20"):
        monkeypatch.setenv("SCORECARD_IDLE_MINUTES", idle_minutes)
        load_settings.cache_clear()
        record_configuration(load_settings())
    events = read_events(own_home / "audit.db")
    assert [event.event for event in events] == ["configuration_changed"] * 2
    assert all(set(event.details) == {"setting", "digest"} for event in events)
