"""One client that moves large files, one connection each: a process of its own, plan on standard input, outcome on output."""
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.bench.cpu import spent

MAGIC = b"\xff\xd8\xff"
"""The file begins as a picture does; the rest is noise, as good as compressed."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """``times`` transfers of ``size`` bytes: each a new file to ``path`` by ``method``, or ``path`` fetched by GET."""

    port: int
    method: str
    path: str
    size: int
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    sync: str = ""
    """A file that is to be on disk before the upload counts as done."""
    watched: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Wall seconds a transfer, CPU microseconds of each watched name a transfer, and the last answer's body if it is short."""

    seconds: float
    cpu: Mapping[str, float]
    answer: str


def carry_out(plan: Transfer) -> Moved:
    """Move the files; raises ``OSError`` or ``AssertionError`` when one does not arrive whole."""
    content = bytearray(MAGIC + os.urandom(plan.size - len(MAGIC))) if plan.method != "GET" else bytearray()
    os.sync()  # what was written before is nobody's
    before, seconds, answer = spent(plan.watched), 0.0, b""
    for _ in range(plan.times):
        if content:
            content[-16:] = secrets.token_bytes(16)
        began = time.perf_counter()
        answer = _moved(plan, memoryview(content))
        if plan.sync:
            with Path(plan.sync).open("rb") as written:
                os.fsync(written.fileno())
        seconds += time.perf_counter() - began
    cpu = {name: (after - before[name]) / plan.times for name, after in spent(plan.watched).items()}
    return Moved(seconds=seconds / plan.times, cpu=cpu, answer=answer.decode("latin-1"))


def _moved(plan: Transfer, content: memoryview) -> bytes:
    with socket.create_connection(("127.0.0.1", plan.port), 60) as sock:
        headers = "".join(f"{name}: {value}\r\n" for name, value in plan.headers.items())
        sock.sendall(f"{plan.method} {plan.path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}content-length: {len(content)}\r\n"
                     "connection: close\r\n\r\n".encode())
        sock.sendall(content)
        buffer, begin, total = bytearray(1 << 20), b"", 0
        while count := sock.recv_into(buffer):
            total += count
            if len(begin) < 65_536:
                begin += buffer[:min(count, 65_536)]
    head, _, body = begin.partition(b"\r\n\r\n")
    assert head[9:12] in (b"200", b"201", b"204"), begin[:300]
    assert plan.method != "GET" or total - len(head) - 4 == plan.size, "the file did not arrive whole"
    return body if plan.method != "GET" else b""


if __name__ == "__main__":
    moved = carry_out(Transfer(**json.load(sys.stdin)))
    with open(sys.stdout.fileno(), "w", closefd=False) as out:
        json.dump(asdict(moved), out)
