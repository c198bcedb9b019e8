"""A watch on all services through all gateways, to know how long each fault was felt."""
import asyncio
import threading
import time
from collections.abc import Sequence

import httpx

from tests.chaos.faults import Done
from tests.chaos.settling import PROBES

PAUSE_SECONDS = 0.05
TIMEOUT_SECONDS = 1.0


class Watch:
    """Asks from a thread of its own, over and over, until stopped."""

    def __init__(self, gateways: Sequence[str], token: str) -> None:
        self._gateways, self._headers = gateways, {"authorization": f"Bearer {token}"}
        self.rounds: list[tuple[float, float, bool]] = []
        """Begin and end (``time.monotonic``) of each round, and whether everything answered."""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._watch()), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        self._thread.join(10)

    def recovery(self, faults: Sequence[Done]) -> list[tuple[str, float]]:
        """Kind and seconds of each fault from its end until everything answered again; without those that others ran into."""
        found = []
        for done in faults:
            later = [other.began for other in faults if other is not done and other.ended > done.ended]
            whole = next((ended for began, ended, ok in self.rounds if ok and began >= done.ended), None)
            if whole is not None and all(whole <= began for began in later):
                found.append((done.fault.kind, whole - done.ended))
        return found

    async def _watch(self) -> None:
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, headers=self._headers) as http:
            while not self._stopping.is_set():
                began = time.monotonic()
                answers = await asyncio.gather(*(self._ask(http, gateway + path) for gateway in self._gateways
                                                 for path in PROBES.values()))
                self.rounds.append((began, time.monotonic(), all(answers)))
                await asyncio.sleep(PAUSE_SECONDS)

    @staticmethod
    async def _ask(http: httpx.AsyncClient, url: str) -> bool:
        try:
            response = await http.get(url)
        except httpx.HTTPError:
            return False
        return response.status_code == 200 and "warning" not in response.headers
