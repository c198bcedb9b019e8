"""3. An editor submits a draft: checked, stored with history and majority, behind a bus; against two references.

The first is a bare insert. The second (``monolith_checked``) does the same checks in one process, without a bus.
"""
import orjson

from tests.bench.article import DRAFT
from tests.bench.figures import Figure, figure
from tests.bench.load import put
from tests.bench.options import Options
from tests.bench.plan import Outcome, Plan
from tests.bench.rounds import cpu_detail, middle, paired, ratios
from tests.bench.theatre import Theatre

NAME = "draft-submission"
RATE_LEAST = 1.5
LATENCY_MOST = 2.5
PATHS = {"ours": "/v1/articles", "keyed": "/v1/articles", "monolith": "/articles", "checked": "/articles"}
OURS = ("gateway", "content", "broker", "mongod")
WATCHED = {"ours": OURS, "keyed": OURS, "monolith": ("monolith", "mongod"), "checked": ("monolith_checked", "mongod")}


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """Rates at many connections and latencies at one, without and with an idempotency key, to the monolith's insert."""
    busy = await _compare(theatre, options.rounds, options.connections, options.seconds)
    lone = await _compare(theatre, options.rounds, 1, options.lone_seconds)
    rates = {side: f"{middle(busy, side, _rate):.0f}/s" for side in PATHS}
    waits = {side: f"{middle(lone, side, _p50):.2f} ms" for side in PATHS}
    return [
        figure(NAME, f"rate at {options.connections} connections, to the monolith", ratios(busy, "ours", "monolith", _rate),
               at_least=RATE_LEAST, detail=f"{rates['ours']}; {rates['monolith']}"),
        figure(NAME, "p50 of a lone call, to the monolith", ratios(lone, "ours", "monolith", _p50), at_most=LATENCY_MOST,
               detail=f"{waits['ours']}; {waits['monolith']}"),
        figure(NAME, "total CPU a request, to the monolith", ratios(busy, "ours", "monolith", Outcome.cpu_each),
               detail=f"{cpu_detail(busy, 'ours')}; {cpu_detail(busy, 'monolith')}"),
        *_to_checked(busy, lone, rates, waits),
        figure(NAME, "with Idempotency-Key: rate, to the monolith", ratios(busy, "keyed", "monolith", _rate),
               detail=f"{rates['keyed']}; {cpu_detail(busy, 'keyed')}"),
        figure(NAME, "with Idempotency-Key: p50 of a lone call", ratios(lone, "keyed", "monolith", _p50),
               detail=f"{waits['keyed']}"),
    ]


def _to_checked(busy: list[dict[str, Outcome]], lone: list[dict[str, Outcome]], rates: dict[str, str], waits: dict[str, str]
                ) -> list[Figure]:
    return [
        figure(NAME, "rate, to a monolith with the same checks", ratios(busy, "ours", "checked", _rate),
               detail=f"{rates['ours']}; {rates['checked']}"),
        figure(NAME, "p50 of a lone call, to the same checks", ratios(lone, "ours", "checked", _p50),
               detail=f"{waits['ours']}; {waits['checked']}"),
        figure(NAME, "total CPU a request, to the same checks", ratios(busy, "ours", "checked", Outcome.cpu_each),
               detail=f"{cpu_detail(busy, 'ours')}; {cpu_detail(busy, 'checked')}"),
    ]


async def _compare(theatre: Theatre, rounds: int, connections: int, seconds: float) -> list[dict[str, Outcome]]:
    stage, token = theatre.stage, await theatre.token("editor")
    ports = {"ours": stage.gateway(), "keyed": stage.gateway(), "monolith": stage.reference("monolith"),
             "checked": stage.reference("monolith_checked")}
    await theatre.set_checked_scene()

    def plan(side: str) -> Plan:
        return Plan(port=ports[side], connections=connections, seconds=seconds, paths=[PATHS[side]], method="POST",
                    headers={"authorization": f"Bearer {token}"} if side != "monolith" else {},
                    body=orjson.dumps(DRAFT).decode(), keys=theatre.new_key() if side == "keyed" else "", expect=201,
                    watched=stage.watched(*WATCHED[side]))

    return await paired(rounds, {side: lambda side=side: put(plan(side)) for side in PATHS})


def _rate(outcome: Outcome) -> float:
    return outcome.rate


def _p50(outcome: Outcome) -> float:
    return outcome.p50
