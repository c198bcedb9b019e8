"""What holds for every service, whoever wrote it: one shape, declared once, nothing left over."""
import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest

from shared.aggregate import Aggregate
from shared.caller import ROLES
from shared.events import handler_name
from shared.plugins.manifest import PUBLIC, SIGNED_IN
from shared.runtime.database import FRAME_FIELDS
from tests.house import suite

SERVICES = sorted(suite.MANIFESTS)
WORD = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
COMMAND_ONLY = {"directory.create_first_administrator"}
"""Operations that only the ``guanwang`` command calls, with the broker's password."""


def parameters(use_case: Any, *given: str) -> tuple[set[str], bool]:
    """The names that a use case takes by keyword besides ``given``, and whether it takes any others."""
    found = inspect.signature(use_case).parameters
    open_ended = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in found.values())
    return {name for name, each in found.items() if each.kind is inspect.Parameter.KEYWORD_ONLY} - set(given), open_ended


def fields(schema: Any) -> set[str]:
    """The names that a schema's load gives."""
    return {each.attribute or name for name, each in schema.fields.items() if not each.dump_only}


@pytest.mark.parametrize("service", SERVICES)
def test_a_schema_takes_exactly_what_its_use_case_wants(service: str) -> None:
    for name, operation in suite.operations(service).items():
        wanted, open_ended = parameters(operation.use_case, "caller", "now")
        taken = fields(operation.takes)
        assert wanted <= taken and (open_ended or wanted == taken), f"{service}.{name}: {wanted ^ taken}"


@pytest.mark.parametrize("service", SERVICES)
def test_a_use_case_is_told_who_and_when(service: str) -> None:
    for name, operation in suite.operations(service).items():
        found = inspect.signature(operation.use_case).parameters
        assert list(found)[0] == "ports" and {"caller", "now"} <= set(found), name


@pytest.mark.parametrize("service", SERVICES)
def test_a_reader_reads_exactly_what_its_use_case_wants(service: str) -> None:
    for handler in suite.handlers(service):
        wanted, open_ended = parameters(handler.use_case, "now", "event")
        read = fields(handler.reader)
        assert wanted <= read and (open_ended or wanted == read), f"{service}.{handler.method}: {wanted ^ read}"


@pytest.mark.parametrize("service", SERVICES)
def test_an_operation_is_called_like_its_use_case(service: str) -> None:
    for name, operation in suite.operations(service).items():
        assert name == operation.name == operation.use_case.__name__ and re.fullmatch(f"{WORD}_{WORD}", name)


@pytest.mark.parametrize("service", SERVICES)
def test_a_route_leads_to_an_operation_with_the_same_schemas(service: str) -> None:
    for route in suite.routes(service):
        operation = suite.operations(service)[route.operation]
        assert route.takes is type(operation.takes), route.operation
        assert route.write == operation.write, route.operation
        if route.cache is None:
            assert route.gives is (type(operation.gives) if operation.gives else None), route.operation
            assert route.many == operation.many, route.operation


@pytest.mark.parametrize("service", SERVICES)
def test_an_operation_is_routed_or_known_to_be_internal(service: str) -> None:
    routed = {name for route in suite.routes(service) for name in (route.operation, route.upload)}
    for name in set(suite.operations(service)) - routed:
        assert f"{service}.{name}" in COMMAND_ONLY or called_by_others(service, name), f"{service}.{name} is for nobody"


def called_by_others(service: str, operation: str) -> bool:
    """True if another manifest names the operation, or a gateway learns of its issuer by it."""
    calls = {call for name, each in suite.MANIFESTS.items() if name != service for call in each.calls}
    identities = [each.identity for each in suite.MANIFESTS.values() if each.identity]
    known = calls | {named for each in identities for named in (each.keys, each.revoked)}
    return f"{service}.{operation}" in known or f"*.{operation}" in known


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_is_routed_once_and_every_path_parameter_is_a_field(service: str) -> None:
    routed = [route.operation for route in suite.routes(service)]
    assert len(routed) == len(set(routed))
    for route in suite.routes(service):
        assert route.path.startswith("/v1/") and not route.path.endswith("/"), route.path
        assert set(re.findall(r"\{(\w+)", route.path)) <= set(route.takes().fields), route.path


@pytest.mark.parametrize("service", SERVICES)
def test_somebody_may_call_every_route_and_only_known_roles_are_named(service: str) -> None:
    for route in suite.routes(service):
        assert route.roles and set(route.roles) <= {*ROLES, PUBLIC, SIGNED_IN}, route.operation
        assert not route.cache or (route.public and not route.write), f"{route.operation}: only public reads are kept"


@pytest.mark.parametrize("service", SERVICES)
def test_the_manifest_names_exactly_the_events_that_are_handled(service: str) -> None:
    assert sorted(each.event_type for each in suite.handlers(service)) == sorted(suite.manifest(service).handles)
    for each in suite.handlers(service):
        assert each.method.startswith(handler_name(each.event_type)), each.method


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_that_is_handled_is_published_by_somebody(service: str) -> None:
    for each in suite.handlers(service):
        publishers = [name for name in suite.all_events() if service in suite.consumers(name)
                      and name.partition(".")[2] == each.event_type.partition(".")[2]]
        assert publishers, f"nobody publishes {each.event_type}"


@pytest.mark.parametrize("service", SERVICES)
def test_the_calls_that_a_manifest_names_exist_and_are_made(service: str) -> None:
    calls = suite.manifest(service).calls
    for call in calls:
        owner, _, operation = call.partition(".")
        owners = [owner] if owner != "*" else [name for name in SERVICES if name != service]
        assert any(operation in suite.operations(name) for name in owners), f"{service} calls {call}, which is nowhere"
    text = "".join(path.read_text("utf-8") for path in suite.sources(f"services/{service}"))
    assert bool(calls) == (".remote" in text), f"{service}: the manifest's calls and the use of tools.remote differ"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_says_who_it_is_in_both_languages(service: str) -> None:
    manifest = suite.manifest(service)
    assert re.fullmatch(WORD, service) and re.search(r"[\u4e00-\u9fff]", manifest.title)
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest.version) and manifest.articles
    assert suite.load(manifest.service).name == service


@pytest.mark.parametrize("service", SERVICES)
def test_articles_are_named_in_both_numbers(service: str) -> None:
    named = [*suite.manifest(service).articles, *(route.article for route in suite.routes(service)),
             *(fault.article for fault in suite.faults(service))]
    wrong = [each for each in named if each and not re.match(r"Art\. \d+ 第[一二三四五六七八九十]+条", each)]
    assert not wrong


def test_no_aggregate_has_a_field_that_the_frame_keeps_beside_it() -> None:
    """The frame would overwrite it with its own, and whoever verifies the record would find it changed."""
    for folder in Path("services").iterdir():
        if (folder / "model").exists() or (folder / "model.py").exists():
            model = importlib.import_module(f"services.{folder.name}.model")
            for each in pkgutil.iter_modules(getattr(model, "__path__", [])):
                importlib.import_module(f"{model.__name__}.{each.name}")
    kinds, found = [Aggregate], set[type[Aggregate]]()
    while kinds:
        kinds += (more := set(kinds.pop().__subclasses__()) - found)
        found |= more
    assert len(found) > 20
    assert not {(kind.__name__, name) for kind in found for name in FRAME_FIELDS if name in kind.__dataclass_fields__}
