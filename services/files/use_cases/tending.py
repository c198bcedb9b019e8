"""Clearing up: files that nothing needs, bytes that no file has, uploads that came to nothing. Safe to repeat, in any order.

A record says first that a file is removed; its bytes go an hour later at the earliest, and not while somebody brings them
again, or refers to them. What is quarantined goes at once.
"""
from datetime import datetime, timedelta

from services.files.ports import Ports
from services.files.use_cases.isolating import isolate

GRACE = timedelta(hours=1)
"""Longer than an upload and everything that belongs to it may take."""


def tend_file(ports: Ports, *, now: datetime, id_: str) -> None:
    """Look whether a file is still needed, or let its bytes go if it was removed."""
    file = ports.files.get(id_)
    if file.tend_at is None or file.tend_at > now:
        return
    if file.quarantined and isolate(ports, file, now):
        return
    used = bool(ports.references.of(id_))
    if file.present:
        file.tend(used=used, now=now, keep=ports.keep)
        if file.present and file.examination is not None and file.examination.done and not file.examination.current:
            file.examine_again()  # a newer program may read more
    elif used and ports.blobs.confirm(id_, now=now):  # it came into use while it was being removed
        file.restore(now=now, keep=ports.keep)
    elif ports.blobs.release(id_, confirmed_before=now - GRACE):
        file.let_bytes_go()
    else:
        file.keep_bytes(now + GRACE)
    ports.files.save(file)


def tend_blob(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bytes that were confirmed an hour ago: a file has them by now, or nobody will."""
    file = ports.files.find_one({"_id": id_})
    if file is not None and file.quarantined and not file.present:  # brought in the moment in which it was removed
        ports.blobs.release(id_)
    elif file is not None:  # from now on the file says when they go
        ports.blobs.settle(id_)
    else:
        ports.blobs.release(id_, confirmed_before=now - GRACE)


def tend_upload(ports: Ports, *, now: datetime, id_: str) -> None:
    """An upload that began an hour ago and did not end."""
    ports.blobs.drop_upload(id_)
