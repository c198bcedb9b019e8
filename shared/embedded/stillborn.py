"""A broker that was killed within a second of its first stream: the stream is there by name, and unusable for ever.

RabbitMQ 3.10 notes on disk at once that there is a stream, and who leads it; the coordinator of all streams it keeps in memory
for up to a second. Nothing can have come through such a broker: queues of ours are used when they are two seconds old.
"""
from pathlib import Path

_COORDINATOR = b"rabbit_stream_coordinator"
_STREAM = b"rabbit_stream_queue"
_QUEUES = ("LATEST.LOG", "rabbit_durable_queue.DC?")


def is_stillborn(data: Path) -> bool:
    """Whether the data of a single broker that does not run have a stream without a coordinator."""
    names = list(data.glob("*/coordination/*/names.dets"))
    if not names or any(_COORDINATOR in file.read_bytes() for file in names):
        return False
    return any(_STREAM in file.read_bytes() for pattern in _QUEUES for file in data.glob(f"*/{pattern}"))
