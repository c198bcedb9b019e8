"""2. A public article that no gateway has yet: through RPC to the service and its database, each article asked for once.

Between rounds an event that names the site's cache tag makes the gateway forget everything, as the house itself does it.
"""
import random

from tests.bench import scene
from tests.bench.article import SITE
from tests.bench.figures import Figure, figure
from tests.bench.load import LoadError, put
from tests.bench.options import Options
from tests.bench.plan import Outcome, Plan
from tests.bench.rounds import cpu_detail, middle, paired, ratios
from tests.bench.theatre import Theatre

NAME = "uncached-read"
RATE_LEAST = 1.5
LATENCY_MOST = 2.5
OURS = ("gateway", "content", "broker", "mongod")
REFERENCE = ("monolith", "mongod")


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Rates at many connections, latencies at one, and CPU time a request, to the monolith's."""
    ids = await scene.copies(theatre.stage.endpoints.mongo_url, await scene.published(theatre.bus), options.articles)
    paths = {"ours": [f"/v1/public/articles/{id_}" for id_ in ids],
             "monolith": await theatre.monolith_articles(options.articles)}
    busy = await _compare(theatre, options.rounds, options.connections, options.seconds, paths)
    lone = await _compare(theatre, options.rounds, 1, options.lone_seconds, paths)
    return [
        figure(NAME, f"rate at {options.connections} connections, to the monolith", ratios(busy, "ours", "monolith", _rate),
               at_least=RATE_LEAST, detail=f"{middle(busy, 'ours', _rate):.0f}/s; {middle(busy, 'monolith', _rate):.0f}/s"),
        figure(NAME, "p50 of a lone call, to the monolith", ratios(lone, "ours", "monolith", _p50), at_most=LATENCY_MOST,
               detail=f"{middle(lone, 'ours', _p50):.2f} ms; {middle(lone, 'monolith', _p50):.2f} ms"),
        figure(NAME, "total CPU a request, to the monolith", ratios(busy, "ours", "monolith", Outcome.cpu_each),
               detail=f"{cpu_detail(busy, 'ours')}; {cpu_detail(busy, 'monolith')}"),
    ]


async def _compare(theatre: Theatre, rounds: int, connections: int, seconds: float, paths: dict[str, list[str]]
                   ) -> list[dict[str, Outcome]]:
    stage = theatre.stage
    ports = {"ours": stage.gateway(), "monolith": stage.reference("monolith")}
    watched = {"ours": OURS, "monolith": REFERENCE}

    async def side(name: str) -> Outcome:
        order = random.sample(paths[name], len(paths[name]))
        if name == "ours":
            await theatre.forget_answers(f"site:{SITE}")
        before = await theatre.cache_hits()
        outcome = await put(Plan(port=ports[name], connections=connections, seconds=seconds, paths=order, once=True,
                                 watched=stage.watched(*watched[name])))
        if hits := await theatre.cache_hits() - before:
            raise LoadError(f"{hits:.0f} of the uncached reads were answered from the cache")
        return outcome

    return await paired(rounds, {name: lambda name=name: side(name) for name in ports})


def _rate(outcome: Outcome) -> float:
    return outcome.rate


def _p50(outcome: Outcome) -> float:
    return outcome.p50
