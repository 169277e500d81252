"""What surrounds the dashboard: headers on every answer, and routes for probes and the style sheet."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scorecard.dashboard.css import address_of_styles, style_sheet
from scorecard.errors import ScorecardError
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import load_settings

# `blob:` is how Streamlit loads a component's script. The hash is that of the one inline script of its start page;
# a browser test fails when an upgrade changes it.
START_PAGE_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'self'; script-src 'self' blob: {START_PAGE_SCRIPT}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class SecurityHeaders:
    """Adds the headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


async def answer_styles(request: Request) -> Response:
    """Give the style sheet, to be kept for good where it is the one asked for, and else not at all."""
    is_asked_for = request.url.path == address_of_styles()
    kept = "public, max-age=31536000, immutable" if is_asked_for else "no-store"
    return Response(style_sheet(), media_type="text/css", headers={"Cache-Control": kept})


async def answer_ready(request: Request) -> JSONResponse:
    """Say whether a generation can be opened, and which: 200 with its number, or 503 with what to do.

    Where the newest is damaged and an earlier one is shown, the answer has a warning.
    """
    return await run_in_threadpool(_answer_ready)


def _answer_ready() -> JSONResponse:
    try:
        generation = open_generation(load_settings().published)
        about = read_about(generation)
    except ScorecardError as error:
        return JSONResponse({"ready": False, "reason": str(error)}, status_code=503)
    answer = {"ready": True, "generation": about.number, "reporting_month": f"{about.reporting_month:%Y-%m}"}
    return JSONResponse(answer | ({"warning": generation.warning} if generation.warning else {}))
