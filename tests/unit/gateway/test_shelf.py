"""The shelf: fetched once for all who want it, right to the last byte or not at all, and bounded."""
import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from gateway.shelf import Book, Shelf
from shared.errors import Unavailable


class Source:
    """Gives its pieces when it is told to, and counts how often it was asked."""

    def __init__(self, *pieces: bytes, broken: bool = False) -> None:
        self.pieces, self.broken, self.asked = pieces, broken, 0
        self.go = asyncio.Event()

    def fetch(self) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """For the shelf."""
        return self._open()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncIterator[bytes]]:
        self.asked += 1
        yield self._give()

    async def _give(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece
            await self.go.wait()
        if self.broken:
            raise Unavailable()


def digest(content: bytes) -> str:
    """Its name."""
    return hashlib.sha256(content).hexdigest()


def run(case: Callable[[Shelf], object], folder: Path, most: int = 100) -> Shelf:
    """Run ``case`` with an empty shelf."""
    shelf = Shelf(folder / "shelf", most)
    shelf.prepare()
    asyncio.run(case(shelf))  # type: ignore[arg-type]
    return shelf


async def read(book: Book, descriptor: int) -> bytes:
    """All of it, as soon as it is there."""
    await book.reach(book.size)
    content = os.pread(descriptor, book.size, 0)
    os.close(descriptor)
    return content


def test_many_who_want_it_at_once_have_it_fetched_once(tmp_path: Path) -> None:
    async def case(shelf: Shelf) -> None:
        source = Source(b"one", b"two")
        opened = [shelf.open(digest(b"onetwo"), 6, source.fetch) for _ in range(5)]
        source.go.set()
        assert await asyncio.gather(*(read(*each) for each in opened)) == [b"onetwo"] * 5
        assert source.asked == 1
        assert await read(*shelf.open(digest(b"onetwo"), 6, source.fetch)) == b"onetwo" and source.asked == 1

    shelf = run(case, tmp_path)
    assert (shelf.hits, shelf.misses) == (5, 1)


def test_it_is_given_while_it_comes_but_for_the_last_byte(tmp_path: Path) -> None:
    async def case(shelf: Shelf) -> None:
        source = Source(b"one", b"two")
        book, descriptor = shelf.open(digest(b"onetwo"), 6, source.fetch)
        await book.reach(3)
        assert book.here == 3
        source.go.set()
        assert await read(book, descriptor) == b"onetwo"

    run(case, tmp_path)


@pytest.mark.parametrize(("pieces", "broken"), [((b"one", b"twp"), False), ((b"one",), False),
                                                ((b"one", b"two", b"more"), False), ((b"one",), True)])
def test_other_bytes_than_promised_never_come_to_their_end_and_are_not_kept(tmp_path: Path, pieces: tuple[bytes, ...],
                                                                           broken: bool) -> None:
    async def case(shelf: Shelf) -> None:
        bad, good = Source(*pieces, broken=broken), Source(b"onetwo")
        bad.go.set()
        good.go.set()
        book, descriptor = shelf.open(digest(b"onetwo"), 6, bad.fetch)
        with pytest.raises(Unavailable):
            await book.reach(6)
        os.close(descriptor)
        assert await read(*shelf.open(digest(b"onetwo"), 6, good.fetch)) == b"onetwo"

    run(case, tmp_path)


def test_the_least_used_goes_and_whoever_reads_it_reads_on(tmp_path: Path) -> None:
    async def case(shelf: Shelf) -> None:
        opened = {}
        for content in (b"a" * 40, b"b" * 40):
            source = Source(content)
            source.go.set()
            opened[content] = book, descriptor = shelf.open(digest(content), 40, source.fetch)
            await book.reach(40)
        shelf.open(digest(b"a" * 40), 40, source.fetch)
        source = Source(b"c" * 40)
        source.go.set()
        await read(*shelf.open(digest(b"c" * 40), 40, source.fetch))
        assert sorted(path.name for path in (tmp_path / "shelf").iterdir()) == sorted([digest(b"a" * 40), digest(b"c" * 40)])
        assert await read(*opened[b"b" * 40]) == b"b" * 40

    run(case, tmp_path)


def test_it_begins_empty(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / ("0" * 64)).write_bytes(b"from before")
    Shelf(tmp_path / "shelf", 10).prepare()
    assert not list((tmp_path / "shelf").iterdir())


def test_what_is_gone_is_dropped_with_what_was_made_of_it_even_while_it_comes(tmp_path: Path) -> None:
    async def case(shelf: Shelf) -> None:
        source, coming, other = Source(b"here"), Source(b"on", b"way"), Source(b"kept")
        source.go.set()
        other.go.set()
        original = digest(b"here")
        await read(*shelf.open(original, 4, source.fetch))
        await read(*shelf.open(digest(b"kept"), 4, other.fetch))
        book, descriptor = shelf.open(digest(b"onway"), 5, coming.fetch, original)
        await shelf.on_removed({"digest": original})
        assert [each.name for each in (tmp_path / "shelf").iterdir()] == [digest(b"kept")]
        coming.go.set()
        assert await read(book, descriptor) == b"onway", "who is just reading it keeps what it opened"
        assert [each.name for each in (tmp_path / "shelf").iterdir()] == [digest(b"kept")]
        shelf.clear()
        assert not list((tmp_path / "shelf").iterdir())

    run(case, tmp_path)
