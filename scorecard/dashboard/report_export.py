"""The route of the reports on returns in the tray, for whoever may send them; that one was taken away is recorded."""

from hashlib import sha256
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from scorecard.access.log import record_event
from scorecard.access.viewer import Viewer
from scorecard.dashboard.access_logging import record_refusal
from scorecard.dashboard.exporting import answer_unstored, ask_to_sign_in, viewer_of_request
from scorecard.dashboard.markup import element
from scorecard.errors import AccessLogError, ScorecardError
from scorecard.exports.files import FORMATS
from scorecard.months import write_month
from scorecard.settings import Settings, load_settings
from scorecard.tray import NO_SUCH_ENTRY, Entry, read_entry

PATH, NAME, STYLE = "/export/return_report/", "return_report", "xlsx"


def write_report_link(entry: Entry) -> Markup:
    """Write the link to the report on an entry."""
    address = f"{PATH}{quote(entry.name)}"
    return element("p", element("a", "Report as a workbook", href=address, download=True))


async def answer_report(request: Request) -> Response:
    """Give the workbook of one entry: 401 without a sign-in that holds, 403 where the role sends no returns.

    404 where there is none of the viewer's own, 503 where nothing can be recorded.
    """
    return await answer_unstored(_answer, request)


def _answer(request: Request) -> Response:
    try:
        viewer, settings = viewer_of_request(request), load_settings()
        if viewer is None:
            return ask_to_sign_in()
        if viewer.policy.may_send == "nothing":
            record_refusal(settings, viewer, name=NAME)
            return PlainTextResponse(f"Your role, {viewer.title}, sends no returns.", 403)
        return _give(viewer, settings, request.path_params["entry"])
    except AccessLogError as error:
        return PlainTextResponse(str(error), 503)
    except ScorecardError as error:
        return PlainTextResponse(str(error), 404)


def _give(viewer: Viewer, settings: Settings, name: str) -> Response:
    entry = read_entry(settings.tray, name)
    sending = entry.sending
    if not viewer.may_send_for(sending.agency):
        record_refusal(settings, viewer, name=NAME)
        # As where there is none, so that nobody learns whether somebody else has sent something.
        raise ScorecardError(NO_SUCH_ENTRY.format(name=name))
    content = entry.read_report()
    if viewer.is_signed_in:
        digest = sha256(content).hexdigest()
        record_event(
            settings.audit_log, "export", viewer.email, role=viewer.role, name=NAME, format=STYLE, digest=digest
        )
    file_name = f"{sending.agency}_{sending.feed}_{write_month(sending.month)}_report.{STYLE}"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return Response(content, media_type=FORMATS[STYLE], headers=headers)
