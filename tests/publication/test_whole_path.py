"""From returns to published figures: everything published is worked out again in plain Python from what was sent."""

from datetime import date

import pytest

from scorecard.publication.opening import Generation
from tests.publication.sent_returns import Sent
from tests.publication.small_board import Board, expect, measure
from tests.publication.worked_out import INDICATORS, work_out


@pytest.fixture(scope="module")
def sent() -> Sent:
    return Sent()


@pytest.fixture(scope="module")
def generation(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    board = Board(
        tmp_path_factory.mktemp("home"),
        INDICATORS,
        expected=[
            *(expect(feed, "asc") for feed in ("concerns", "enquiries", "training")),
            *(expect(feed, "elft", "quarterly") for feed in ("training", "measures")),
        ],
        measures=[measure("supervision", "elft", "quarterly")],
    )
    for (feed, agency, month), rows in sent.returns.items():
        if (feed, month) == ("concerns", date(2023, 8, 1)):
            board.send(feed, agency, f"{month:%Y-%m}", rows[:3], received="2023-09-04T09:00:00")
        board.send(feed, agency, f"{month:%Y-%m}", rows)
    return board.publish()


def test_every_published_figure_is_what_plain_python_makes_of_the_returns(sent: Sent, generation: Generation) -> None:
    expected = work_out(sent)
    published = {
        (row["indicator"], row["period"], row["agency_code"], row["category"], row["report_month"]): row
        for row in generation.ask("select * from figure").iter_rows(named=True)
    }
    assert sorted(published, key=repr) == sorted(expected, key=repr)
    different = {
        key: (found, {name: published[key][name] for name in found})
        for key, found in expected.items()
        if not all(
            published[key][name] == (pytest.approx(value) if isinstance(value, float) else value)
            for name, value in found.items()
        )
    }
    assert different == {}


def test_there_are_figures_of_every_state(generation: Generation) -> None:
    states = generation.ask("select distinct state from figure")["state"]
    assert set(states) == {"reported", "partial", "late", "not_due"}


def test_every_value_is_the_division_of_its_parts_or_the_count_itself(generation: Generation) -> None:
    rows = generation.ask("select figure.*, unit from figure inner join indicator using (indicator)")
    for row in rows.iter_rows(named=True):
        if row["unit"] != "percent":
            assert row["value"] == row["numerator"]
        elif row["denominator"]:
            assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])
        else:
            assert row["value"] is None


def test_a_stock_is_the_month_ends_figure_in_every_period(generation: Generation) -> None:
    differing = generation.ask(
        """
        select indicator, agency_code, category, report_month
        from figure
        inner join indicator using (indicator)
        where kind = 'stock'
        group by all
        having count(distinct (figure.numerator, figure.denominator, state)) <> 1 or count(*) <> 4
        """
    )
    assert differing.is_empty()


def test_people_who_come_back_are_counted_once_so_months_add_up_to_more_than_the_year(
    sent: Sent, generation: Generation
) -> None:
    rows = generation.ask(
        """
        select period, sum(numerator) as people
        from figure
        where indicator = 'people_in_section_42_enquiries' and agency_code = 'all'
            and (period = 'month' and report_month between date '2023-04-01' and date '2024-03-01'
                or period = 'year' and report_month = date '2024-03-01')
        group by all
        """
    )
    people = dict(rows.iter_rows())
    assert people["year"] < people["month"]
