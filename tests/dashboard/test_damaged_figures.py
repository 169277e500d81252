"""Where the newest version is damaged, every page says so, and the probe too."""

import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from scorecard.dashboard.navigation import FOLDER, list_pages
from scorecard.dashboard.web import answer_ready
from scorecard.settings import load_settings

WARNING = "Version 2 is damaged; version 1 is shown. Tell the data officer: publish again."


@pytest.fixture
def damaged_home(published_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with a second version that is no database."""
    shutil.copytree(published_home / "published", tmp_path / "published")
    (tmp_path / "reference").symlink_to(published_home / "reference")
    (tmp_path / "published" / "council-000002.duckdb").write_bytes(b"damaged" * 999)
    (tmp_path / "published" / "CURRENT").write_text("council-000002.duckdb\n")
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    load_settings.cache_clear()
    return tmp_path


@pytest.mark.parametrize("name", [page.name for page in list_pages()])
def test_every_page_says_which_version_is_shown_and_why(damaged_home: Path, name: str) -> None:
    page = next(page for page in list_pages() if page.name == name)
    app = AppTest.from_file(str(FOLDER.with_name("entry.py")), default_timeout=60).run()
    app.switch_page(str(page.path.relative_to(FOLDER.parent))).run()
    load_settings.cache_clear()
    assert not app.exception
    assert app.warning[0].value.replace("\\", "") == WARNING


def test_the_probe_says_which_version_is_shown_and_why(damaged_home: Path) -> None:
    answer = TestClient(Starlette(routes=[Route("/ready", answer_ready)])).get("/ready")
    load_settings.cache_clear()
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "generation": 1, "reporting_month": "2024-03", "warning": WARNING}
