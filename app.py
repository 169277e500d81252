"""The ASGI application: the dashboard's entry script, with headers and a route that says whether it is ready."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from scorecard.dashboard.web import SecurityHeaders, answer_ready

app = st.App(
    Path(__file__).parent / "scorecard" / "dashboard" / "entry.py",
    middleware=[Middleware(SecurityHeaders)],
    routes=[Route("/ready", answer_ready)],
)
