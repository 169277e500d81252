"""Reads and checks the next return while the one before it is being kept."""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from scorecard.feeds.checking import Declaration, check_return, digest_of
from scorecard.feeds.reading import MEGABYTE, read_bytes
from scorecard.feeds.report import Checked
from scorecard.warehouse.intake import ReturnFile

# Of two large returns at once, one would wait for the other all the same, and both would take up memory.
LARGEST_AHEAD = 4 * MEGABYTE


@dataclass(frozen=True)
class Return:
    """A file that was read, what was declared of it, and its own check where it was small enough to be made ahead."""

    file: ReturnFile
    declared: Declaration
    content: bytes
    checked: Checked | None


def read_ahead(
    declared: Iterable[tuple[ReturnFile, Declaration]],
    known: Collection[str],
    record: Callable[[ReturnFile, bytes], None],
) -> Iterator[Return]:
    """Give the files in their order, each read, recorded and checked while its taker works on the one before it.

    Bytes whose digest is `known` need no check. What reading or `record` raises is raised at the file's turn.
    """

    def read(file: ReturnFile, declaration: Declaration) -> Return:
        content = read_bytes(file.path, declaration.largest_megabytes)
        record(file, content)
        if len(content) > LARGEST_AHEAD or digest_of(content) in known:
            return Return(file, declaration, content, None)
        declaration = replace(declaration, received_on=file.received_at.date())
        return Return(file, declaration, content, check_return(content, declaration, file_name=file.path.name))

    with ThreadPoolExecutor(max_workers=1) as pool:
        ahead = None
        for place in declared:
            following = pool.submit(read, *place)
            if ahead is not None:
                yield ahead.result()
            ahead = following
        if ahead is not None:
            yield ahead.result()
