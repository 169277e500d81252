"""The two users of a server: what each may open in the home folder, and whose settings a command gets."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scorecard.access.log import count_events, head, record_event
from scorecard.access.people import add_person, list_people
from scorecard.settings import Settings
from tests.test_backup import put_program, run


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Programs that only root could run, each of which writes down how it was called."""
    folder = tmp_path / "programs"
    for name in ("getent", "id"):
        put_program(folder, name, "exit 0")
    put_program(folder, "chown", f'echo "$*" >>"{tmp_path}/owners"')
    put_program(folder, "setpriv", 'echo "$@"; umask; env')
    return folder


def modes(home: Path) -> dict[str, str]:
    return {
        str(path.relative_to(home)): f"{stat.S_IMODE(path.stat().st_mode):04o}"
        for path in [home, *home.rglob("*")]
        if not path.is_symlink()
    }


def test_the_home_folder_is_open_to_each_user_as_far_as_needed(tmp_path: Path, programs: Path) -> None:
    home = tmp_path / "home"
    for name in ("warehouse.duckdb", "originals/0a", "published/council-000001.duckdb", "reference/agencies.csv"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"")
    (home / "access.db").write_bytes(b"people")
    for _ in range(2):
        done = run("prepare-home.sh", home, path=programs)
        assert done.returncode == 0, done.stderr
    assert modes(home) == {
        ".": "0750",
        "warehouse.duckdb": "0600",
        "originals": "0700",
        "originals/0a": "0600",
        "published": "2750",
        "published/council-000001.duckdb": "0640",
        "reference": "0750",
        "reference/agencies.csv": "0640",
        "tray": "2770",
        "access": "2770",
        "access/access.db": "0600",
        "access/audit.db": "0660",
    }
    assert (home / "access.db").read_bytes() == (home / "access" / "access.db").read_bytes() == b"people"
    assert (home / "access.db").is_symlink()
    owners = (tmp_path / "owners").read_text(encoding="utf-8").splitlines()
    for owner, place in {
        "scorecard-loader:scorecard-loader": "/originals",
        "scorecard-loader:scorecard": "/published",
        "root:scorecard": "/reference",
        "scorecard-web:scorecard": "/access",
    }.items():
        assert f"-hR {owner} {home}{place}" in owners
    assert f"scorecard-loader:scorecard-loader {home}/warehouse.duckdb" in owners


def test_a_new_home_folder_has_nobody_and_an_empty_access_log_to_write_to(tmp_path: Path, programs: Path) -> None:
    home = tmp_path / "home"
    (home / "reference").mkdir(parents=True)
    assert run("prepare-home.sh", home, path=programs).returncode == 0
    settings = Settings(home=home)
    assert list_people(settings.access) == []
    assert count_events(settings.audit_log) == 0
    record_event(settings.audit_log, "signed_in", "a@example.org", role="council")
    assert head(settings.audit_log).startswith("1:")
    now = datetime(2024, 4, 18, 9, tzinfo=UTC)
    add_person(settings.access, "a@example.org", [], now, name="A", role="council")
    assert [path.name for path in sorted(home.iterdir()) if path.is_file() and not path.is_symlink()] == []
    assert modes(home)["access/audit.db"] == "0660"
    assert (home / "access" / "access.db").stat().st_size > 0


@pytest.mark.parametrize(("part", "mask", "other"), [("web", "0007", "loader"), ("loader", "0027", "web")])
def test_a_command_gets_the_settings_of_its_user_and_no_others(
    tmp_path: Path, programs: Path, part: str, mask: str, other: str
) -> None:
    settings = tmp_path / "settings"
    settings.mkdir()
    for name in ("scorecard", "web", "loader"):
        (settings / f"{name}.env").write_text(f"SCORECARD_OF_{name.upper()}=1\n", encoding="utf-8")
    done = run(
        "run-as.sh", part, "people", "list", path=programs, SCORECARD_ETC=str(settings), SCORECARD_CODE=str(tmp_path)
    )
    called, said_mask, *environment = done.stdout.splitlines()
    assert called == (
        f"--reuid scorecard-{part} --regid scorecard-{part} --init-groups --no-new-privs -- "
        f"{tmp_path}/.venv/bin/scorecard people list"
    )
    assert said_mask == mask
    assert {"SCORECARD_OF_SCORECARD=1", f"SCORECARD_OF_{part.upper()}=1"} <= set(environment)
    assert f"SCORECARD_OF_{other.upper()}=1" not in environment


def test_a_part_that_does_not_exist_is_refused(programs: Path) -> None:
    done = run("run-as.sh", "database", "list", path=programs)
    assert (done.returncode, done.stderr) == (2, "There is no database. Say web or loader.\n")
