"""A figure that changed says so on its pages, and every version can be opened again as reported at the time."""

import html
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from scorecard.dashboard import row_words, versions
from scorecard.dashboard.navigation import list_pages
from scorecard.dashboard.restatement_tables import was_and_is
from scorecard.publication.generation import next_number, write_generation
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation
from scorecard.settings import load_settings
from tests.dashboard import opening
from tests.dashboard.opening import read_title
from tests.publication.small_board import Board, concern, expect

INDICATORS = ["concerns_received", "concerns_by_type_of_risk"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January: 4 concerns of the council, later corrected to 3; then a version in which nothing changed."""
    board = Board(tmp_path_factory.mktemp("versions"), INDICATORS, expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern(f"A{day}", f"2024-01-0{day}") for day in (1, 2, 3, 4)])
    board.send("concerns", "asc", "2024-02", [concern("B1", "2024-02-03")])
    release(board, datetime(2024, 3, 18, 9, 14))
    corrected = [concern(f"A{day}", f"2024-01-0{day}") for day in (1, 2, 3)]
    board.send("concerns", "asc", "2024-01", corrected, received="2024-04-02T12:00:00")
    release(board, datetime(2024, 4, 18, 9, 14))
    release(board, datetime(2024, 5, 20, 9, 14))
    return board.settings.home


def release(board: Board, made_at: datetime) -> None:
    board.keep()
    publish(board.settings, now=made_at)


@pytest.fixture
def home(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SCORECARD_HOME", str(built))
    load_settings.cache_clear()
    yield built
    load_settings.cache_clear()


def open_page(name: str, **parameters: str) -> AppTest:
    app = opening.open_page(name, **parameters)
    assert not app.exception
    return app


def markup_of(app: AppTest) -> str:
    """Give the markup of every panel, with characters in place of their references."""
    return html.unescape(opening.read_panels(app))


def test_a_changed_figure_has_the_mark_and_says_what_it_was(home: Path) -> None:
    markup = markup_of(open_page("this_month", month="2024-01"))
    assert '3 <span class="mark" title="Changed on 18 April 2024: was 4">[r]</span>' in markup
    assert "1 figure was changed since first published, marked [r]." in markup
    assert "[r] changed since it was first published" in markup


def test_the_month_after_marks_it_as_the_figure_before(home: Path) -> None:
    markup = markup_of(open_page("this_month"))
    assert '3 <span class="mark" title="Changed since it was first published">[r]</span>' in markup
    assert "changed since first published, marked" not in markup


def test_the_changed_figures_alone_are_kept_and_given_back(home: Path) -> None:
    app = open_page("this_month", month="2024-01", only="restated")
    assert "1 of 1 rows: changed since first published." in markup_of(app)
    next(button for button in app.button if button.label == "Show all rows").click().run()
    assert "1 rows." in markup_of(app)


def test_the_indicator_says_what_was_what_is_since_when_and_why(home: Path) -> None:
    markup = markup_of(open_page("indicator", indicator="concerns_received", agency="asc"))
    section = markup.partition("Changed since it was first published</h2>")[2].partition("</section>")[0]
    assert (
        "<th>January 2024</th><td>4</td><td>3</td><td>18 Mar 2024</td><td>18 Apr 2024</td>"
        "<td>Council: safeguarding concerns for January 2024, received 2 April 2024.</td>"
    ) in re.sub(r"<(t[hd])[^>]*>", r"<\1>", section)
    months = markup.partition("Figures behind the chart</h2>")[2]
    assert 'Jan 2024 <span class="mark" title="Changed since it was first published">[r]</span>' in months
    assert '<th scope="row">Feb 2024</th>' in months


def test_an_indicator_of_which_nothing_changed_has_no_such_section(home: Path) -> None:
    markup = markup_of(open_page("indicator", indicator="concerns_received", agency="asc", version="1"))
    assert "Changed since it was first published" not in markup


def test_the_versions_are_listed_newest_first_with_what_they_changed(home: Path) -> None:
    """The total and its one type of risk changed, each for the council and for all."""
    app = open_page("versions")
    assert read_title(app) == "3 versions have been published"
    rows = markup_of(app).partition("Every version</h2>")[2].partition("</table>")[0].split("<tr")[2:]
    numbers = [[cell.rpartition(">")[2] for cell in row.split("</t")[:8]] for row in rows]
    why = "Council: safeguarding concerns for January 2024, received 2 April 2024."
    assert numbers == [
        ["3", "20 May 2024", "20 May 2024", "Feb 2024", "2", "0", "0", ""],
        ["2", "18 Apr 2024", "18 Apr 2024", "Feb 2024", "2", "1", "4", why],
        ["1", "18 Mar 2024", "18 Mar 2024", "Feb 2024", "2", "2", "0", "First version"],
    ]
    assert 'href="/?version=1"' in rows[2]
    assert 'href="/">The newest' in rows[0]


@pytest.mark.parametrize("name", [page.name for page in list_pages()])
def test_every_page_of_an_earlier_version_says_so_and_keeps_to_it(home: Path, name: str) -> None:
    markup = markup_of(open_page(name, version="1", agency="asc"))
    assert "<strong>Version 1 of 18 March 2024</strong>, as reported at the time. " in markup
    page = "" if name == "this_month" else name
    assert f'<a href="/{page}?agency=asc">Show the newest</a>' in markup
    footer = markup.partition('<footer class="foot">')[2]
    assert 'href="/definitions?version=1"' in footer


def test_an_earlier_version_shows_the_figure_as_reported_at_the_time(home: Path) -> None:
    app = open_page("indicator", indicator="concerns_received", agency="asc", month="2024-01", version="1")
    markup = markup_of(app)
    assert '<dt>January 2024</dt><dd class="figure">4</dd>' in markup
    links = [part.partition('"')[0] for part in markup.partition("By agency")[2].split('href="')[1:]]
    inside = [link for link in links if link.startswith("/")]
    assert inside
    newest = [link for link in inside if "version=1" not in link]
    assert not newest


def test_the_next_indicator_is_of_the_same_version(home: Path) -> None:
    markup = markup_of(open_page("indicator", indicator="concerns_received", version="1"))
    address = markup.partition("Previous indicator")[2].partition('href="')[2].partition('"')[0]
    assert address == "/indicator?indicator=concerns_by_type_of_risk&version=1"


def test_the_newest_version_in_the_address_is_shown_without_a_banner(home: Path) -> None:
    markup = markup_of(open_page("this_month", version="3"))
    assert "as reported at the time. " not in markup
    assert "version=3" not in markup.partition('<footer class="foot">')[2]


@pytest.mark.parametrize("version", ["99", "0", "-1", "two", "9" * 5000, "<b>"])
def test_a_version_that_is_not_kept_is_said_and_the_newest_is_shown(home: Path, version: str) -> None:
    markup = markup_of(open_page("this_month", version=version))
    assert "is not kept, or cannot be opened. This is the newest, version 3." in markup
    assert "version=" not in markup.partition('<footer class="foot">')[2]


def test_two_versions_are_compared_figure_by_figure(home: Path) -> None:
    markup = markup_of(open_page("versions", **{"from": "1", "to": "2"}))
    section = markup.partition("Version 1 and version 2 compared</h2>")[2]
    assert "Version 1 of 18 March 2024, version 2 of 18 April 2024. 4 figures changed." in section
    assert (
        'href="/indicator?indicator=concerns_received&agency=asc&month=2024-01&version=2">'
        "Safeguarding concerns received</a></th>"
        "<td>Council</td><td>Jan 2024</td><td>4</td><td>3</td>"
    ) in re.sub(r"<(t[hd])[^>]*>", r"<\1>", section)


def test_the_newest_is_compared_with_the_one_before_unless_told(home: Path) -> None:
    markup = markup_of(open_page("versions"))
    assert "Version 2 and version 3 compared" in markup
    assert "No figures changed. No figures of months came in addition." in markup


def test_a_version_of_before_restatements_were_told_opens_like_any_other(
    built: Path, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    generation = open_generation(built / "published")
    names = generation.ask("select table_name from information_schema.tables")["table_name"].to_list()
    tables = {name: generation.ask(f"select * from {name}") for name in names}
    for name in ("restatement", "version", "first_said"):
        del tables[name]
    own = [name for name in tables["row"].columns if "restated" in name or name.startswith("was_")]
    tables["row"] = tables["row"].drop(own)
    write_generation(folder, "council", next_number(folder), tables)
    assert len(own) == 8
    shutil.copytree(built / "reference", tmp_path / "reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARD_HOME", str(tmp_path))
        load_settings.cache_clear()
        for page in list_pages():
            assert "mark" not in read_title(open_page(page.name))
    load_settings.cache_clear()


def test_a_damaged_version_is_said_instead_of_compared(built: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(built, home)
    with (home / "published" / "council-000002.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(bytes(9000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORECARD_HOME", str(home))
        load_settings.cache_clear()
        app = open_page("versions", **{"from": "2", "to": "3"})
        assert "it was deleted, or it is damaged" in app.warning[0].value
        assert "This is the newest, version 3." in markup_of(open_page("this_month", version="2"))
    load_settings.cache_clear()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/", "/?version=2"),
        ("/indicator?indicator=a&amp;month=2024-01", "/indicator?indicator=a&amp;month=2024-01&amp;version=2"),
        ("/definitions#training", "/definitions?version=2#training"),
        ("/?version=1", "/?version=1"),
        ("/?month=2024-01&amp;version=1", "/?month=2024-01&amp;version=1"),
        ("https://www.example.org/", "https://www.example.org/"),
    ],
)
def test_a_link_within_the_dashboard_stays_in_the_version(
    address: str, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "chosen_version", lambda: "2")
    assert versions.keep_version(Markup(f'<a href="{address}">x</a>')) == f'<a href="{kept}">x</a>'


def test_figures_that_round_to_the_same_are_told_apart() -> None:
    row = {"unit": "percent", "state": "reported", "was_numerator": 13.0, "was_denominator": 48.0, "was_value": 27.08}
    share = row | {"numerator": 12.0, "denominator": 44.0, "value": 27.27}
    assert was_and_is(share) == ("27% (13 of 48)", "27% (12 of 44)")
    days = {"unit": "days", "was_numerator": None, "was_denominator": None, "was_value": 53.6, "state": "reported"}
    assert was_and_is(days | {"numerator": None, "denominator": None, "value": 54.2}) == ("53.6", "54.2")
    assert was_and_is(share | {"state": "late", "value": None}) == ("27%", "Late")


def test_a_held_figure_and_a_late_one_keep_their_marks() -> None:
    row = {"unit": "count", "value": None, "numerator": None, "denominator": None, "data_month": None}
    held = row | {"state": "not_due", "data_month": datetime(2024, 3, 1), "last_value": 7.0, "last_numerator": 7.0}
    assert row_words.figure_text(held | {"last_denominator": None, "last_is_restated": True}) == (
        '7 <span class="mark" title="Changed since it was first published">[r]</span>'
    )
    was = {"was_value": 9.0, "was_numerator": 9.0, "was_denominator": None, "restated_at": datetime(2024, 4, 18, 9)}
    assert row_words.figure_text(row | was | {"state": "late", "is_restated": True}) == (
        'Late <span class="mark" title="Changed on 18 April 2024: was 9">[r]</span>'
    )
