"""A load of reads and writes through the gateways as a balancer would spread them, that counts every request that fails."""
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import httpx

from shared.cli.api import Api
from tests.journeys.files import text

PAUSE_SECONDS = 0.1
"""Between two requests of one client: the machine has other things to do."""
Ask = Callable[[httpx.Client, str], httpx.Response]


class Balancer:
    """Knows which gateways are ready: asks them five times a second, as whatever stands before gateways does."""

    def __init__(self, gateways: Sequence[str]) -> None:
        self._gateways, self.ready = list(gateways), list(gateways)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def close(self) -> None:
        """Ask no more."""
        self._stop.set()
        self._thread.join(10)

    def _look(self) -> None:
        while not self._stop.wait(0.2):
            self.ready = [each for each in self._gateways if self._is_ready(each)]

    @staticmethod
    def _is_ready(gateway: str) -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(f"{gateway}/readyz", timeout=2).status_code == 200
        return False


class Load:
    """Everybody who asks; ``failed`` is what became of the requests that should not have failed."""

    def __init__(self, gateways: Sequence[str], asks: dict[str, Ask]) -> None:
        self.balancer, self._gateways, self._stop = Balancer(gateways), list(gateways), threading.Event()
        self.failed: list[str] = []
        self.done: Counter[str] = Counter()
        self.slowest = 0.0
        self._threads = [threading.Thread(target=self._go, args=(name, ask, number))
                         for number, (name, ask) in enumerate(asks.items())]
        for each in self._threads:
            each.start()

    def close(self) -> None:
        """Finish what is under way."""
        self._stop.set()
        for each in self._threads:
            each.join(30)
        self.balancer.close()

    def _go(self, name: str, ask: Ask, number: int) -> None:
        with httpx.Client(timeout=20) as client:  # keeps its connections
            while not self._stop.wait(PAUSE_SECONDS):
                number += 1
                began = time.monotonic()
                ready = self.balancer.ready or self._gateways
                try:
                    answer = self._asked(client, ask, ready, number)
                    if answer.status_code >= 400:
                        self.failed.append(f"{name}: {answer.status_code} {answer.text[:300]}")
                except httpx.HTTPError as error:
                    self.failed.append(f"{name}: {error!r}")
                self.done[name] += 1
                self.slowest = max(self.slowest, time.monotonic() - began)

    def _asked(self, client: httpx.Client, ask: Ask, ready: Sequence[str], number: int) -> httpx.Response:
        """One gateway's answer; where nobody listens nothing was sent, so a balancer takes the next one."""
        try:
            return ask(client, ready[number % len(ready)])
        except httpx.ConnectError:
            return ask(client, next(each for each in self._gateways if each != ready[number % len(ready)]))


@contextmanager
def load(gateways: Sequence[str], asks: dict[str, Ask]) -> Iterator[Load]:
    """Within the block it goes on."""
    made = Load(gateways, asks)
    try:
        yield made
    finally:
        made.close()


def get(path: str, api: Api | None = None) -> Ask:
    """A read."""
    headers = {"authorization": api._http.headers["authorization"]} if api else {}
    return lambda client, gateway: client.get(f"{gateway}{path}", headers=headers)


def post(path: str, api: Api, body: Callable[[], dict[str, Any]]) -> Ask:
    """A write with a key of its own."""
    return lambda client, gateway: client.post(f"{gateway}{path}", json=body(), headers={
        "authorization": api._http.headers["authorization"], "idempotency-key": secrets.token_hex(8)})


def upload(api: Api, length: int) -> Ask:
    """A file of nobody else."""
    return lambda client, gateway: client.post(
        f"{gateway}/v1/files", params={"unit": "433100", "name": "a.txt"}, content=text(length),
        headers={"authorization": api._http.headers["authorization"], "content-type": "text/plain"})
