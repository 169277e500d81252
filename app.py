"""The ASGI application: the dashboard's entry script, with headers, and routes for probes, styles and exports."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from scorecard.dashboard.access_logging import record_configuration
from scorecard.dashboard.css import STYLES
from scorecard.dashboard.exporting import answer_export
from scorecard.dashboard.log_export import answer_log_export
from scorecard.dashboard.report_export import PATH as REPORTS
from scorecard.dashboard.report_export import answer_report
from scorecard.dashboard.sign_in import SignInGate, describe_provider
from scorecard.dashboard.warming import write_ahead
from scorecard.dashboard.web import SecurityHeaders, answer_ready, answer_styles
from scorecard.settings import load_settings

record_configuration(load_settings())
app = st.App(
    Path(__file__).parent / "scorecard" / "dashboard" / "entry.py",
    lifespan=write_ahead,
    secrets=describe_provider(load_settings()),
    middleware=[Middleware(SecurityHeaders), Middleware(SignInGate)],
    routes=[
        Route("/ready", answer_ready),
        Route(f"{STYLES}{{name}}", answer_styles),
        Route("/export/access_log.csv", answer_log_export),
        Route(f"{REPORTS}{{entry}}", answer_report),
        Route("/export/{file}", answer_export),
    ],
)
