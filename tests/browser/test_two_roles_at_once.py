"""Two people of different roles on one server at once: neither is ever sent what is the other's."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Barrier

import pytest
from playwright.sync_api import Browser

from tests.browser.canary_home import choose_counts, name_exact
from tests.browser.canary_search import Canaries
from tests.browser.reader import Reader
from tests.browser.signing_in import Site, sign_in_and_settle
from tests.browser.views import list_files, list_views

ACTIONS = 200
SEED = 20240203
STEP = 5
LOG = "/export/access_log.csv"
PEOPLE = {"carla": "council", "bo": "board"}
OTHER = {"council": "board", "board": "council"}


@pytest.fixture
def readers(browser: Browser, canary_site: Site) -> Iterator[dict[str, Reader]]:
    """The connection of each, by the audience whose figures are theirs."""
    with ExitStack() as opened:
        found = {}
        for name, audience in PEOPLE.items():
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            opened.callback(context.close)
            sign_in_and_settle(context, canary_site, name)
            found[audience] = opened.enter_context(closing(Reader.of(context, canary_site)))
        yield found


def choose_actions(site: Site) -> list[tuple[str, str]]:
    """Choose pages with their choices, and files, by chance: those that both may ask for."""
    chance = random.Random(SEED)
    views = {audience: set(list_views(site.home / "published", audience)) for audience in OTHER}
    shared = sorted(view for view in views["board"] & views["council"] if view[0] not in ("returns", "access_log"))
    files = sorted({file for file in list_files(site.home / "published", "board") if file != LOG})
    views_and_files = [
        *chance.choices(shared, k=ACTIONS * 3 // 4),
        *(("", file) for file in chance.choices(files, k=ACTIONS // 4)),
    ]
    chance.shuffle(views_and_files)
    return views_and_files


def round_both_ways(exact: frozenset[int]) -> Canaries:
    """Give what the board can have in the place of the newest month's and the months' measures."""
    counts = [number for values in choose_counts().values() for number in values]
    both = {number // STEP * STEP + more for number in counts for more in (0, STEP)}
    return Canaries(both - exact)


def act(reader: Reader, actions: list[tuple[str, str]], begin: Barrier) -> list[bytes]:
    """Do each action when the other person does theirs, and give what was sent for each."""
    sent = []
    for page, query in actions:
        begin.wait(timeout=60)
        sent.append(reader.open(page, query) if page else reader.get(query)[1])
    return sent


def test_two_people_at_once_are_never_sent_the_figures_of_each_other(
    canary_site: Site, readers: dict[str, Reader]
) -> None:
    actions = choose_actions(canary_site)
    # One asks for what the other asked for before, so that whatever is kept would be given to the wrong one.
    halves = {"council": actions[: ACTIONS // 2], "board": actions[ACTIONS // 2 :]}
    halves["board"][: ACTIONS // 4] = halves["council"][: ACTIONS // 4]
    begin = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        doing = {audience: pool.submit(act, readers[audience], halves[audience], begin) for audience in OTHER}
        sent = {audience: future.result() for audience, future in doing.items()}

    exact = name_exact().canaries
    rounded = round_both_ways(exact.numbers)
    assert exact.find(*readers["board"].received) == set()
    assert rounded.find(*readers["council"].received) == set()
    assert len(exact.find(*readers["council"].received)) > 100
    assert len(rounded.find(*readers["board"].received)) > 30
    for audience, other in OTHER.items():
        for (page, query), content in zip(halves[audience], sent[audience], strict=True):
            assert f"Viewing as {other}".encode() not in content, (audience, page, query)
        assert sum(f"Viewing as {audience}".encode() in content for content in sent[audience]) > ACTIONS / 8
