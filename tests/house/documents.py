"""Writes the reference pages under ``docs/`` from the code itself: ``python -m tests.house.documents``."""
import inspect
import json
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from shared import errors
from shared.caller import ROLES
from shared.cli import law_words
from shared.errors import Fault
from shared.events import Event
from shared.law import errors as law_errors
from shared.law.loading import installed
from shared.law.rules import Rule
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Route
from tests.house import suite

DOCS = suite.ROOT / "docs"
NOTE = "<!-- Written by `python -m tests.house.documents`; do not edit by hand. -->\n"


def states() -> str:
    """Every table of transitions, as a table and as a diagram."""
    text = f"{NOTE}\n# 状态 States\n\nEvery step that exists; any other is refused with 409.\n"
    for service in suite.MANIFESTS:
        for module in suite.modules(f"services.{service}.model"):
            table = vars(module).get("TRANSITIONS")
            if table and module.__name__ == _home(module, table):
                text += _machine(service, module, table)
    return text


def _home(module: Any, table: Mapping[str, Any]) -> str:
    """Where a table was written, not merely imported."""
    source = inspect.getsource(module)
    return module.__name__ if "\nTRANSITIONS" in source and table else ""


def _machine(service: str, module: Any, table: Mapping[str, tuple[tuple[Enum, ...], Enum]]) -> str:
    labels: Mapping[Any, str] = vars(module).get("LABELS", {})
    title = (module.__doc__ or "").split("\n")[0]
    text = f"\n## {service} · {module.__name__.rpartition('.')[2]}\n\n{title}\n\n| step | from | to |\n|---|---|---|\n"
    for step, (allowed, to) in table.items():
        text += f"| `{step}` | {'、'.join(_state(each, labels) for each in allowed)} | {_state(to, labels)} |\n"
    lines = [f"    {each.value} --> {to.value}: {step}" for step, (allowed, to) in table.items() for each in allowed]
    kind = type(next(iter(table.values()))[1])
    names = [f"    {state.value}: {labels[state]} {state.value}" for state in kind if state in labels]
    return text + "\n```mermaid\nstateDiagram-v2\n" + "\n".join([*names, *lines]) + "\n```\n"


def _state(state: Enum, labels: Mapping[Any, str]) -> str:
    return f"{labels.get(state, '')} `{state.value}`".strip()


def events() -> str:
    """Every event with its fields, its routing key and who handles it."""
    text = (f"{NOTE}\n# 事件 Events\n\nCloudEvents 1.0 on the topic exchange `guanwang.events`. The type on the wire "
            "begins with `guanwang.`; the "
            "routing key ends with the unit's code, and with `.public` where everybody may know.\n")
    for service in suite.MANIFESTS:
        if suite.events(service):
            text += f"\n## {service}\n" + "".join(_event(each) for each in suite.events(service))
    return text


def _event(event: type[Event]) -> str:
    example = event.example()
    heard = "、".join(suite.consumers(event.TYPE)) or "—"
    tags = "、".join(f"`{tag}`" for tag in example.cache_tags()) or "—"
    fields = "、".join(f"`{name}`" for name in event.field_names())
    return (f"\n### {event.__name__}\n\n{inspect.getdoc(event)}\n\n| | |\n|---|---|\n| type | `guanwang.{event.TYPE}` |\n"
            f"| routing key | `{example.routing_key}` |\n| fields | {fields} |\n"
            f"| handled by | {heard} |\n| drops cached answers | {tags} |\n\n"
            f"```json\n{json.dumps(example.data(), ensure_ascii=False, indent=1)}\n```\n")


def faults() -> str:
    """Every fault with its status, its sentence, the article and what to do."""
    text = (f"{NOTE}\n# 错误 Errors\n\nEvery refusal is problem+json (RFC 9457) with one of these codes.\n")
    shared = [(title, _faults_of(module)) for title, module in (("frame", errors), ("law (clocks and rules)", law_errors))]
    for service, found in [*shared, *((name, suite.faults(name)) for name in suite.MANIFESTS)]:
        text += f"\n## {service}\n\n| code | status | 说明 | 依据 | 如何解决 | meaning |\n|---|---|---|---|---|---|\n"
        for fault in found:
            meaning = " ".join((inspect.getdoc(fault) or "").split())
            cells = (f"`{fault.code}`", str(fault.kind.status), fault.text, fault.article, fault.remedy, meaning)
            text += _row(*cells)
    return text


def _faults_of(module: Any) -> list[type[Fault]]:
    return [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Fault)
            and not each.__name__.startswith("_") and each is not Fault]


def rules() -> str:
    """Every key of the rule packs that come with the suite, with every value it ever had."""
    text = (f"{NOTE}\n# 规则 Rules\n\nEvery value of the rule packs that come with the suite; [law.md](law.md) says how a pack "
            "is written. V: read in the rule itself, S: read in a source beside it, M: unverified.\n")
    packs = [installed()[name].load() for name in ("national", "xiangxi-2018", "example-county")]
    for area in sorted({key.partition(".")[0] for pack in packs for key in pack.rules}):
        text += f"\n## {area}\n\n| key | 说明 | pack | from | value | near | 依据 | mark |\n|---|---|---|---|---|---|---|---|\n"
        for key in sorted({key for pack in packs for key in pack.rules if key.partition(".")[0] == area}):
            for rule in [rule for pack in packs for rule in pack.rules.get(key, ())]:
                text += _row(f"`{key}`", rule.label, rule.pack, rule.since.isoformat(), _value(rule), law_words.near(rule),
                             rule.article, rule.mark.value)
    return text


def _value(rule: Rule) -> str:
    """The words of a value; of a list the labels."""
    if isinstance(rule.value, list):
        return "；".join(str(each.get("label", each)) if isinstance(each, Mapping) else str(each) for each in rule.value)
    shorter = "（各规则包中最短的有效）" if rule.shorter_wins else ""
    return law_words.words(rule) + shorter


def operations() -> str:
    """Every operation with its address and who may call it."""
    text = (f"{NOTE}\n# 操作 Operations\n\nThe name is the RPC name, the permission's name and the OpenAPI operationId. "
            "What has no address is called by other services or by the command line only.\n")
    for service, manifest in suite.MANIFESTS.items():
        text += (f"\n## {service} {manifest.title}\n\n| operation | route | who | article | cached | what it does |\n"
                 "|---|---|---|---|---|---|\n")
        routes = {route.operation: route for route in suite.routes(service)}
        for name, operation in suite.operations(service).items():
            purpose = (inspect.getdoc(operation.use_case) or "").split("\n")[0]
            text += _row(f"`{service}.{name}`", *_route(routes.get(name)), purpose)
    return text


def _route(route: Route | None) -> tuple[str, str, str, str]:
    """Address, who may, article, cache policy."""
    if route is None:
        return "—", "internal", "", ""
    who = "、".join({PUBLIC: "任何人", SIGNED_IN: "已登录"}.get(role, ROLES.get(role, role)) for role in route.roles)
    cache = f"{route.cache.seconds} s, stale {route.cache.stale_seconds} s" if route.cache else ""
    return f"`{route.method} {route.path}`", who, route.article, cache


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def files() -> dict[Path, str]:
    """Every generated page with what it must hold."""
    return {DOCS / "states.md": states(), DOCS / "events.md": events(), DOCS / "errors.md": faults(),
            DOCS / "operations.md": operations(), DOCS / "rules.md": rules()}


def main() -> None:
    """Write all pages."""
    for path, text in files().items():
        path.write_text(text, "utf-8")
    print(f"{len(files())} pages written")


if __name__ == "__main__":
    main()
