"""Who may do what: the reviewed table ``access.csv``, one line an endpoint, one column for everybody who may come.

``python -m tests.security.access`` adds what is missing and takes out what is gone. What a line says of an endpoint that is
still there stays as it is: whoever changes a rule changes the line too, by hand or with ``--rules``, and shows it for review.
A new line has ``?`` under ``elsewhere``, which somebody must answer.
"""
import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import falcon.inspect

from gateway.server import Gateway
from shared.caller import ROLES
from shared.plugins.manifest import SIGNED_IN, Route
from shared.runtime.settings import Settings
from tests.house import suite

TABLE = Path(__file__).with_name("access.csv")
YES, FORBIDDEN, UNAUTHENTICATED = "yes", "403", "401"
NOBODY, REVOKED, NO_ROLE, CLIENT = "nobody", "revoked", "no_role", "client"
"""Without a token; with one of a session that ended; signed in, but without any role; an API client without any grant."""
ALL_ROLES = "client_with_all"
"""An API client with every role everywhere: a program is held to the same rules as a person."""
WHO = (NOBODY, REVOKED, NO_ROLE, CLIENT, ALL_ROLES, *ROLES)
ELSEWHERE = "elsewhere"
"""What somebody is told who has all the roles, but for another unit than the item's: ``403``, ``404``, ``none`` (an answer
that names none of it), ``open`` (as everybody, see ``ON_PURPOSE``), ``-`` where no unit comes in."""
NOTHING, OPEN, NO_UNIT = "none", "open", "-"
_SITE = "a site shows pages of many units: its columns, and when they must be updated, are known to all who work on it"
_UNITS = "the tree of units and who answers for each (Art. 6) is what people look up to find one another"
_RUNS = "the dictionaries hold for everything that is public, so a run is about all units; what it found is shown by unit"
ON_PURPOSE = {
    "GET /v1/sites": _SITE, "GET /v1/columns": _SITE, "GET /v1/columns/{column_id}": _SITE,
    "GET /v1/columns/{column_id}/account": _SITE, "GET /v1/columns/{column_id}/padding": _SITE,
    "GET /v1/units": _UNITS, "GET /v1/units/{code}": _UNITS,
    "GET /v1/reexaminations": _RUNS, "POST /v1/reexaminations": _RUNS, "GET /v1/reexaminations/{reexamination_id}": _RUNS,
    "GET /v1/reexaminations/{reexamination_id}/history": _RUNS,
}
"""What is open to every unit, and why."""
COLUMNS = ("operation", "route", *WHO, ELSEWHERE)
Line = dict[str, str]


def endpoints() -> dict[str, Route | None]:
    """Everything that a gateway answers to: ``GET /v1/units`` → its route, ``None`` for what the gateway does itself."""
    routes = {f"{route.method} {route.path}": route for service in suite.MANIFESTS for route in suite.routes(service)}
    own = {f"{method.method} {route.path}": None for route in falcon.inspect.inspect_routes(_gateway().falcon_app)
           for method in route.methods if not method.internal}
    return own | routes


def operation(name: str, route: Route | None) -> str:
    """The operation behind an endpoint, with its service."""
    if route is None:
        return "gateway"
    return next(f"{service}.{route.operation}" for service in suite.MANIFESTS for each in suite.routes(service)
                if f"{each.method} {each.path}" == name)


def rule(route: Route | None) -> Line:
    """What a route says of everybody."""
    if route is None or route.public:
        return dict.fromkeys(WHO, YES)
    told = {NOBODY: UNAUTHENTICATED, REVOKED: UNAUTHENTICATED, ALL_ROLES: YES if route.roles else FORBIDDEN}
    signed_in = YES if SIGNED_IN in route.roles else FORBIDDEN
    told |= {NO_ROLE: signed_in, CLIENT: signed_in}
    return told | {role: YES if role in route.roles else signed_in for role in ROLES}


def table() -> dict[str, Line]:
    """The table: endpoint → its line."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {line["route"]: line for line in csv.DictReader(file)}


def write(lines: Iterable[Line]) -> None:
    """The table anew, in the order of operations."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(lines, key=lambda line: (line["operation"] == "gateway", line["operation"], line["route"])))


def main(arguments: list[str]) -> None:
    """Bring the table up to the routes."""
    known = table() if TABLE.exists() else {}
    lines = []
    for name, route in endpoints().items():
        line = {"operation": operation(name, route), "route": name, ELSEWHERE: "?"} | rule(route)
        lines.append(line | ({ELSEWHERE: known[name][ELSEWHERE]} if "--rules" in arguments else known[name])
                     if name in known else line)
    write(lines)


def _gateway() -> Gateway:
    """A gateway that nobody runs."""
    return Gateway(Settings(rabbitmq_url="amqp://nobody:nothing@127.0.0.1/"))


if __name__ == "__main__":
    main(sys.argv[1:])
