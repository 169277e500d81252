"""The files of the deployment guide hold what the guide promises, and name only what exists."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from scorecard.settings import PROJECT, Settings
from tests.helpers.server_files import DEPLOYMENT, read_environment, read_nginx, read_unit

GUIDE = PROJECT / "docs" / "deployment.md"
HOME = "/var/lib/safeguarding-scorecard"
BOTH, WEB, LOADER = "example.env", "example-web.env", "example-loader.env"
UNITS = {"web": "safeguarding-scorecard.service", "loader": "safeguarding-scorecard-loader.service"}


@pytest.mark.parametrize("name", [BOTH, WEB, LOADER])
def test_every_setting_of_the_examples_exists(name: str) -> None:
    own = [key for key in read_environment(DEPLOYMENT / name) if key.startswith("SCORECARD_")]
    assert own
    assert [key for key in own if key.removeprefix("SCORECARD_").lower() not in Settings.model_fields] == []


def test_each_secret_is_in_the_file_of_whoever_needs_it_and_in_no_other() -> None:
    held = {
        name: {key for key in read_environment(DEPLOYMENT / name) if "SECRET" in key} for name in (BOTH, WEB, LOADER)
    }
    assert held == {
        BOTH: set(),
        WEB: {"SCORECARD_SIGN_IN_CLIENT_SECRET", "SCORECARD_COOKIE_SECRET"},
        LOADER: {"SCORECARD_DISCLOSURE_SECRET"},
    }


@pytest.mark.parametrize(
    ("name", "secret"), [(WEB, "SCORECARD_COOKIE_SECRET"), (LOADER, "SCORECARD_DISCLOSURE_SECRET")]
)
def test_an_example_whose_secret_was_not_made_is_refused(
    name: str, secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for key, value in (read_environment(DEPLOYMENT / BOTH) | read_environment(DEPLOYMENT / name)).items():
        monkeypatch.setenv(key, value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert [error["loc"] for error in refused.value.errors()] == [(secret.removeprefix("SCORECARD_").lower(),)]
    monkeypatch.setenv(secret, "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")
    assert Settings().home == Path(HOME)


def test_the_guide_names_only_files_that_exist_and_every_file_of_its_folder() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/])(?:docs|deployment)/[\w./*-]*[\w*]", text))
    assert len(named) > 8
    for name in named:
        inside = name if name.startswith("docs/") else f"docs/{name}"
        assert list(PROJECT.glob(inside)), name
    for path in DEPLOYMENT.iterdir():
        assert f"](deployment/{path.name})" in text, path.name


def test_the_guide_names_the_home_folder_as_the_settings_do() -> None:
    settings, text = Settings(home=Path(HOME)), GUIDE.read_text(encoding="utf-8")
    for place in (settings.reference, settings.originals, settings.tray, settings.published):
        assert f"`{place.relative_to(HOME)}/`" in text
    for file in (settings.warehouse, settings.access, settings.audit_log):
        assert f"`{file.relative_to(HOME)}`" in text


def test_the_impact_assessment_names_every_store_of_the_home_folder() -> None:
    settings = Settings(home=Path(HOME))
    text = (PROJECT / "docs" / "dpia_starter.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    stores = " ".join(rows)
    for place in (settings.warehouse, settings.originals, settings.tray, settings.access, settings.audit_log):
        assert f"`{place.name}" in stores
    for audience in ("council", "board"):
        assert f"`published/{audience}-*.duckdb`" in stores


@pytest.mark.parametrize("part", UNITS)
def test_a_unit_runs_a_program_that_is_installed_as_its_own_user(part: str) -> None:
    unit = read_unit(DEPLOYMENT / UNITS[part])
    (command,) = unit["ExecStart"]
    program, _, arguments = command.partition(" ")
    own = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert program.startswith("/opt/safeguarding-scorecard/current/.venv/bin/")
    assert Path(program).name in {"streamlit", *own}
    assert unit["User"] == unit["Group"] == [f"scorecard-{part}"]
    assert arguments.split()[:2] == {"web": ["run", "app.py"], "loader": ["load", "--watch"]}[part]
    assert unit["EnvironmentFile"] == [f"/etc/safeguarding-scorecard/{name}.env" for name in ("scorecard", part)]


@pytest.mark.parametrize("part", UNITS)
def test_a_unit_is_hardened(part: str) -> None:
    unit = read_unit(DEPLOYMENT / UNITS[part])
    for name in (
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectHome",
        "RestrictNamespaces",
        "LockPersonality",
    ):
        assert unit[name] == ["true"], name
    assert unit["ProtectSystem"] == ["strict"]
    assert unit["CapabilityBoundingSet"] == [""]
    hidden = " ".join(unit["InaccessiblePaths"]).split()
    assert {"-/etc/safeguarding-scorecard", "-/var/backups/safeguarding-scorecard"} <= set(hidden)


def test_the_dashboard_writes_the_tray_and_the_access_files_only_and_sees_no_case_rows() -> None:
    unit = read_unit(DEPLOYMENT / UNITS["web"])
    assert unit["ReadOnlyPaths"] == [HOME]
    assert unit["ReadWritePaths"] == [f"{HOME}/tray {HOME}/access"]
    hidden = " ".join(unit["InaccessiblePaths"]).split()
    assert {f"-{HOME}/originals", f"-{HOME}/warehouse.duckdb"} <= set(hidden)
    assert "~symlink symlinkat link linkat" in unit["SystemCallFilter"]


def test_the_loader_has_no_network_and_what_it_publishes_is_not_for_others_to_write() -> None:
    unit = read_unit(DEPLOYMENT / UNITS["loader"])
    assert (unit["PrivateNetwork"], unit["RestrictAddressFamilies"], unit["UMask"]) == (["true"], ["AF_UNIX"], ["0027"])


def test_nginx_the_unit_and_the_guide_name_the_same_port() -> None:
    (behind,) = read_nginx(DEPLOYMENT / "nginx.conf").find("upstream", "scorecard")
    assert behind.values("server") == ["127.0.0.1:8501"]
    (command,) = read_unit(DEPLOYMENT / UNITS["web"])["ExecStart"]
    assert command.endswith("--server.address 127.0.0.1 --server.port 8501")
    assert set(re.findall(r"http://127\.0\.0\.1:(\d+)", GUIDE.read_text(encoding="utf-8"))) == {"8501"}


@pytest.mark.parametrize("script", sorted(DEPLOYMENT.glob("*.sh")), ids=lambda path: path.name)
def test_a_script_can_be_run(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    subprocess.run(["bash", "-n", script], check=True)
