"""Readers: strangers who look at whatever is public, at every gateway, all the time."""
import asyncio
import random
import time
from typing import Any

import httpx

from tests.chaos.journal import Journal
from tests.chaos.load.client import Clockwork
from tests.chaos.load.desks import Board
from tests.chaos.load.marks import marks_in

TIMEOUT = httpx.Timeout(5, connect=1)


async def read_on(gateway: str, site: str, board: Board, journal: Journal, clockwork: Clockwork, chance: random.Random,
                  http: httpx.AsyncClient, counted: dict[int, int]) -> None:
    """Look at one gateway until the run is over; every mark that is seen goes into the journal with when and where."""
    while not clockwork.over:
        path, query = _whereto(site, board, chance)
        began = time.time()
        try:
            response = await http.get(gateway + path, params=query, timeout=TIMEOUT)
            status, text = response.status_code, response.text
        except httpx.HTTPError:
            status, text = 0, ""
        counted[status] = counted.get(status, 0) + 1
        if status == 200 and (marks := sorted(set(marks_in(text)))):
            journal.write("seen", gateway=gateway, path=path, marks=marks, began=began, ended=time.time())
        await asyncio.sleep(0.02 if status else 0.1)


def _whereto(site: str, board: Board, chance: random.Random) -> tuple[str, dict[str, Any]]:
    kind = chance.random()
    if kind < 0.7 and board.articles:
        # The newest are what is being published and withdrawn just now.
        return f"/v1/public/articles/{chance.choice(board.articles[-12:])}", {}
    if kind < 0.85:
        return "/v1/public/articles", {"site": site, "limit": 20}
    if kind < 0.95:
        return "/v1/public/search", {"site": site, "q": "示例公告"}
    return f"/v1/public/feeds/{site}.json", {}
