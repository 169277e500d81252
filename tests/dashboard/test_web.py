"""What surrounds the dashboard: headers and the probe."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from scorecard.dashboard.brand import draw_logo
from scorecard.dashboard.css import STYLES, address_of_styles, style_sheet
from scorecard.dashboard.plain_text import escape_markdown
from scorecard.dashboard.web import SecurityHeaders, answer_ready, answer_styles
from scorecard.settings import load_settings


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/ready", answer_ready), Route(f"{STYLES}{{name}}", answer_styles)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)]))


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


def test_a_browser_keeps_the_style_sheet_it_asked_for_and_no_other(client: TestClient) -> None:
    asked_for, older = client.get(address_of_styles()), client.get(f"{STYLES}0123456789abcdef.css")
    assert asked_for.text == older.text == style_sheet()
    assert asked_for.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in asked_for.headers["cache-control"]
    assert older.headers["cache-control"] == "no-store"


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
