"""Keeps over the sign-in which page was wanted: Streamlit itself leads everybody to the first one afterwards."""

import re
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

COOKIE, SECONDS_KEPT = "scorecard_wanted", 600
FIRST = "/"
_OF_A_PAGE = re.compile(r"/[a-z_]*(\?[!-~]{1,1000})?")


def keep_wanted(request: HTTPConnection, answer: MutableHeaders, *, until_at: str) -> None:
    """Let the browser keep the page on which “Sign in” was pressed, for the path that the provider sends it back to."""
    before, host, address = request.headers.get("referer", "").partition(f"//{request.headers.get('host')}/")
    is_own = host and before in ("http:", "https:")
    _set_cookie(answer, _check(f"/{address}") if is_own else FIRST, until_at, SECONDS_KEPT)


def lead_to_wanted(request: HTTPConnection, answer: MutableHeaders, *, at: str) -> None:
    """Send who comes from the provider to the page they wanted, in the place of the first one, and forget it."""
    kept = request.cookies.get(COOKIE)
    if kept is not None and answer.get("location") == FIRST:
        answer["location"] = _check(unquote(kept))
        _set_cookie(answer, "", at, 0)


def _check(address: str) -> str:
    """Take the address of a page of our own, never of another site; in the place of any other that of the first."""
    return address if _OF_A_PAGE.fullmatch(address) else FIRST


def _set_cookie(answer: MutableHeaders, value: str, path: str, seconds: int) -> None:
    attributes = f"Path={path}; Max-Age={seconds}; HttpOnly; SameSite=lax"
    answer.append("set-cookie", f"{COOKIE}={quote(value, safe='')}; {attributes}")
