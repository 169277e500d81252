"""The route of the exports: each file holds the figures of whoever asks, and is recorded first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from scorecard.access.checking import Refusal
from scorecard.access.log import record_event
from scorecard.access.viewer import Viewer
from scorecard.dashboard.access_logging import name_generation, record_refusal
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.meeting_decisions import write_notes
from scorecard.dashboard.meeting_topics import list_topics
from scorecard.dashboard.month_view import Choice
from scorecard.dashboard.sign_in import viewer_of
from scorecard.errors import GenerationError, ScorecardError, UnknownName
from scorecard.exports.contract import BadChoices, Choices, Options, read_choices
from scorecard.exports.files import FORMATS, make_file
from scorecard.exports.options import list_agencies, list_months, list_themes
from scorecard.exports.registry import find_export
from scorecard.publication.reader import Generation, open_generation, open_version, read_about
from scorecard.settings import Settings, load_settings

NOTES, VERSION = "meeting_notes", "version"
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class File:
    """A file that can be asked for: what it is, the page it stands on, the choices it takes, and how it is made."""

    name: str
    style: str
    media_type: str
    page: str
    options: Mapping[str, Options]
    make: Callable[[Generation, Choices], bytes]


async def answer_export(request: Request) -> Response:
    """Give one file: 401 without a sign-in that holds, 403 where the role may not have it, 404 where there is none.

    400 where the choices in the address cannot be used, 503 where no figures can be opened or nothing can be recorded.
    Every refusal is a sentence.
    """
    return await answer_unstored(_answer, request)


async def answer_unstored(give: Callable[[Request], Response], request: Request) -> Response:
    """Answer in a thread of its own with what no cache may keep."""
    answer = await run_in_threadpool(give, request)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def ask_to_sign_in() -> Response:
    """Answer whoever has no sign-in that holds."""
    return PlainTextResponse("Sign in to the scorecard first, then follow the link again.", 401)


def viewer_of_request(request: Request) -> Viewer | None:
    """Give who asks, as the guard of the pages would let them in; None where it would not."""
    viewer = viewer_of(request, load_settings())
    return None if isinstance(viewer, Refusal) else viewer


def _answer(request: Request) -> Response:
    try:
        viewer = viewer_of_request(request)
        if viewer is None:
            return ask_to_sign_in()
        return _give(request, viewer, load_settings())
    except UnknownName as error:
        return PlainTextResponse(str(error), 404)
    except BadChoices as error:
        return PlainTextResponse(str(error), 400)
    except ScorecardError as error:
        return PlainTextResponse(str(error), 503)


def _give(request: Request, viewer: Viewer, settings: Settings) -> Response:
    file = find_file(request.path_params["file"])
    if not may_have(viewer, file.page):
        record_refusal(settings, viewer, name=file.name)
        return PlainTextResponse(f"Your role, {viewer.title}, may not take this file away.", 403)
    choices = request.query_params.multi_items()
    generation = _open(settings, viewer, [value for key, value in choices if key == VERSION])
    if not read_about(generation).invented and not settings.has_sign_in:
        return PlainTextResponse("These figures are real, and there is no sign-in. Ask the data officer.", 403)
    given = [(key, value) for key, value in choices if key != VERSION and value]
    content = file.make(generation, read_choices(file.options, generation, given))
    if viewer.is_signed_in:
        record_event(
            settings.audit_log,
            "export",
            viewer.email,
            role=viewer.role,
            name=file.name,
            format=file.style,
            generation=name_generation(generation),
            choices=dict(given),
            digest=sha256(content).hexdigest(),
        )
    headers = {"Content-Disposition": f'attachment; filename="{file.name}.{file.style}"'}
    return Response(content, media_type=file.media_type, headers=headers)


def find_file(named: str) -> File:
    """Find what makes a file of this name; raises UnknownName that lists the exports or the formats."""
    name, _, style = named.rpartition(".")
    if (name, style) == (NOTES, "txt"):
        options = {"month": list_months, "agency": list_agencies, "theme": list_themes}
        return File(name, style, "text/plain; charset=utf-8", "meeting", options, _make_notes)
    export = find_export(name)
    if style not in FORMATS:
        raise UnknownName("format", style[:20], FORMATS)
    make = partial(make_file, export, style=style)
    return File(name, style, FORMATS[style], export.page, export.options, make)


def _make_notes(generation: Generation, choices: Choices) -> bytes:
    opened = Opened(generation, read_about(generation))
    agenda = list_topics(opened, Choice(choices.month, choices.period, choices.agency, choices.theme))
    return write_notes(opened, choices.month, agenda).encode("utf-8-sig")


def may_have(viewer: Viewer, page: str) -> bool:
    """Say whether a viewer may take away what stands on a page: the role may export, and may open the page."""
    return viewer.policy.may_export and viewer.may_open(page)


def _open(settings: Settings, viewer: Viewer, numbers: list[str]) -> Generation:
    """Open the figures of the viewer's audience, and of no other: the newest, or the version in the address."""
    audience = viewer.audience
    if audience is None:
        raise GenerationError("Your role sees no figures. Ask the administrator of the scorecard.")
    if len(numbers) > 1 or not all(each.isdecimal() and len(each) <= LONGEST_NUMBER for each in numbers):
        raise BadChoices("The version is not the number of one publication. Write it once, such as version=12.")
    if numbers:
        try:
            generation = open_version(settings.published, audience, int(numbers[0]))
        except GenerationError as error:
            raise BadChoices(str(error)) from error
    else:
        generation = open_generation(settings.published, audience)
    if read_about(generation).audience != audience:
        raise GenerationError(f"No figures for {audience} can be opened. Publish again: scorecard publish.")
    return generation
