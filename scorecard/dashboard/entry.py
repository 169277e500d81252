"""The dashboard's entry script: which figures, whether they may be shown, and which page."""

from scorecard.dashboard.frame import open_dashboard

open_dashboard()
