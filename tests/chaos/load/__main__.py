"""``python -m tests.chaos.load NOTE --seed N …``: says ``begun`` when it begins, and figures at its end."""
import argparse
import asyncio
import json
import random
import time
from pathlib import Path

import httpx

from tests.chaos.ground import Note
from tests.chaos.journal import Journal
from tests.chaos.load.client import Clockwork, Person
from tests.chaos.load.desks import Board, Desk, all_desks
from tests.chaos.load.readers import read_on

DESKS = 5
READERS_A_GATEWAY = 2
GRACE_SECONDS = 45
"""How long after the end a request that has no answer yet is repeated."""
SITE, COLUMN = "hd", "hd.gg"


async def _run(note: Note, seed: int, seconds: float, journal: Journal, first_mark: int) -> None:
    now = time.monotonic()
    clockwork = Clockwork(now + seconds, now + seconds + GRACE_SECONDS)
    board, counted = Board(first_mark, COLUMN), dict[int, int]()
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=200)) as http:

        def person(name: str, number: int) -> Person:
            login, password = note.people[name]
            return Person(f"{name}{number}", login, password, note.gateways, journal, clockwork,
                          random.Random(f"{name} {number} {seed}"), http, f"c{first_mark}")

        desks = [Desk(*(person(name, number) for name in ("editor", "approver", "officer", "publisher", "stranger")),
                      board, random.Random(f"desk {number} {seed}")) for number in range(DESKS)]
        readers = [read_on(gateway, SITE, board, journal, clockwork, random.Random(f"reader {gateway} {number} {seed}"), http,
                           counted) for gateway in note.gateways for number in range(READERS_A_GATEWAY)]
        print("begun", flush=True)
        await asyncio.gather(all_desks(desks), *readers)
    print(json.dumps({"reads": sum(counted.values()), "reads_by_status": counted, "next_mark": board.first,
                      "articles": len(board.articles)}), flush=True)


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("note", type=Path)
parser.add_argument("--seed", type=int, required=True)
parser.add_argument("--seconds", type=float, required=True)
parser.add_argument("--journal", type=Path, required=True)
parser.add_argument("--first-mark", type=int, default=0)
if __name__ == "__main__":
    told = parser.parse_args()
    asyncio.run(_run(Note.read(told.note), told.seed, told.seconds, Journal(told.journal), told.first_mark))
