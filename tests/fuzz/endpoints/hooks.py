"""What schemathesis is told beside the OpenAPI document; it loads this file itself, in a process of its own (``run.py``).

``GUANWANG_FUZZ`` holds what the run is about as JSON, see ``Brief`` there.
"""
import json
import os
import re
import zlib
from typing import Any

import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response

BRIEF = json.loads(os.environ["GUANWANG_FUZZ"])
NEVER_ENDS = "/v1/public/events"
TELLTALES = re.compile(r"Traceback \(most recent|File \"/|\.py\", line|nameko|kombu|pymongo|mongodb://|amqp://|\$argon2|\$2b\$|\$scrypt")
"""Of the inside, as no answer may show it."""
TOKEN = re.compile(r"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}")
GIVES_TOKENS = ("/v1/sessions",)
TELLS_OF_ITSELF = ("/v1/openapi.json", "/v1/parking")
"""Parked events are shown to operators as they came, with why nobody could handle them."""
_versions: dict[str, int] = dict(BRIEF["versions"])


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: dict[str, Any]) -> None:
    """Take this process's part of the addresses, without what never ends.

    Patterns that look ahead are left out: nothing can be drawn from them, only tried (23 of 70 seconds for a single one).
    """
    part, parts = BRIEF["part"]
    raw_schema["paths"] = {path: operations for number, (path, operations) in enumerate(raw_schema["paths"].items())
                           if number % parts == part and path != NEVER_ENDS}
    left = [raw_schema]
    while left:
        for value in list(each.values()) if isinstance(each := left.pop(), dict) else each:
            if isinstance(value, dict | list):
                left.append(value)
        if isinstance(each, dict) and "(?=" in str(each.get("pattern", "")):
            del each["pattern"]


@schemathesis.hook
def filter_case(context: HookContext, case: Case) -> bool:
    """One in ``share`` of what is wrong on purpose, drawn by the seed, each kind at least once; all that is right."""
    data = getattr(case.meta.phase, "data", None) if case.meta else None
    scenario = getattr(data, "scenario", None)
    if scenario is None or case.meta is None or case.meta.generation.mode.value != "negative":
        return True
    kind = f"{case.operation.label} {scenario} {data.parameter_location}"
    if kind not in _seen:
        _seen.add(kind)
        return True
    what = f"{BRIEF['seed']} {kind} {data.parameter} {data.description} {case.body!r}"
    return zlib.crc32(what.encode("utf-8", "surrogatepass")) % BRIEF["share"] == 0


_seen: set[str] = set()


@schemathesis.hook
def map_case(context: HookContext, case: Case) -> Case:
    """Half of the well-formed addresses lead to something that there is, in the version that it has."""
    names, drawn = dict(case.path_parameters or {}), repr((BRIEF["seed"], case.path_parameters, case.body, case.query))
    path = case.meta.components.get("path") if case.meta else None
    place = max((each for each in BRIEF["places"] if case.path.startswith(each)), key=len, default=None)
    half = zlib.crc32(drawn.encode("utf-8", "surrogatepass")) % 2
    if place and names and half and not (path and path.mode.value == "negative"):
        known = BRIEF["places"][place]
        case.path_parameters = {name: known.get(name, value) for name, value in names.items()}
        version = next((_versions[each] for each in known.values() if each in _versions), None)
        if version and case.headers and case.headers.get("If-Match"):
            case.headers["If-Match"] = f'"{version}"'
    return case


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    """Remember in which version a thing is now."""
    if response.status_code < 300 and response.content and response.headers.get("content-type") == ["application/json"]:
        thing = response.json()
        if isinstance(thing, dict) and isinstance(thing.get("version"), int) and thing.get("id") in _versions:
            _versions[thing["id"]] = thing["version"]


@schemathesis.check
def refusals_are_explained(ctx: CheckContext, response: Response, case: Case) -> None:
    """Every error is a problem with a code, a sentence and the request's id, the same as in the header."""
    if response.status_code < 400 or case.method.upper() == "HEAD":
        return
    assert response.headers.get("content-type") == ["application/problem+json"], "an error that is no problem+json"
    told: Any = response.json()
    missing = [name for name in ("type", "title", "status", "code", "request_id") if not told.get(name)]
    assert not missing, f"a problem without {missing}"
    assert told["status"] == response.status_code, "a problem that speaks of another status"
    assert response.headers.get("x-request-id") == [told["request_id"]], "a problem with the id of another request"


@schemathesis.check
def nothing_is_given_away(ctx: CheckContext, response: Response, case: Case) -> None:
    """No answer shows the inside, a password that is in use, or a token to whom it was not given."""
    said = response.content.decode("utf-8", "replace")
    if not case.path.startswith(TELLS_OF_ITSELF):
        found = TELLTALES.search(said)
        assert not found, f"an answer shows the inside: {said[max(found.start() - 100, 0):found.end() + 100]}"
    assert not any(secret in said for secret in BRIEF["secrets"]), "an answer holds a secret"
    if not case.path.startswith(GIVES_TOKENS):
        assert not TOKEN.search(said), "an answer holds a token"


@schemathesis.check
def who_is_kept_out_stays_out(ctx: CheckContext, response: Response, case: Case) -> None:
    """Where the table of access says 401 or 403, nothing succeeds: neither with a right body nor with a wrong one."""
    if BRIEF["kept_out"] and case.method.upper() == case.operation.method.upper():
        assert response.status_code in (400, 401, 403), f"{response.status_code} for somebody who may not come in"
