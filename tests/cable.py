"""A cable to a server that can be cut or go mute: a TCP proxy in a thread of its own."""
import asyncio
import socket
import struct
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit


class Cable:
    """Carries bytes between ``url`` (its near end) and the server of ``to``, a URL with user and password."""

    def __init__(self, to: str) -> None:
        parts = urlsplit(to)
        self._to = (parts.hostname, parts.port)
        self._loop = asyncio.new_event_loop()
        self._open: dict[asyncio.StreamWriter, asyncio.Event] = {}
        self._refusing, self._new_flow = False, True
        self.attempts: list[float] = []
        """When somebody tried to connect (``time.monotonic``)."""
        self._thread = threading.Thread(target=self._loop.run_forever, name="cable", daemon=True)
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._join, "127.0.0.1", 0, limit=1 << 20))
        port = self._server.sockets[0].getsockname()[1]
        self.url = parts._replace(netloc=f"{parts.netloc.rpartition(':')[0]}:{port}").geturl()

    def cut(self, *, refuse: bool = True) -> None:
        """Reset what is open, as a killed server does; ``refuse`` also what comes, until ``mend``."""
        self._do(self._cut(refuse))

    def mute(self) -> None:
        """What is open stays open, but nothing passes any more; new connections are carried."""
        self._do(self._flow(False))

    def freeze(self) -> None:
        """As a frozen server: nothing passes, and nobody answers to what comes."""
        self._do(self._flow(False, others=False))

    def mend(self) -> None:
        """Everything passes again."""
        self._do(self._flow(True))

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        self._server.close()
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _do(self, what):  # type: ignore[no-untyped-def]
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(10)

    async def _cut(self, refuse: bool) -> None:
        self._refusing = refuse
        for writer, flowing in list(self._open.items()):
            _reset(writer)
            flowing.set()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _flow(self, flowing: bool, *, others: bool = True) -> None:
        self._refusing, self._new_flow = False, others
        for each in self._open.values():
            each.set() if flowing else each.clear()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.attempts.append(time.monotonic())
        if self._refusing:
            _reset(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._to, limit=1 << 20)
        except OSError:
            _reset(writer)
            return
        flowing = asyncio.Event()
        if self._new_flow:
            flowing.set()
        ends = {writer: flowing, far_writer: flowing}
        self._open |= ends
        try:
            await asyncio.gather(self._pump(reader, far_writer, flowing), self._pump(far_reader, writer, flowing))
        finally:
            for each in ends:
                self._open.pop(each, None)
                _reset(each)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flowing: asyncio.Event) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST and without a word."""
    with suppress(OSError, AttributeError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
