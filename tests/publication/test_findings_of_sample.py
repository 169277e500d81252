"""The findings of the sample: few, worst first, of whole months, with the verdict of their month."""

from pathlib import Path

import polars as pl
import pytest

from scorecard.publication.opening import Generation
from scorecard.publication.reader import open_generation


@pytest.fixture(scope="module")
def sample(published_home: Path) -> Generation:
    return open_generation(published_home / "published")


def test_every_view_and_month_of_the_sample_has_at_most_six_findings_of_which_four_are_real_and_one_is_none(
    sample: Generation,
) -> None:
    counted = sample.ask(
        """
        select
            view, report_month, list("rank" order by "rank") as ranks,
            count(*) filter (where kind in ('concern', 'improvement', 'neutral')) as real,
            count(*) filter (where kind = 'noise') as noise,
            count(*) - count(distinct kind) filter (where kind in ('target', 'late', 'restated')) as others
        from finding group by all
        """
    )
    assert counted.height > 100
    for _, _, ranks, real, noise, others in counted.iter_rows():
        assert ranks == list(range(1, len(ranks) + 1))
        assert len(ranks) <= 6
        assert real <= 4
        assert noise <= 1
        assert others == real + noise


def test_findings_of_the_sample_stand_worst_first(sample: Generation) -> None:
    order = ["concern", "target", "late", "restated", "improvement", "neutral", "noise"]
    rows = sample.ask('select view, report_month, list(kind order by "rank") as kinds from finding group by all')
    assert set(rows["kinds"].explode()) >= {"concern", "target", "late", "noise"}
    for _, _, kinds in rows.iter_rows():
        places = [order.index(kind) for kind in kinds]
        assert places == sorted(places)


def test_findings_of_the_sample_are_of_whole_months_with_the_verdict_of_the_month(sample: Generation) -> None:
    rows = sample.ask(
        """
        select finding.variation, finding.reason, figure.state, verdict.variation as judged, verdict.reason as because
        from finding
        inner join figure
            on figure.period = 'month' and figure.report_month = finding.report_month
            and figure.indicator = finding.indicator and figure.agency_code = finding.agency_code
            and figure.category is not distinct from finding.category
        inner join verdict
            on verdict.as_at = finding.report_month
            and verdict.indicator = finding.indicator and verdict.agency_code = finding.agency_code
            and verdict.category is not distinct from finding.category
        where finding.kind in ('concern', 'improvement', 'neutral', 'noise')
        """
    )
    assert (
        rows.height
        == sample.ask("select count(*) from finding where kind not in ('target', 'late', 'restated')").item()
    )
    for variation, reason, state, judged, because in rows.iter_rows():
        assert (variation, reason, state) == (judged, because, "reported")


def test_no_two_conversion_rates_are_findings_of_one_month_in_the_sample(sample: Generation) -> None:
    doubled = sample.ask(
        """
        select view, report_month
        from finding
        where starts_with(indicator, 'conversion_') and kind = 'neutral'
        group by all
        having count(*) > 1
        """
    )
    assert doubled.is_empty()


def test_no_sentence_of_the_sample_has_braces_or_an_empty_place(sample: Generation) -> None:
    words = pl.concat(
        [
            sample.ask("select distinct sentence as words from finding"),
            sample.ask("select distinct reason as words from finding"),
            sample.ask("select distinct reason as words from verdict"),
            sample.ask("select distinct title as words from line"),
        ]
    )["words"]
    assert words.null_count() == 0
    assert words.filter(words.str.contains(r"[{}]|None|nan|inf\b|  | [,.]|^\s|\s$")).to_list() == []
