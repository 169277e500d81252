"""The site of nginx, read as nginx reads it, lets through what the dashboard needs and no more."""

import re
import tomllib

import pytest

from scorecard.settings import PROJECT
from tests.helpers.server_files import DEPLOYMENT, Directive, read_nginx


@pytest.fixture
def site() -> Directive:
    """The server block that answers over TLS."""
    (found,) = (one for one in read_nginx(DEPLOYMENT / "nginx.conf").find("server") if one.find("ssl_certificate"))
    return found


def test_nginx_speaks_tls_only_and_says_so() -> None:
    plain, secure = read_nginx(DEPLOYMENT / "nginx.conf").find("server")
    assert plain.values("listen") == ["80", "[::]:80"]
    assert plain.values("return") == ["301 https://scorecard.example.org$request_uri"]
    assert all("ssl" in one.words for one in secure.find("listen"))
    assert secure.values("ssl_protocols") == ["TLSv1.2 TLSv1.3"]
    assert secure.values("add_header") == ["Strict-Transport-Security max-age=31536000 always"]
    assert not any(place.find("add_header") for place in secure.find("location"))


def test_nginx_passes_the_web_socket_on_and_marks_cookies_secure(site: Directive) -> None:
    headers = {one.words[0]: one.words[1] for one in site.find("proxy_set_header")}
    assert headers["Upgrade"] == "$http_upgrade"
    assert headers["Host"] == "$host"
    (connection,) = read_nginx(DEPLOYMENT / "nginx.conf").find("map", "$http_upgrade", headers["Connection"])
    assert {one.name: one.words for one in connection.inside} == {"default": ("upgrade",), "": ("close",)}
    assert site.values("proxy_http_version") == ["1.1"]
    assert site.values("proxy_cookie_flags") == ["~ secure"]
    # A location with headers of its own would lose all of these.
    assert not any(place.find("proxy_set_header") for place in site.find("location"))


def test_nginx_takes_uploads_somewhat_larger_than_the_dashboard_does(site: Directive) -> None:
    config = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    (most,) = site.values("client_max_body_size")
    assert config["server"]["maxUploadSize"] < int(most.removesuffix("m")) <= 25


@pytest.mark.parametrize(
    ("path", "is_blocked"),
    [
        ("/_stcore/metrics", True),
        ("/_stcore/agent", True),
        ("/_stcore/agent/mcp", True),
        ("/_stcore/script-health-check", True),
        ("/_stcore/health", False),
        ("/_stcore/stream", False),
        ("/_stcore/metrics-of-another-page", False),
    ],
)
def test_nginx_hides_what_nobody_outside_needs(site: Directive, path: str, is_blocked: bool) -> None:
    (block,) = (one for one in site.find("location", "~"))
    assert block.values("return") == ["404"]
    assert bool(re.search(block.words[1], path)) is is_blocked


def test_nginx_logs_neither_queries_nor_the_sessions_of_uploads(site: Directive) -> None:
    whole = read_nginx(DEPLOYMENT / "nginx.conf")
    (logged,) = whole.find("log_format", "scorecard")
    used = set(re.findall(r"\$\w+", " ".join(logged.words)))
    assert used.isdisjoint(
        {"$request", "$request_uri", "$args", "$query_string", "$http_referer", "$http_cookie", "$uri"}
    )
    (paths,) = whole.find("map", "$uri", "$scorecard_path")
    (upload,) = (one for one in paths.inside if one.name != "default")
    assert re.search(upload.name.removeprefix("~"), "/_stcore/upload_file/0a1b2c/3d4e")
    assert upload.words == ("/_stcore/upload_file",)
    assert site.values("access_log") == ["/var/log/nginx/scorecard-access.log scorecard"]
    for place in ("/_stcore/upload_file", "= /oauth2callback"):
        (location,) = (one for one in site.find("location") if " ".join(one.words) == place)
        assert location.values("error_log") == ["/var/log/nginx/scorecard-error.log crit"]


def test_a_web_socket_is_taken_from_the_dashboard_s_own_pages_only(site: Directive) -> None:
    (origins,) = read_nginx(DEPLOYMENT / "nginx.conf").find("map", "$http_origin", "$scorecard_is_foreign")
    assert {one.name: one.words for one in origins.inside} == {
        "default": ("1",),
        "https://scorecard.example.org": ("0",),
    }
    (stream,) = site.find("location", "=", "/_stcore/stream")
    (refusal,) = stream.find("if", "($scorecard_is_foreign)")
    assert refusal.values("return") == ["403"]
