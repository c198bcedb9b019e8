"""1. A public article that the gateway has kept: how near it comes to a bare constant, and how far from the reference."""
from tests.bench import scene
from tests.bench.figures import Figure, figure
from tests.bench.load import put
from tests.bench.options import Options
from tests.bench.plan import Outcome, Plan
from tests.bench.rounds import cpu_detail, paired, ratios
from tests.bench.theatre import Theatre

NAME = "cached-read"
CONSTANT_MOST = 1.3
MONOLITH_LEAST = 10.0


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """CPU time a request: gateway : constant, and monolith with its database : gateway."""
    stage = theatre.stage
    article = await scene.published(theatre.bus)
    path, in_monolith = f"/v1/public/articles/{article}", (await theatre.monolith_articles(1))[0]
    ports = {"gateway": stage.gateway(), "constant": stage.reference("constant"), "monolith": stage.reference("monolith")}
    watched = {"gateway": ("gateway",), "constant": ("constant",), "monolith": ("monolith", "mongod")}
    paths = {"gateway": path, "constant": path, "monolith": in_monolith}

    def load(side: str) -> Plan:
        return Plan(port=ports[side], connections=options.connections, seconds=options.seconds, paths=[paths[side]],
                    watched=stage.watched(*watched[side]))

    found = await paired(options.rounds, {side: lambda side=side: put(load(side)) for side in ports})
    return [
        figure(NAME, "CPU a request, to a bare ASGI constant", ratios(found, "gateway", "constant", Outcome.cpu_each),
               at_most=CONSTANT_MOST, detail=f"{cpu_detail(found, 'gateway')}; {cpu_detail(found, 'constant')}"),
        figure(NAME, "CPU a request saved, monolith's read to it", ratios(found, "monolith", "gateway", Outcome.cpu_each),
               at_least=MONOLITH_LEAST, detail=cpu_detail(found, "monolith")),
    ]
