"""What is installed, taken apart for tests that hold for every service: operations, handlers, events, faults, sources."""
import ast
import inspect
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from shared.errors import Fault
from shared.events import Event
from shared.plugins.discovery import manifests
from shared.plugins.manifest import Manifest, Route, load
from shared.runtime.operations import Operation

ROOT = Path(__file__).parents[2]
MANIFESTS = {each.name: each for each in manifests()}


@dataclass(frozen=True)
class Handler:
    """One event handler of a service."""

    method: str
    event_type: str
    use_case: Callable[..., Any]
    reader: Any


@cache
def operations(service: str) -> dict[str, Operation]:
    """The operations of a service class: the method's name → operation."""
    members = vars(load(MANIFESTS[service].service))
    return {name: each.operation for name, each in members.items() if hasattr(each, "operation")}


@cache
def handlers(service: str) -> tuple[Handler, ...]:
    """The event handlers of a service class."""
    found = []
    for name, each in vars(load(MANIFESTS[service].service)).items():
        for entrypoint in getattr(each, "nameko_entrypoints", ()):
            if event_type := getattr(entrypoint, "event_type", None):
                held = inspect.getclosurevars(each).nonlocals
                found.append(Handler(name, event_type, held["use_case"], held["schema"]))
    return tuple(found)


def routes(service: str) -> tuple[Route, ...]:
    """The HTTP endpoints of a service."""
    manifest = MANIFESTS[service]
    return tuple(load(manifest.routes)) if manifest.routes else ()


def events(service: str) -> tuple[type[Event], ...]:
    """The event classes that a service's events module holds, in their order."""
    return tuple(import_module(MANIFESTS[service].events).EVENTS) if MANIFESTS[service].events else ()


def faults(service: str) -> tuple[type[Fault], ...]:
    """The fault classes that a service's errors module holds, in their order."""
    return _classes(MANIFESTS[service].errors, Fault)


def all_events() -> dict[str, type[Event]]:
    """Event type → class, of all services."""
    return {event.TYPE: event for service in MANIFESTS for event in events(service)}


def consumers(event_type: str) -> list[str]:
    """The services that handle an event type."""
    return sorted(service for service in MANIFESTS for each in handlers(service)
                  if each.event_type in (event_type, "*." + event_type.partition(".")[2]))


def manifest(service: str) -> Manifest:
    """What a service says of itself."""
    return MANIFESTS[service]


def modules(package: str) -> Iterator[ModuleType]:
    """A module, or a package and everything in it, imported."""
    place = ROOT / package.replace(".", "/")
    for path in sorted(place.rglob("*.py")) or [place.with_suffix(".py")]:
        yield import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))


def sources(*folders: str) -> list[Path]:
    """The Python files of our own packages, or of ``folders``."""
    return sorted(path for folder in folders or ("services", "shared", "gateway") for path in (ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A source file, parsed."""
    return ast.parse(path.read_text("utf-8"))


def tracked() -> list[Path]:
    """The files that belong to the project: what git knows, and what it would take up."""
    if not (ROOT / ".git").exists():  # unpacked from an archive: all of it belongs
        return [path for path in ROOT.rglob("*") if path.is_file() and not path.relative_to(ROOT).parts[0].startswith(".")]
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def short(path: Path) -> str:
    """A path as it is written in this project."""
    return path.relative_to(ROOT).as_posix()


def _classes(dotted: str, base: type) -> tuple[Any, ...]:
    found: dict[str, Any] = {}
    if dotted:
        for module in modules(dotted):
            found |= {name: each for name, each in vars(module).items() if isinstance(each, type)
                      and issubclass(each, base) and each.__module__ == module.__name__ and not name.startswith("_")}
    return tuple(found.values())
