"""Raw bytes at a gateway: it says what is wrong or hangs up, is never in trouble itself, and goes on for everybody else."""
import asyncio
import random
import re
from urllib.parse import urlsplit

import httpx
import pytest

from shared.caller import ROLES
from tests.fuzz.bytes import changed, well_written
from tests.fuzz.turns import turns
from tests.journeys.conftest import Suite
from tests.journeys.people import person
from tests.security.crowd import bearer

SIDE_BY_SIDE, AT_A_TIME = 24, 150
ENDS_SECONDS = 8.0
"""Who says that nothing more will come is answered or hung up on by then; a busy machine is allowed for."""
LEFT_SECONDS = 60.0
"""Who leaves a request unfinished is hung up on by then: settings ``head_seconds`` and ``client_seconds``, and some more."""


@pytest.fixture(scope="module")
def requests(suite: Suite) -> list[bytes]:
    """Well-written requests of somebody who may do much."""
    return well_written(bearer(person(suite, *ROLES))["authorization"])


def test_what_is_well_written_is_understood(suite: Suite, requests: list[bytes]) -> None:
    """Otherwise what follows would prove little."""
    told = [asyncio.run(said(suite.gateways[0], each, asyncio.Semaphore(1), ends=False))[0] for each in requests]
    assert [statuses(each) for each in told[:-1]] == [
        [200], [200], [200], [200], [200], [404], [404], [422], [404], [404], [201]]
    assert statuses(told[-1]) == [404, 200, 422, 200]


def test_accidents_are_refused_and_harm_nobody(suite: Suite, requests: list[bytes], seed: int, seconds: int) -> None:
    """With an end, as by a client that is gone, or without, as by one that waits for the answer."""
    for number in turns(seed, seconds, at_least=2):
        chance = random.Random(number)
        asked = [(changed(requests, chance), chance.random() < 0.5) for _ in range(AT_A_TIME)]
        before = alive(suite)
        told = asyncio.run(all_said(suite.gateways[0], asked))
        for (request, ends), (answer, ended) in zip(asked, told, strict=True):
            about = f"seed {number}: {request[:2_000]!r} was answered by {answer[:1_000]!r}"
            assert all(status < 500 or status == 503 for status in statuses(answer)), about
            assert ended or not ends, f"the gateway does not hang up; {about}"
            assert b"Traceback" not in answer and answer[:5] in (b"", b"HTTP/"), about
        assert httpx.get(f"{suite.gateways[0]}/v1/public/units", timeout=5).status_code == 200
        assert alive(suite) == before, f"seed {number}: a process died, or says that something failed"


def test_who_leaves_a_request_unfinished_is_hung_up_on(suite: Suite, requests: list[bytes], seed: int, seconds: int) -> None:
    if not seconds:
        pytest.skip("takes a minute: make fuzz")
    chance = random.Random(seed)
    cut = [each[:chance.randrange(1, len(each))] for each in chance.choices(requests[:-1], k=AT_A_TIME)]

    async def wait() -> list[tuple[bytes, bool]]:
        room = asyncio.Semaphore(AT_A_TIME)
        return await asyncio.gather(*(said(suite.gateways[0], each, room, ends=False, quiet=LEFT_SECONDS) for each in cut))

    assert [request for request, (_, ended) in zip(cut, asyncio.run(wait()), strict=True) if not ended] == []


def statuses(answer: bytes) -> list[int]:
    """Of all final answers in what was said."""
    return [int(each) for each in re.findall(rb"HTTP/1\.1 ([2-9]\d\d) ", answer)]


def alive(suite: Suite) -> tuple[list[int], int]:
    """The processes that matter, and how often the gateway wrote down that it failed."""
    log = (suite.folder / "logs" / "gateway-1.log").read_text()
    return [suite.pid(name) for name in ("gateway-1", "content", "directory", "files")], log.count("Traceback")


async def all_said(url: str, asked: list[tuple[bytes, bool]]) -> list[tuple[bytes, bool]]:
    """What was said to each request, and whether the gateway hung up then."""
    room = asyncio.Semaphore(SIDE_BY_SIDE)
    return await asyncio.gather(*(said(url, request, room, ends=ends) for request, ends in asked))


async def said(url: str, request: bytes, room: asyncio.Semaphore, *, ends: bool, quiet: float = 0.2) -> tuple[bytes, bool]:
    """The same for one: until the gateway hangs up or is quiet for so many seconds; with ``ends`` it hears that we are done."""
    where, heard = urlsplit(url), b""
    async with room:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        try:
            writer.write(request)
            if ends:
                writer.write_eof()
            patience = ENDS_SECONDS if ends else max(quiet, 3.0)
            while piece := await asyncio.wait_for(reader.read(65_536), patience):
                heard, patience = heard + piece, ENDS_SECONDS if ends else quiet
        except TimeoutError:
            return heard, False
        except ConnectionError:
            pass  # hung up while we were still speaking
        finally:
            writer.transport.abort()
    return heard, True
