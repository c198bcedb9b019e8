"""A simulated town: the suite in a time of its own, the people that act in it, and an ear on every duty's events."""
import json
import re
import urllib.request
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from kombu import Connection

from shared.cli.api import Api, sign_in
from shared.events import EXCHANGE
from tests.journeys.conftest import Suite
from tests.journeys.year.oracle import CHINA, Told
from tests.simulation.moving_clock import MovingClock
from tests.support import wait_until

_SWEPT = re.compile(r"^guanwang_swept_until_seconds ([\d.e+]+)$", re.MULTILINE)
PEOPLE = {
    "editor": ("editor",), "approver": ("approver",), "secrecy": ("secrecy_officer",), "publisher": ("publisher",),
    "columns": ("column_manager",), "filings": ("filing_officer",), "disclosure": ("disclosure_officer", "editor"),
    "head": ("disclosure_head",), "rules": ("rule_keeper",), "approver2": ("approver",),
}
"""Everybody works for the whole prefecture here, so that few have to sign in."""


class Town:
    """Moves through the year; ``act`` gives somebody's signed-in client, for the day."""

    def __init__(self, suite: Suite, clock: MovingClock) -> None:
        self.suite, self.clock = suite, clock
        self._secrets: dict[str, dict[str, str]] = {}
        self._signed_in: dict[str, tuple[date, Api]] = {}
        self._services: list[str] = []
        self.ear = Ear(suite.rabbitmq_url)
        login = suite.administrator
        chief = sign_in(suite.gateways[0], login["login"], login["password"])
        for name, roles in PEOPLE.items():
            self._employ(chief, name, roles)

    def act(self, name: str) -> Api:
        """Somebody, signed in today; ``nobody`` is anybody."""
        if name == "nobody":
            return Api(self.suite.gateways[0])
        day, api = self._signed_in.get(name, (None, None))
        if day != self.today or api is None:
            answer = Api(self.suite.gateways[0]).post("/v1/sessions/client", **self._secrets[name])
            api = Api(self.suite.gateways[0], answer["access_token"])
            self._signed_in[name] = self.today, api
        return api

    @property
    def today(self) -> date:
        """The day in China."""
        return self.clock.now.astimezone(CHINA).date()

    def morning_of(self, day: date) -> datetime:
        """Let it be nine o'clock on ``day``, with everything done that was due by then."""
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)
        if moment > self.clock.now:
            self.clock.move_to(moment)
        self.settle()
        return moment

    def settle(self) -> None:
        """Wait until every service has swept everything that is due at this moment."""
        moment = self.clock.now.timestamp()
        wait_until(lambda: all(until >= moment for until in self._swept()), timeout=60, interval=0.02,
                   what="the sweeps are done")

    def _swept(self) -> list[float]:
        found = []
        for note in (self.suite.folder / "run").glob("*.health"):
            where = json.loads(note.read_text())
            with urllib.request.urlopen(f"http://{where['host']}:{where['port']}/metrics", timeout=5) as answer:
                match = _SWEPT.search(answer.read().decode())
            if match and float(match[1]):  # services without clocks never sweep
                found.append(float(match[1]))
        return found

    def _employ(self, chief: Api, name: str, roles: tuple[str, ...]) -> None:
        """Each signs in as a program does: a person's password costs a second of work, and there are a thousand mornings."""
        grants = [{"role": role, "unit": "*"} for role in roles]
        client = chief.post("/v1/clients", name=f"模拟{name}", unit="433100", grants=grants)
        self._secrets[name] = {"client_id": client["id"], "client_secret": client["secret"]}


class Ear:
    """Hears every event of every duty of every service, by a durable subscription of its own."""

    def __init__(self, url: str) -> None:
        self._connection = Connection(url)
        self._channel = self._connection.channel()
        self._queue, _, _ = self._channel.queue_declare(exclusive=True)
        self._channel.queue_bind(self._queue, EXCHANGE, routing_key="*.duty.#")
        self.by_duty: dict[str, list[tuple[int, Told]]] = defaultdict(list)
        self.facts: dict[str, dict[str, Any]] = {}
        """The data of each duty's first event."""
        self._seen: set[str] = set()

    def listen(self) -> int:
        """Take in what arrived; returns how many events were heard in all. A repeated event counts once."""
        while message := self._channel.basic_get(self._queue, no_ack=True):
            event = orjson.loads(message.body)
            if event["id"] not in self._seen:
                self._seen.add(event["id"])
                self._take(event)
        return len(self._seen)

    def told(self, duty: str) -> list[Told]:
        """What was told of a duty, in order."""
        return [told for _, told in sorted(self.by_duty[duty], key=lambda each: each[0])]

    def _take(self, event: dict[str, Any]) -> None:
        data, what = event["data"], event["type"].split(".")[-2]
        self.facts.setdefault(data["duty"], data)
        order = int(event["sequence"]) * 1000 + len(self.by_duty[data["duty"]])
        self.by_duty[data["duty"]].append((order, Told(
            what, data["unit"], data["due_on"], data["provisional"], data.get("late_days", 0), data.get("why", ""))))

    def close(self) -> None:
        """Stop listening."""
        self._connection.release()


def random_day(chance: Any, first: date, last: date) -> date:
    """A day from ``first`` to ``last``."""
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def working(day: date) -> date:
    """``day`` or the next one: the town's people come in every other day, weekends or not, so that a year takes minutes."""
    return day + timedelta(days=day.toordinal() % 2)
