"""Settings come from the environment or a file `.env`; a wrong one is refused by name."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from scorecard.errors import ScorecardError
from scorecard.settings import PROJECT, Settings, load_settings


@pytest.fixture(autouse=True)
def _away_from_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own `.env` must not reach these tests."""
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_sample_is_used() -> None:
    settings = Settings()
    assert settings.home == PROJECT / "sample_data"
    assert settings.queries == PROJECT / "queries"
    assert (settings.reporting_month, settings.audience) == (None, "council")
    assert (settings.spc_preset, settings.spc_run) == ("mdc", None)
    assert (settings.largest_return, settings.port) == (200, 8501)


def test_every_place_lies_within_home(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert settings.reference == tmp_path / "reference"
    assert settings.warehouse == tmp_path / "warehouse.duckdb"
    assert settings.published == tmp_path / "published"


def test_the_environment_is_read_whatever_its_case(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"HOME": str(tmp_path), "REPORTING_MONTH": "2024-02", "port": "9000"}.items():
        monkeypatch.setenv(f"SCORECARD_{name}", value)
    settings = Settings()
    assert (settings.home, settings.reporting_month, settings.port) == (tmp_path, date(2024, 2, 1), 9000)


@pytest.mark.parametrize("run", [6, 7])
def test_the_length_of_a_run_can_be_set_in_the_environment(monkeypatch: pytest.MonkeyPatch, run: int) -> None:
    monkeypatch.setenv("SCORECARD_SPC_RUN", str(run))
    assert Settings().spc_run == run


def test_a_file_is_read_and_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SCORECARD_PORT=9001\nSCORECARD_SPC_PRESET=ptd\nSCORECARD_OF_ANOTHER_PROGRAM=1\n")
    monkeypatch.setenv("SCORECARD_PORT", "9002")
    assert (Settings().port, Settings().spc_preset) == (9002, "ptd")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("reporting_month", "March", "“March” is not a month. Write the year and the month, such as 2024-03."),
        ("audience", "press", "council"),
        ("spc_preset", "other", "mdc"),
        ("spc_run", "5", "6 or 7"),
        ("largest_return", "0", "greater than or equal to 1"),
        ("port", "70000", "less than or equal to 65535"),
        ("sign_in_issuer", "login.example.org", "Write a web address, such as https://scorecard.example.org."),
        ("sign_in_issuer", "http://login.example.org", "Write an address that begins with https://."),
        ("sign_in_redirect", "https://scorecard.example.org/?a=b", "Write a web address"),
        ("cookie_secret", "too short", "It needs 32 random characters or more."),
        ("session_hours", "25", "less than or equal to 24"),
        ("idle_minutes", "0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(f"SCORECARD_{name.upper()}", value)
    with pytest.raises(ValidationError) as fault:
        Settings()
    (only,) = fault.value.errors()
    assert only["loc"] == (name,) or only["loc"][-1] == f"scorecard_{name}"
    assert told in str(fault.value)


SIGN_IN = {
    "SIGN_IN_ISSUER": "https://login.example.org/tenant/v2.0/",
    "SIGN_IN_CLIENT_ID": "scorecard",
    "SIGN_IN_CLIENT_SECRET": "a secret of the client",
    "SIGN_IN_REDIRECT": "https://scorecard.example.org",
    "COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
}


def test_sign_in_is_there_with_all_of_its_settings_and_no_secret_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Settings().has_sign_in
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(f"SCORECARD_{name}", value)
    settings = Settings()
    assert settings.has_sign_in
    assert settings.sign_in_issuer == "https://login.example.org/tenant/v2.0"
    assert (settings.session_hours, settings.idle_minutes) == (12, 30)
    assert "a secret of the client" not in repr(settings)
    assert "0123456789abcdef" not in repr(settings)


@pytest.mark.parametrize("missing", SIGN_IN)
def test_sign_in_that_is_set_up_in_part_is_refused_by_the_name_of_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name, value in SIGN_IN.items():
        if name != missing:
            monkeypatch.setenv(f"SCORECARD_{name}", value)
    load_settings.cache_clear()
    with pytest.raises(ScorecardError, match=f"Sign-in is set up in part only. Set SCORECARD_{missing} too") as fault:
        load_settings()
    assert "a secret of the client" not in str(fault.value)


def test_a_secret_that_is_too_short_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_COOKIE_SECRET", "hunter2")
    load_settings.cache_clear()
    with pytest.raises(ScorecardError) as fault:
        load_settings()
    assert "SCORECARD_COOKIE_SECRET: It needs 32 random characters or more" in str(fault.value)
    assert "hunter2" not in str(fault.value)
    assert fault.value.__cause__ is None


def test_only_this_machine_may_be_reached_without_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (SIGN_IN | {"SIGN_IN_ISSUER": "http://127.0.0.1:9400"}).items():
        monkeypatch.setenv(f"SCORECARD_{name}", value)
    assert Settings().sign_in_issuer == "http://127.0.0.1:9400"
