"""The route of the access log as a file, for whoever may read it; that it was taken away is recorded too."""

import json
from hashlib import sha256

import polars as pl
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from scorecard.access.log import read_every_event, record_event
from scorecard.access.viewer import Viewer
from scorecard.dashboard.access_logging import NOBODY_SIGNED_IN, record_refusal
from scorecard.dashboard.exporting import answer_unstored, ask_to_sign_in, viewer_of_request
from scorecard.errors import ScorecardError
from scorecard.exports.files import FORMATS
from scorecard.exports.tables import as_csv
from scorecard.settings import Settings, load_settings

NAME = "access_log"


async def answer_log_export(request: Request) -> Response:
    """Give the whole log as CSV: 401 without a sign-in that holds, 403 where the role may not read it."""
    return await answer_unstored(_answer, request)


def _answer(request: Request) -> Response:
    try:
        viewer, settings = viewer_of_request(request), load_settings()
        if viewer is None:
            return ask_to_sign_in()
        if not viewer.policy.may_read_log:
            record_refusal(settings, viewer, name=NAME)
            return PlainTextResponse(f"Your role, {viewer.title}, may not read the access log.", 403)
        return _give(viewer, settings)
    except ScorecardError as error:
        return PlainTextResponse(str(error), 503)


def _give(viewer: Viewer, settings: Settings) -> Response:
    path = settings.audit_log
    rows = [
        {
            "Number": event.number,
            "At": event.at.isoformat(timespec="milliseconds"),
            "Event": event.event,
            "Person": event.person,
            "Role": event.role,
            "Details": json.dumps(dict(event.details), sort_keys=True),
            "Hash": event.hash,
        }
        for event in read_every_event(path)
    ]
    content = as_csv(pl.DataFrame(rows, schema_overrides={"Number": pl.Int64}))
    person, digest = viewer.email or NOBODY_SIGNED_IN, sha256(content).hexdigest()
    record_event(path, "export", person, role=viewer.role, name=NAME, format="csv", digest=digest)
    headers = {"Content-Disposition": f'attachment; filename="{NAME}.csv"'}
    return Response(content, media_type=FORMATS["csv"], headers=headers)
