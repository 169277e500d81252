"""What people write on a page is checked, laid in the tray, and shown as saved only once it is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scorecard.access.viewer import sample_viewer
from scorecard.commands.watching import work_through
from scorecard.dashboard.form_fields import list_days, name_day
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.saving import NOTE
from scorecard.dashboard.writing import may_write
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation, read_about, read_commentary, read_decisions
from scorecard.settings import load_settings
from scorecard.tray import list_entries, tell
from tests.dashboard.opening import open_page, read_panels
from tests.publication.small_board import Board, concern, expect

FEBRUARY = date(2024, 2, 1)
NHS_NUMBER = "943 476 5919"
EARLIER = {
    "decision_id": "D1",
    "decision": "Ask the hospitals.",
    "owner": "Chair of the sub-group",
    "due_on": "2024-06-30",
    "recorded_on": "2024-02-20",
}


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """A published board whose council has sent concerns, and whose sixth agency sends the decisions and events."""
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-02", [concern("A1", "2024-02-09")])
    board.send("decisions", "vcse", "2024-01", [EARLIER], received="2024-02-21T09:00")
    board.keep()
    publish(board.settings)
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    monkeypatch.setenv("SCORECARD_QUERIES", str(tmp_path / "queries"))
    load_settings.cache_clear()
    yield board
    load_settings.cache_clear()


def decide() -> None:
    from datetime import date

    from scorecard.dashboard.frame import open_figures
    from scorecard.dashboard.writing import show_decision_form
    from scorecard.settings import load_settings

    month, about = date(2024, 2, 1), {"indicator": "concerns_received", "subject": "asc"}
    show_decision_form(open_figures(), load_settings(), month=month, **about)


def decide_about_many() -> None:
    from datetime import date

    import streamlit as st

    from scorecard.dashboard.frame import open_figures
    from scorecard.dashboard.writing import show_decision_form
    from scorecard.settings import load_settings

    month, about = date(2024, 2, 1), {"indicator": "concerns_received", "subject": st.query_params["agency"]}
    show_decision_form(open_figures(), load_settings(), month=month, **about)


def finish() -> None:
    from datetime import date

    from scorecard.dashboard.frame import open_figures
    from scorecard.dashboard.writing import offer_done
    from scorecard.settings import load_settings

    offer_done(open_figures(), load_settings(), decision_id="D1", sent_for=date(2024, 1, 1))


def save_twice() -> None:
    from datetime import date

    from scorecard.dashboard.saving import Form, save
    from scorecard.settings import load_settings

    row = {"decision_id": "", "decision": "Ask.", "owner": "Chair", "due_on": "2090-01-31", "recorded_on": "2024-02-20"}
    form = Form("twice", "decisions", "vcse", date(2024, 2, 1), {"decision": "Decision"})
    for _ in range(2):
        save(load_settings(), form, row)


def open_form(page: object) -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()  # type: ignore[arg-type]


def fill(app: AppTest, **cells: str) -> AppTest:
    """Type a decision and save it; all is filled in that is needed unless told otherwise."""
    typed = {"challenge": "Why so many?", "decision": "Ask the police.", "owner": "Chair of the sub-group"} | cells
    for label, name in (("Question or challenge", "challenge"), ("Decision", "decision")):
        next(each for each in app.text_area if each.label == label).set_value(typed[name])
    owner, by = app.selectbox
    owner.set_value(typed["owner"] or None)
    by.set_value(max(list_days(date.today())))
    return app.button[0].click().run()


def warnings(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "") for each in app.warning]


def test_a_decision_is_saved_and_published_and_the_fields_are_blank_again(board: Board) -> None:
    app = fill(open_form(decide))
    assert [each.value for each in app.info] == ["Saving"]
    assert [each.disabled for each in app.button] == [True]
    work_through(board.settings)
    app.run()
    saved = list_entries(board.settings.tray)[0].sending.sent_at
    assert [each.value for each in app.success] == [f"Saved {saved:%H:%M}"]
    assert [each.value for each in app.text_area] == ["", ""]
    assert [each.disabled for each in app.button] == [False]
    found = read_decisions(open_generation(board.settings.published), FEBRUARY).filter(decision="Ask the police.")
    said = ("agency_code", "report_month", "indicator", "subject", "challenge", "owner", "recorded_on", "done_on")
    assert found.select(said).rows() == [
        ("vcse", FEBRUARY, "concerns_received", "asc", "Why so many?", "Chair of the sub-group", date.today(), None)
    ]


def test_a_session_keeps_what_was_typed_and_forgets_fields_long_left_blank(board: Board) -> None:
    app = AppTest.from_function(decide_about_many, default_timeout=60)
    app.query_params["agency"] = "asc"
    app.run().text_area[1].set_value("Ask the police.").run()
    for agency in ("elft", "fire", "housing", "police"):
        app.query_params["agency"] = agency
        assert [each.value for each in app.run().text_area] == ["", ""]
    start, columns = "decision_2024-02_concerns_received", ("challenge", "decision", "owner", "due_on")
    kept = {str(key) for key in app.session_state if str(key).startswith(start) and not str(key).endswith("save")}
    blank = {f"{start}_{agency}_0_{column}" for agency in ("fire", "housing", "police") for column in columns}
    assert kept == {f"{start}_asc_0_decision", *blank}
    app.query_params["agency"] = "asc"
    assert [each.value for each in app.run().text_area] == ["", "Ask the police."]


def test_a_personal_detail_never_reaches_the_disk_and_the_text_stays(board: Board) -> None:
    text = f"Ask about {NHS_NUMBER}."
    app = fill(open_form(decide), decision=text)
    assert warnings(app) == ["Decision: The text holds what looks like an NHS number. Take it out."]
    assert [each.value for each in app.text_area] == ["Why so many?", text]
    assert list_entries(board.settings.tray) == []
    assert NHS_NUMBER not in str(app.warning)


def test_what_is_missing_is_named(board: Board) -> None:
    app = open_form(decide)
    app.button[0].click().run()
    assert warnings(app) == ["Fill in: Decision, Owner, By."]
    assert list_entries(board.settings.tray) == []


def test_a_second_click_sends_nothing_twice(board: Board) -> None:
    """The second of two quick clicks arrives before the button is seen to be disabled."""
    app = open_form(save_twice)
    assert not app.exception
    assert len(list_entries(board.settings.tray)) == 1


def test_what_the_loader_refuses_is_told_and_the_text_stays(board: Board) -> None:
    app = fill(open_form(decide))
    problem = {"severity": "refuse_row", "column": "owner", "message": "Too long. Shorten it."}
    check = {"severity": "warn", "column": None, "message": "It corrects a month."}
    tell(list_entries(board.settings.tray)[0], "refused", report={"problems": [problem, check]})
    app.run()
    assert warnings(app) == ["Owner: Too long. Shorten it."]
    assert [each.value for each in app.text_area] == ["Why so many?", "Ask the police."]


def test_a_failure_is_told_and_the_text_stays(board: Board) -> None:
    app = fill(open_form(decide))
    tell(list_entries(board.settings.tray)[0], "failed", message="The disk is full. Make room.")
    app.run()
    assert warnings(app) == ["The disk is full. Make room."]
    assert [each.value for each in app.text_area] == ["Why so many?", "Ask the police."]


def test_the_roles_offered_are_those_that_have_written_and_the_note_says_what_not_to_write(board: Board) -> None:
    app = open_form(decide)
    owner, by = app.selectbox
    assert (owner.label, owner.options) == ("Owner", ["Chair of the sub-group"])
    assert by.label == "By"
    assert NOTE == "No names of adults, dates of birth or NHS numbers."
    assert "dates of birth" in app.markdown[-1].value


def test_a_decision_is_marked_as_done_and_keeps_its_month_and_its_words(board: Board) -> None:
    app = open_form(finish)
    app.button[0].click().run()
    work_through(board.settings)
    app.run()
    assert app.success[0].value.startswith("Saved ")
    decisions = read_decisions(open_generation(board.settings.published), date(2024, 1, 1))
    assert decisions.select("decision_id", "report_month", "decision", "due_on", "done_on").rows() == [
        ("D1", date(2024, 1, 1), "Ask the hospitals.", date(2024, 6, 30), date.today())
    ]


def test_nobody_writes_where_returns_cannot_be_sent(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORECARD_MAY_SEND", "false")
    load_settings.cache_clear()
    for page in (decide, finish):
        app = open_form(page)
        assert not [*app.button, *app.text_area]
    assert not open_page("indicator", indicator="concerns_received").text_area


def test_nobody_writes_into_a_version_of_the_past(board: Board) -> None:
    generation = open_generation(board.settings.published)
    about = read_about(generation)
    writer = sample_viewer("council")
    assert may_write(Opened(generation, about, viewer=writer), board.settings)
    assert not may_write(Opened(generation, about, is_newest=False, viewer=writer), board.settings)
    assert not may_write(Opened(generation, about), board.settings)


def test_a_comment_stands_on_the_page_of_its_indicator_with_its_role_and_date(board: Board) -> None:
    app = open_page("indicator", indicator="concerns_received", agency="asc", month="2024-02")
    assert not app.exception
    assert "Nothing written yet for this month. Owner: Council." in read_panels(app)
    app.session_state["comment_2024-02_concerns_received_open"] = True
    app.run()
    next(each for each in app.text_area if each.label == "What it tells us").set_value("Fewer from the police.")
    next(each for each in app.selectbox if each.label == "Your role").set_value("Chair of the sub-group")
    next(each for each in app.button if each.label == "Save the comment").click().run()
    work_through(board.settings)
    app.run()
    said = read_commentary(open_generation(board.settings.published), "concerns_received", FEBRUARY)
    assert said.select("agency_code", "line", "comment", "owner", "written_on").rows() == [
        ("asc", 1, "Fewer from the police.", "Chair of the sub-group", date.today())
    ]
    assert "Fewer from the police." in read_panels(app)
    assert f"Chair of the sub-group, Council, {date.today().day} " in read_panels(app)


def test_an_event_without_a_theme_is_not_sent(board: Board) -> None:
    app = open_page("indicator", indicator="concerns_received", month="2024-02")
    app.session_state["event_2024-02_open"] = True
    app.run()
    next(each for each in app.selectbox if each.label == "Recorded by").set_value("vcse").run()
    next(each for each in app.text_input if each.label == "What happens").set_value("Week on falls")
    next(each for each in app.selectbox if each.label == "Day").set_value(date(2024, 2, 12))
    next(each for each in app.button if each.label == "Save the event").click().run()
    assert warnings(app) == ["Fill in: Themes."]
    assert list_entries(board.settings.tray) == []


def test_the_days_offered_are_in_a_few_weeks_and_at_the_ends_of_months() -> None:
    today = date(2024, 4, 23)
    days = list_days(today)
    assert days[:5] == [date(2024, 4, 30), date(2024, 5, 7), date(2024, 5, 21), date(2024, 5, 31), date(2024, 6, 30)]
    assert days[-1] == date(2025, 6, 30)
    assert name_day(date(2024, 4, 30), today) == "30 April 2024, in 1 week"
    assert name_day(date(2024, 5, 7), today) == "7 May 2024, in 2 weeks"
    assert name_day(date(2024, 5, 31), today) == "31 May 2024"
