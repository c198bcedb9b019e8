"""At the start of a process: what a restore put back tells others what is true now, before anything else is heard.

What is told first, and what of it the service makes good by what it told others itself, stands before events that are brought
again: they must find, say, the decisions that had been made on what they ask for.
"""
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import eventlet
import pymongo
from eventlet.event import Event
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.errors import Fault, Kind
from shared.retelling import Heard, Told
from shared.runtime.database import RESTORED
from shared.runtime.handling import Outage

log = logging.getLogger("guanwang.retelling")

Run = Callable[..., Any]
"""``run(operation, context, use_case, **fields)``: what the service does without being asked."""


class Retelling:
    """Of one process. ``anew``: collection → use case ``(ports, *, now, id_, told)``, in the order in which they are told."""

    def __init__(self, database: Database[dict[str, Any]], anew: Mapping[str, Callable[..., None]], run: Run) -> None:
        self._database, self._anew, self._run = database, anew, run
        self._tried: Event | None = None

    def guard(self) -> None:
        """From now on whoever ``waits`` does so until what was restored was told once."""
        self._tried = Event()

    def wait(self, seconds: float) -> None:
        """Return as soon as that was told, or could not be, or at once if there is nothing; raises ``Outage`` when it takes
        longer, or the database is away."""
        if self._tried is None or self._tried.ready() or not self._is_restored(seconds):
            return
        with eventlet.Timeout(seconds, Outage("what was restored is told first")):
            self._tried.wait()

    def tell(self) -> bool:
        """Have every aggregate that a restore put back tell what is true now; False if one could not."""
        try:
            restored = self._in_order()
            done = [self._told(each) for each in restored]  # all of them, also after one that could not be told
            return all(done)
        except Exception as error:
            log.warning("what was restored is told later: %s: %s", type(error).__name__, error)
            return False
        finally:
            if self._tried is not None and not self._tried.ready():
                self._tried.send(None)

    def _is_restored(self, seconds: float) -> bool:
        try:
            with pymongo.timeout(seconds):
                return self._database[RESTORED].find_one({}, {"_id": 1}) is not None
        except PyMongoError as error:
            raise Outage(type(error).__name__) from error

    def _in_order(self) -> list[dict[str, Any]]:
        order = list(self._anew)
        return sorted(self._database[RESTORED].find(), key=lambda each: (
            order.index(each["collection"]) if each["collection"] in order else len(order), each["_id"]))

    def _told(self, each: Mapping[str, Any]) -> bool:
        use_case = self._anew.get(each["collection"])
        try:
            if use_case:
                told = Told(_heard(event) for event in each.get("events", ()))
                self._run("restored", "restored", use_case, id_=each["id"], told=told)
        except Fault as fault:
            if fault.kind is not Kind.NOT_FOUND:  # what is no more has nothing to tell: the restore has closed it
                log.warning("%s is told later: %s", each["_id"], fault.code)
                return False
        except Exception as error:
            log.warning("%s is told later: %s: %s", each["_id"], type(error).__name__, error)
            return False
        self._database[RESTORED].delete_one({"_id": each["_id"]})
        return True


def _heard(event: Mapping[str, Any]) -> Heard:
    return Heard(event["type"], event["sequence"], datetime.fromisoformat(event["time"]), event["data"])
