"""4. How long after the answer to a publication or withdrawal another gateway process shows what is true now."""
import asyncio
import time
from collections.abc import Callable

import orjson

from tests.bench import scene
from tests.bench.article import COLUMN, SITE
from tests.bench.client import Connection, connected
from tests.bench.figures import Figure, figure, percentile
from tests.bench.options import Options
from tests.bench.theatre import Theatre

NAME = "visibility"
P50_MOST = 30.0
P99_MOST = 250.0
GIVE_UP_SECONDS = 10.0
_LIST = f"/v1/public/articles?site={SITE}&column={COLUMN}&limit=5"


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Milliseconds, p50 and p99: the page appears, the kept list shows it, the kept page is gone."""
    articles = await scene.cleared(theatre.bus, options.repetitions)
    writer = Writer(await connected(theatre.stage.gateway()), await theatre.token("publisher"))
    page, listing = [await connected(theatre.stage.gateway("second-gateway")) for _ in range(2)]
    shown, listed, gone = list[float](), list[float](), list[float]()
    for article in articles:
        address = f"/v1/public/articles/{article.id}"
        await listing.ask(_get(_LIST))
        version = await writer.step(article.id, "publication", article.version, {})
        waits = await asyncio.gather(_until(page, address, lambda status, _: status == 200),
                                     _until(listing, _LIST, _holds(article.id.encode())))
        shown.append(waits[0])
        listed.append(waits[1])
        await writer.step(article.id, "withdrawal", version, {"reason": "内容有误，更正后重新发布。"})
        gone.append(await _until(page, address, lambda status, _: status != 200))
    for connection in (writer.connection, page, listing):
        connection.close()
    return [*_figures("publication → page there", shown), *_figures("publication → in the kept list", listed),
            *_figures("withdrawal → kept page gone", gone)]


class Writer:
    """A publisher at the first gateway."""

    def __init__(self, connection: Connection, token: str) -> None:
        self.connection, self._token = connection, token

    async def step(self, article: str, step: str, version: int, body: dict[str, str]) -> int:
        """Take a step; returns the article's new version."""
        content = orjson.dumps(body)
        head = (f"POST /v1/articles/{article}/{step} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {self._token}\r\n"
                f'if-match: "{version}"\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n')
        status, answer = await self.connection.ask(head.encode() + content)
        if status != 200:
            raise RuntimeError(f"{step} was answered with {status}: {answer.decode()[:300]}")
        return int(orjson.loads(answer)["version"])


async def _until(connection: Connection, path: str, true: Callable[[int, bytes], bool]) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < GIVE_UP_SECONDS:
        if true(*await connection.ask(_get(path))):
            return (time.perf_counter() - began) * 1000
    raise TimeoutError(f"the second gateway still gave the old answer for {path} after {GIVE_UP_SECONDS:g} s")


def _holds(text: bytes) -> Callable[[int, bytes], bool]:
    return lambda _, body: text in body


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".encode()


def _figures(what: str, waits: list[float]) -> list[Figure]:
    ascending, count = sorted(waits), f"{len(waits)} times, longest {max(waits):.1f} ms"
    return [figure(NAME, f"{what}, p50", ascending, unit="ms", at_most=P50_MOST, detail=count),
            figure(NAME, f"{what}, p99", [percentile(ascending, 0.99)], unit="ms", at_most=P99_MOST)]
