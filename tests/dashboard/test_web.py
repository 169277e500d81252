"""What surrounds the dashboard: headers and the probe."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from scorecard.dashboard.frame import draw_logo
from scorecard.dashboard.plain_text import escape_markdown
from scorecard.dashboard.web import SecurityHeaders, answer_ready
from scorecard.settings import load_settings


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[Route("/ready", answer_ready)], middleware=[Middleware(SecurityHeaders)]))


def test_ready_names_the_generation_in_force(
    client: TestClient, published_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCORECARD_HOME", str(published_home))
    load_settings.cache_clear()
    answer = client.get("/ready")
    load_settings.cache_clear()
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "generation": 1, "reporting_month": "2024-03"}


def test_ready_says_what_to_do_while_nothing_is_published(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    load_settings.cache_clear()
    answer = client.get("/ready")
    load_settings.cache_clear()
    assert answer.status_code == 503
    assert "scorecard publish" in answer.json()["reason"]


def test_every_answer_forbids_framing_and_outside_sources(client: TestClient) -> None:
    policy = client.get("/nothing").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy


def test_markdown_in_a_value_is_inert() -> None:
    assert escape_markdown("![b](http://example.org)") == r"\!\[b\]\(http\:\/\/example\.org\)".replace(r"\/", "/")


def test_a_hostile_name_stays_text_in_the_logo() -> None:
    drawn = draw_logo('<script>alert("x")</script> Board')
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
