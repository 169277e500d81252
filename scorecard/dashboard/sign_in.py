"""Sign-in outside a page: what Streamlit is told of the provider, who an HTTP request is from, and a plain failure."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from scorecard.access.checking import Refusal, admit
from scorecard.access.viewer import Viewer, sample_viewer
from scorecard.dashboard.wanted_page import keep_wanted, lead_to_wanted
from scorecard.errors import ScorecardError
from scorecard.settings import Settings, load_settings

LOGIN, MEDIA, CALLBACK = "/auth/login", "/media/", "/oauth2callback"
FAILED = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Signing in does not work</title>
<style>
body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 16px/24px sans-serif; }
html { color-scheme: light dark; color: light-dark(#16222e, #fff); background: light-dark(#fff, #16222e); }
a { color: inherit; }
</style></head>
<body><main><h1>Signing in does not work at the moment</h1>
<p>The sign-in service of your organisation cannot be reached, so nothing is shown.</p>
<p>Try again in a few minutes. If that does not help, tell IT support.</p>
<p><a href="/">Back to the scorecard</a></p></main></body></html>
"""


def describe_provider(settings: Settings) -> dict[str, Any] | None:
    """Give what Streamlit's sign-in needs to know, as its secrets; None where there is no sign-in."""
    if settings.sign_in_client_secret is None or settings.cookie_secret is None:
        return None
    return {
        "auth": {
            "redirect_uri": f"{settings.sign_in_redirect}{CALLBACK}",
            "cookie_secret": settings.cookie_secret.get_secret_value(),
            "client_id": settings.sign_in_client_id,
            "client_secret": settings.sign_in_client_secret.get_secret_value(),
            "server_metadata_url": f"{settings.sign_in_issuer}/.well-known/openid-configuration",
        }
    }


def read_claims(cookies: Mapping[str, str], settings: Settings) -> dict[str, Any]:
    """Give the claims of the cookie that Streamlit signed; none where there is none that we signed."""
    if settings.cookie_secret is None:
        return {}
    secret = settings.cookie_secret.get_secret_value()

    def read_cookie(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, "").encode("latin-1", "replace"))

    try:
        claims = json.loads(get_cookie_with_chunks(read_cookie, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def viewer_of(request: HTTPConnection, settings: Settings) -> Viewer | Refusal:
    """Give who a request is from, or why they are refused; without sign-in the reader of the invented sample."""
    if not settings.has_sign_in:
        return sample_viewer(settings.audience)
    return admit(read_claims(request.cookies, settings), settings, datetime.now(UTC))


class SignInGate:
    """Gives files of pages to nobody who is not let in, and goes with people to the provider and back.

    It says plainly where the provider cannot be reached.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is for a file that its sender may not have."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path.startswith(MEDIA) and not await run_in_threadpool(_is_let_in, HTTPConnection(scope)):
            await PlainTextResponse("Sign in first.", 401)(scope, receive, send)
        elif path == LOGIN:
            await self._send_to_provider(scope, receive, send)
        elif path == CALLBACK:
            await self._come_back(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _send_to_provider(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Streamlit send the person to the provider; its “Authentication error” tells them nothing."""
        failed = False

        async def send_unless_failed(message: Message) -> None:
            nonlocal failed
            if message["type"] == "http.response.start":
                failed = message["status"] >= 400
                keep_wanted(HTTPConnection(scope), MutableHeaders(scope=message), until_at=CALLBACK)
            if not failed:
                await send(message)

        await self.app(scope, receive, send_unless_failed)
        if failed:
            await HTMLResponse(FAILED, 503)(scope, receive, send)

    async def _come_back(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Streamlit take the answer of the provider, and send the person on to the page that they wanted."""

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                lead_to_wanted(HTTPConnection(scope), MutableHeaders(scope=message), at=CALLBACK)
            await send(message)

        await self.app(scope, receive, send_on)


def _is_let_in(request: HTTPConnection) -> bool:
    try:
        return isinstance(viewer_of(request, load_settings()), Viewer)
    except ScorecardError:
        return False
