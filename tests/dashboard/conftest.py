"""What the tests of pages share."""

import pytest


@pytest.fixture(autouse=True)
def _write_no_views_ahead(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Views written ahead would take the time of the tests; the tests of that itself leave it on."""
    if request.path.name != "test_warming.py":
        monkeypatch.setattr("scorecard.dashboard.warming._write_views", lambda opened, ends: None)
