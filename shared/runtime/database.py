"""The connection to MongoDB: every write on the majority's disk before it is answered."""
from datetime import UTC
from typing import Any

from pymongo import MongoClient

from shared.runtime.settings import Settings

FRAME_FIELDS = ("history", "outbox", "answers", "head")
"""What the frame keeps in a document beside the aggregate's state."""
FLOORS = "lost"
"""The collection of versions that were lost by a restore: ``<collection>/<id>`` → ``version``."""
RESTORED = "restored"
"""The collection of aggregates that were put back to an older state; their service tells anew what they are now."""


def connect(settings: Settings, *, pool: int = 10) -> MongoClient[dict[str, Any]]:
    """A lazy client; reads see what the majority has, writes wait for majority and journal."""
    return MongoClient(settings.mongo_url, tz_aware=True, tzinfo=UTC, w="majority", journal=True, retryWrites=True,
                       readConcernLevel="majority", serverSelectionTimeoutMS=5000, connectTimeoutMS=5000,
                       maxPoolSize=pool, appname="guanwang")
