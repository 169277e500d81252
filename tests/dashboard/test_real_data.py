"""Without sign-in, real figures are shown by nobody: not by the page, and not by the server's start."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from scorecard.cli import main
from scorecard.dashboard.navigation import FOLDER
from scorecard.publication.publish import publish
from scorecard.reference import load_reference
from scorecard.settings import Settings, load_settings


@pytest.fixture
def real_home(published_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, published by a partnership that says its data are real."""
    home = tmp_path / "real"
    shutil.copytree(published_home, home, ignore=shutil.ignore_patterns("published", "originals"))
    about = home / "reference" / "partnership.toml"
    about.write_text(about.read_text(encoding="utf-8").replace("invented = true", "invented = false"), encoding="utf-8")
    load_reference.cache_clear()
    publish(Settings(home=home))
    monkeypatch.setenv("SCORECARD_HOME", str(home))
    load_settings.cache_clear()
    return home


def test_the_page_refuses_real_figures(real_home: Path) -> None:
    app = AppTest.from_file(str(FOLDER.with_name("entry.py")), default_timeout=30).run()
    load_settings.cache_clear()
    assert not app.exception
    assert "there is no sign-in" in app.warning[0].value.replace("\\", "")
    assert not app.get("bidi_component")


def test_the_server_does_not_start_on_real_figures(real_home: Path) -> None:
    answer = CliRunner().invoke(main, ["serve", "--port", "8999"])
    load_settings.cache_clear()
    assert answer.exit_code == 1
    assert "there is no sign-in" in answer.output
