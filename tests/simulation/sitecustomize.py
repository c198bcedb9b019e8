"""Loaded by Python itself into every process that has this folder on its PYTHONPATH: the suite then lives in another time.

The clock stands still at the moment that stands in the file ``GUANWANG_TEST_CLOCK`` until a test writes a later one there
(see ``moving_clock.py``). The suite has no setting for this on purpose: nobody shall be able to change the time at which
something was published (Art. 8 第八条).
"""
import mmap
import os
import struct
from datetime import UTC, datetime

_FILE = os.environ.get("GUANWANG_TEST_CLOCK")

if _FILE:
    from shared import clock

    with open(_FILE, "r+b") as file:
        _moment = mmap.mmap(file.fileno(), 8)

    class _Moved(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            """The moment that the test wrote."""
            return datetime.fromtimestamp(struct.unpack("<d", _moment[:8])[0], tz or UTC)

    clock.datetime = _Moved  # type: ignore[misc]
