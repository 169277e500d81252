"""Runs the command line as `python -m scorecard`."""

from scorecard.cli import main

main()
