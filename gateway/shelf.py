"""Files that this process keeps on its local disk, by the digest of their bytes; the least used go first.

Bytes of a digest never change, so what is here is right for ever; whether somebody may have it is asked elsewhere, each time.
A file that is not here is fetched once, for all who want it; they get it while it comes, but for its last byte, which they only
get when the digest was found to be right.
"""
import asyncio
import hashlib
import logging
import os
import shutil
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from io import FileIO
from pathlib import Path
from typing import Any

from shared.errors import Unavailable

log = logging.getLogger("guanwang.gateway.shelf")

Fetch = Callable[[], AbstractAsyncContextManager[AsyncIterator[bytes]]]


class Book:
    """A file on the shelf, or on its way there."""

    def __init__(self, path: Path, size: int) -> None:
        self.path, self.size, self.here = path, size, 0
        self.sources: set[str] = set()
        self.failed: Exception | None = None
        self._more: asyncio.Event = asyncio.Event()

    def grow(self, here: int, failed: Exception | None = None) -> None:
        """So many bytes may be read by now, or no more will come."""
        self.here, self.failed = here, failed
        self._more.set()
        self._more = asyncio.Event()

    async def reach(self, end: int) -> None:
        """Wait until the bytes before ``end`` may be read; raises ``Unavailable`` if they never will."""
        while self.here < end:
            if self.failed:
                raise Unavailable() from self.failed
            await self._more.wait()


class Shelf:
    """The files of one process, in a folder of its own that is emptied at the start."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._most = folder, most_bytes
        self._books: OrderedDict[str, Book] = OrderedDict()
        self._coming: set[asyncio.Task[None]] = set()
        self.hits = self.misses = 0

    def prepare(self) -> None:
        """Begin with an empty folder."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)

    def open(self, digest: str, size: int, fetch: Fetch, source: str = "") -> tuple[Book, int]:
        """The file with this digest and a descriptor to read it by, which the caller closes; fetched if it is not here.

        ``source`` is the digest of what it was made of: it goes when that does.
        """
        book = self._books.get(digest)
        if book is None or book.failed:
            self.misses += 1
            book = Book(self._folder / digest, size)
            target = book.path.open("wb", buffering=0)  # now: what is let go of while it comes leaves nothing behind
            self._books[digest] = book
            self._make_room()
            task = asyncio.get_running_loop().create_task(self._bring(digest, book, target, fetch))
            self._coming.add(task)
            task.add_done_callback(self._coming.discard)
        else:
            self.hits += 1
        self._books.move_to_end(digest)
        book.sources.add(source or digest)
        return book, os.open(book.path, os.O_RDONLY)

    def drop(self, digest: str) -> None:
        """Let go of a file and of what was made of it, also of what is just coming; who reads it keeps what it opened."""
        for each in [name for name, book in self._books.items() if digest in book.sources]:
            self._forget(each)

    def clear(self) -> None:
        """Let go of everything: nobody knows what should have been dropped."""
        for each in list(self._books):
            self._forget(each)

    async def on_removed(self, data: Mapping[str, Any]) -> None:
        """An event says that a file is gone."""
        self.drop(data["digest"])

    async def _bring(self, digest: str, book: Book, target: FileIO, fetch: Fetch) -> None:
        found, here = hashlib.sha256(), 0
        try:
            with target as file:
                async with fetch() as pieces:
                    async for piece in pieces:
                        found.update(piece)
                        file.write(piece)
                        here += len(piece)
                        book.grow(min(here, book.size - 1))
            if here != book.size or found.hexdigest() != digest:
                raise ValueError("these are not the bytes of this digest")
            book.grow(here)
        except Exception as error:
            log.warning("%s could not be fetched: %r", digest, error)
            book.grow(0, error)
            if self._books.get(digest) is book:
                self._forget(digest)

    def _make_room(self) -> None:
        """Let go what was used least; who is just reading it keeps what it opened."""
        total = sum(book.size for book in self._books.values())
        for digest, book in list(self._books.items())[:-1]:
            if total <= self._most:
                return
            if book.here == book.size:
                total -= book.size
                self._forget(digest)

    def _forget(self, digest: str) -> None:
        with suppress(FileNotFoundError):
            self._books.pop(digest).path.unlink()
