"""Times publication at each size, in turn, and the share of it that is spent in SQL."""

from collections.abc import Iterator

from scorecard.publication.publish import publish
from tests.benchmarks.homes import Home
from tests.benchmarks.samples import Measure, Samples


def measure_publishing(homes: list[Home], rounds: int) -> Iterator[Measure]:
    """Publish every home in turn; gives each one's share in SQL, and its growth from the smallest."""
    whole = {home.times: Samples(f"publication at {home.times} times") for home in homes}
    in_sql = {home.times: Samples("its indicators' SQL") for home in homes}
    for _ in range(rounds):
        for home in homes:
            published = publish(home.settings)
            whole[home.times].seconds.append(published.seconds)
            in_sql[home.times].seconds.append(published.seconds_in_sql)
    for home in homes:
        yield Measure("publish: share in SQL", home.times, in_sql[home.times], whole[home.times])
    for home in homes[1:]:
        yield Measure("publish: growth", home.times, whole[home.times], whole[homes[0].times])
