"""A meeting looks at the findings in their rank, then at the other exceptions, and follows up what was decided."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.dashboard import meeting_decisions as decisions
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.meeting_bar import Place, Way, name_progress, write_buttons
from scorecard.dashboard.meeting_topics import MOST, Agenda, Topic, describe_months, list_topics
from scorecard.dashboard.meeting_view import draw_chart, write_agenda, write_topic
from scorecard.dashboard.month_view import Choice
from scorecard.months import add_months, months_between
from tests.dashboard.opening import open_page, read_title

MARCH = date(2024, 3, 1)
IN_MARCH = Choice(MARCH, "month", "all", "all")


def ask(opened: Opened, query: str) -> list[Any]:
    return list(opened.generation.ask(query).iter_rows())


def decision(number: int, month: date, due_on: date, **changes: Any) -> dict[str, Any]:
    row = {
        "decision_id": f"D{number}",
        "report_month": month,
        "sent_for": month,
        "indicator": None,
        "subject": None,
        "challenge": None,
        "decision": f"Decision {number}",
        "owner": "Head of Safeguarding",
        "due_on": due_on,
        "done_on": None,
        "recorded_on": month,
        "is_open": True,
        "is_overdue": False,
    }
    return row | changes


def decide(monkeypatch: pytest.MonkeyPatch, by_month: dict[date, list[dict[str, Any]]]) -> None:
    frames = {month: pl.DataFrame(rows, infer_schema_length=None) for month, rows in by_month.items()}
    empty = pl.DataFrame([decision(0, MARCH, MARCH)]).clear()
    monkeypatch.setattr(decisions, "read_decisions", lambda generation, month: frames.get(month, empty))


def test_the_screens_begin_with_the_findings_in_their_rank(opened: Opened) -> None:
    query = "select sentence from finding where view = 'all' and report_month = '2024-03-01' order by \"rank\""
    ranked = [sentence for (sentence,) in ask(opened, query)]
    topics = list_topics(opened, IN_MARCH).topics
    assert len(ranked) >= 3
    assert [topic.title for topic in topics[: len(ranked)]] == ranked
    assert [topic.is_finding for topic in topics] == [True] * len(ranked) + [False] * (len(topics) - len(ranked))


def test_every_row_that_is_always_missed_has_a_screen_or_is_counted(opened: Opened) -> None:
    missed = ask(
        opened,
        """
        select line.title
        from line
        inner join row using (indicator, agency_code)
        where
            line.view = 'all' and row.period = 'month' and row.report_month = '2024-03-01'
            and line.breakdown is not distinct from row.breakdown
            and line.category is not distinct from row.category
            and row.assurance = 'fail' and row.month_state = 'reported' and row.value is not null
            and row.variation not like 'concern%' and not coalesce(row.is_quarterly, false)
        """,
    )
    agenda = list_topics(opened, IN_MARCH)
    titles = [topic.title for topic in agenda.topics] + list(agenda.left_out)
    assert len(missed) >= 2
    for (title,) in missed:
        assert any(said.startswith(title) for said in titles), title


def test_there_are_at_most_eight_screens_and_no_figure_has_two(opened: Opened) -> None:
    for month in months_between(opened.about.first_month, opened.about.reporting_month):
        topics = list_topics(opened, Choice(month, "month", "all", "all")).topics
        assert len(topics) <= MOST
        others = [topic.chosen for topic in topics if not topic.is_finding]
        found = [topic.chosen for topic in topics if topic.is_finding]
        assert len(set(others)) == len(others)
        assert not set(others) & set(found)


def test_every_topic_of_every_month_can_be_shown(opened: Opened) -> None:
    shown = 0
    for month in months_between(opened.about.first_month, opened.about.reporting_month):
        for topic in list_topics(opened, Choice(month, "month", "all", "all")).topics:
            assert topic.reason
            assert topic.reason in write_topic(opened, topic).striptags()
            chart = None if topic.chosen is None else describe_months(opened, topic.chosen)
            if chart is not None:
                assert chart.points[-1].month == month
                assert len(chart.points) >= 18 or month < MARCH
                shown += 1
    assert shown > 40


def test_a_chart_is_drawn_with_labels_of_20_pixels(opened: Opened) -> None:
    topic = list_topics(opened, IN_MARCH).topics[0]
    assert topic.chosen is not None
    chart = describe_months(opened, topic.chosen)
    assert chart is not None
    layout = draw_chart(chart, False, False).to_dict()["layout"]
    assert {note["font"]["size"] for note in layout["annotations"]} == {20}
    assert draw_chart(chart, False, True).to_dict()["layout"]["xaxis"]["tickfont"]["size"] == pytest.approx(15)


def test_a_month_without_a_finding_says_so(opened: Opened) -> None:
    april = Choice(date(2022, 4, 1), "month", "all", "training_supervision")
    agenda = list_topics(opened, april)
    assert not [topic for topic in agenda.topics if topic.is_finding]
    words = write_agenda(opened, april, agenda, ()).striptags()
    assert "No finding. April 2022: too few months to judge." in words


def test_an_agency_and_a_theme_keep_only_their_findings(opened: Opened) -> None:
    whose = "indicator in (select indicator from indicator where list_contains(themes, 'training_supervision'))"
    query = f"""
        select sentence from finding
        where view = 'asc' and report_month = '2024-03-01' and {whose} order by \"rank\"
        """
    chosen = Choice(MARCH, "month", "asc", "training_supervision")
    topics = [topic.title for topic in list_topics(opened, chosen).topics if topic.is_finding]
    assert topics == [sentence for (sentence,) in ask(opened, query)]


@pytest.mark.parametrize("at", ["99", "-1", "two", ""])
def test_a_place_that_is_not_there_falls_back_to_the_first(home: Path, at: str) -> None:
    app = open_page("meeting", at=at)
    assert not app.exception
    assert read_title(app).startswith("Since last time")


def test_every_month_opens(home: Path, opened: Opened) -> None:
    for month in months_between(opened.about.first_month, opened.about.reporting_month):
        app = open_page("meeting", month=f"{month:%Y-%m}", at="1")
        assert not app.exception, month
        assert read_title(app)


def test_the_place_and_the_choices_are_in_every_address() -> None:
    topics = tuple(Topic(f"Finding {number}", "concern", None, "Why", None) for number in (1, 2))
    way = Way({"month": "2024-02", "agency": "asc", "period": None}, Place(1, False, True), 3)
    assert way.to() == "/meeting?month=2024-02&agency=asc&at=1&aid=on"
    assert way.out() == "/?month=2024-02&agency=asc"
    words = write_buttons(Agenda(topics, ()), way, notes=True)
    assert "Next: finding 2" in words.striptags()
    assert 'href="/meeting?month=2024-02&amp;agency=asc&amp;at=2&amp;aid=on"' in words
    assert 'href="/meeting?month=2024-02&amp;agency=asc&amp;aid=on"' in words


def test_progress_counts_findings_and_exceptions_apart() -> None:
    topics = [Topic("Title", "target", None, "Why", None, is_finding=number < 3) for number in range(5)]
    agenda = Agenda(tuple(topics), ())
    assert [name_progress(agenda, at) for at in (0, 1, 3, 4, 5, 6)] == [
        "Since last time",
        "Finding 1 of 3",
        "Finding 3 of 3",
        "Exception 1 of 2",
        "Exception 2 of 2",
        "What was decided",
    ]


def test_last_months_decisions_are_followed_up(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    february = add_months(MARCH, -1)
    late, still, finished = (
        decision(1, february, date(2024, 4, 10)),
        decision(2, february, date(2024, 6, 30)),
        decision(3, february, date(2024, 4, 1), done_on=date(2024, 3, 28)),
    )
    made = decision(4, MARCH, date(2024, 5, 31))
    decide(monkeypatch, {february: [still, finished, late], MARCH: [late | {"is_overdue": True}, still, made]})
    followed = decisions.follow_up(opened.generation, MARCH)
    assert [(each.decision["decision_id"], each.state) for each in followed] == [
        ("D1", "overdue"),
        ("D2", "open"),
        ("D3", "done"),
    ]
    assert decisions.write_follow_up_title(followed) == "Since last time: 1 done, 1 overdue, 1 open"
    assert decisions.list_made(opened.generation, MARCH)["decision_id"].to_list() == ["D4"]


def test_what_is_in_hand_is_marked_late(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = list_topics(opened, IN_MARCH).topics[0]
    assert topic.chosen is not None
    own = decision(1, MARCH, date(2024, 4, 1), indicator=topic.chosen.indicator, is_overdue=True)
    decide(monkeypatch, {MARCH: [own, decision(2, MARCH, MARCH, indicator="something_else")]})
    # Past the cache, which holds the decisions of the sample and must not come to hold these.
    markup = decisions.write_in_hand.__wrapped__(opened, topic, MARCH)
    assert markup is not None
    assert "Decision 1" in markup.striptags()
    assert "by 1 Apr 2024" in markup.striptags()
    assert markup.count(">Late<") == 1
    assert "Decision 2" not in markup


def test_the_notes_hold_each_decision_below_its_finding(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = list_topics(opened, IN_MARCH)
    second = agenda.topics[1].chosen
    assert second is not None
    own = decision(1, MARCH, date(2024, 5, 31), indicator=second.indicator, challenge="Who waits longest?")
    decide(monkeypatch, {MARCH: [own, decision(2, MARCH, date(2024, 6, 30))]})
    notes = decisions.write_notes(opened, MARCH, agenda)
    places = [notes.index(words) for words in (f"2. {agenda.topics[1].title}", "Decision 1", "3. ", "Decision 2")]
    assert places == sorted(places)
    assert "- Question or challenge: Who waits longest?\n- Decision: Decision 1\n" in notes
    assert "- By: 31 May 2024" in notes
    assert opened.about.notice in notes
