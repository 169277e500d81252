"""Times the server's part of a change: from the request for a rerun to `script_finished`, without a browser."""

from collections.abc import Iterator

from tests.benchmarks.pages import PAGES, Page
from tests.benchmarks.samples import DROPPED, Measure, Samples
from tests.benchmarks.servers import Server
from tests.benchmarks.session import Run, Session

MOST_OVER_FLOOR = 2.0
MOST_GROWTH = 1.2
RARE, CHOSEN = "not written ahead", "not written ahead, chosen on the page"


def measure_reruns(floor: Server, products: dict[int, Server], changes: int) -> Iterator[Measure]:
    """Change each page on every server in turn.

    First views that nobody has asked for, then the same again, then views that are not written ahead either: opened by
    their address, and by changing the field where a filter is set already.
    """
    for page in PAGES:
        bare = Session(floor.port, "", page.floor)
        sessions = {times: Session(server.port, page.path) for times, server in products.items()}
        rare = [RARE, *([CHOSEN] if page.field else [])] if page.filters else []
        for which in ("new view", "again", *rare):
            yield from _compare(page, which, bare, sessions, changes)
        for session in (bare, *sessions.values()):
            session.close()


def _compare(page: Page, which: str, bare: Session, sessions: dict[int, Session], changes: int) -> Iterator[Measure]:
    floor = Samples(page.beside)
    ours = {times: Samples(f"{page.name}, {which}") for times in sessions}
    sent: dict[int, list[Run]] = {times: [] for times in sessions}
    areas = bare.options("Area")
    for turn in range(changes + DROPPED):
        bare_run = bare.choose("Area", areas[(turn + 1) % len(areas)])
        for times, session in sessions.items():
            sent[times].append(_change(page, which, session, turn))
        if turn >= DROPPED:
            floor.seconds.append(bare_run.seconds)
            for times in sessions:
                ours[times].seconds.append(sent[times][-1].seconds)
    smallest = min(sessions)
    for times in sessions:
        notes = {"messages": Samples("", [run.messages for run in sent[times][DROPPED:]]).median}
        notes["bytes"] = Samples("", [run.bytes for run in sent[times][DROPPED:]]).median
        yield Measure(f"server: {page.name}, {which}", times, ours[times], floor, MOST_OVER_FLOOR, notes)
    for times in sessions:
        if times != smallest:
            name = f"growth: {page.name}, {which}"
            yield Measure(name, times, ours[times], ours[smallest], MOST_GROWTH)


def _change(page: Page, which: str, session: Session, turn: int) -> Run:
    if which == CHOSEN and turn == 0:
        session.go(page.filters[-1])
    if addresses := page.rare if which == RARE else page.addresses:
        return session.go(addresses[turn % len(addresses)])
    choices = page.choices(session.options(page.field))
    return session.choose(page.field, choices[turn % len(choices)])
