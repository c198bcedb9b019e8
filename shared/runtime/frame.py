"""The frame of a service: runs its calls and events, keeps its store and relay, and tells how it is.

``frame = Frame(MANIFEST, store.ports, store.INDEXES)`` in a service class is all that a service declares of it.
"""
import hmac
import itertools
import logging
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import eventlet
import pymongo
from marshmallow import ValidationError
from nameko.extensions import DependencyProvider
from pymongo.errors import ConnectionFailure, ExecutionTimeout, NetworkTimeout, ServerSelectionTimeoutError, WTimeoutError

from shared.arrived import Arrived
from shared.caller import Caller
from shared.clock import now
from shared.digests import canonical, digest
from shared.errors import AnswerForgotten, Expired, Fault, Internal, InvalidInput, KeyReused, Kind, StaleVersion, Unavailable
from shared.plugins.manifest import Manifest
from shared.runtime import context, metrics, receiving, stuck
from shared.runtime.almanac import Almanac
from shared.runtime.consuming import DrainingConsumer
from shared.runtime.database import connect
from shared.runtime.handling import HANDLER_SECONDS, Outage, Unreadable
from shared.runtime.health import HealthServer
from shared.runtime.operations import Operation
from shared.runtime.relay import Relay
from shared.runtime.remote import Remote
from shared.runtime.retelling import Retelling
from shared.runtime.settings import Settings
from shared.runtime.sides import side_by_side
from shared.runtime.store import FORGOTTEN, AnswerExists, Bundle, Engine, Work, kept_answer, prepare
from shared.runtime.sweep import REST_SECONDS, Sweeper
from shared.runtime.topology import declare_unless_given
from shared.schemas import explain

log = logging.getLogger("guanwang.frame")

STORE_AWAY = (ConnectionFailure, ExecutionTimeout, NetworkTimeout, ServerSelectionTimeoutError, WTimeoutError)
BUNDLE_THREADS = 64
SLOW_SECONDS = 180
MEASURE_SECONDS = 3
COLLECT_SECONDS = 5
HANDLER_TRIES = 5
"""How often an event handler starts over at once when somebody else changed the same document."""


@dataclass(frozen=True)
class Tools:
    """What a process has for all its calls."""

    settings: Settings
    remote: Remote | None
    """Calls operations of other services; ``None`` if the manifest names none."""
    own: Any
    """What the service's own ``equip`` made."""
    almanac: Almanac
    """The rule packs and the working calendar."""


class Frame(DependencyProvider):
    """The one dependency of a service class.

    ``ports(work, tools)`` builds what its use cases need, for each call anew; ``equip(settings)`` makes, once at the
    start of a process, what is too dear for that; it may raise ``PluginError`` or ``SettingsError``. ``sweeps`` names
    for each collection whose documents have clocks the use case ``(ports, *, now, id_)`` that brings one up to now, or a step
    nearer (``True``); ``slow_sweeps`` are those that wait for others, such as the web, and so must not keep the clocks of
    duties waiting. ``begin(ports, *, now)`` is done once by each process when its database is ready; safe to repeat.
    ``anew`` names for collections the use case ``(ports, *, now, id_, told)`` that has an aggregate tell others what is true
    now, after a restore put it back to an older state than that of which they were ``told`` (``shared.retelling.Told``), or
    took it away; in the order in which they are to be told, before any event is handled.
    ``measure(ports, *, tools, now)`` sets the service's own gauges before each look at the metrics.
    """

    def __init__(self, manifest: Manifest, ports: Callable[[Work, Tools], Any], indexes: Mapping[str, Iterable[Any]],
                 equip: Callable[[Settings], Any] = lambda settings: None,
                 sweeps: Mapping[str, Callable[..., bool | None]] | None = None,
                 slow_sweeps: Mapping[str, Callable[..., bool | None]] | None = None,
                 begin: Callable[..., None] | None = None, measure: Callable[..., None] | None = None,
                 anew: Mapping[str, Callable[..., None]] | None = None) -> None:
        self.manifest, self.ports, self.indexes, self.equip = manifest, ports, indexes, equip
        self.sweeps, self.slow_sweeps, self.begin, self.measure = sweeps or {}, slow_sweeps or {}, begin, measure
        self.anew = anew or {}
        self.remote = Remote() if manifest.calls else None

    def setup(self) -> None:
        """Connect to the store (lazily) and get the relay ready."""
        self.settings: Settings = self.container.config["SETTINGS"]
        self.client = connect(self.settings, pool=self.settings.max_workers + 6)
        self.database = self.client[self.settings.database(self.manifest.name)]
        self.almanac = Almanac(self.container.config["LAW"], self.database)
        self.tools = Tools(self.settings, self.remote, self.container.config["EQUIPMENT"], self.almanac)
        self.collections = tuple(self.indexes)
        self.relay = Relay(self.database, self.collections, self.settings.rabbitmq_url,
                           lambda channel: declare_unless_given(channel, self.container.config))
        stuck.watch("outbox", self.settings.stuck_seconds, lambda: self.relay.fine_at)
        self.engine = Engine(offer=self.relay.offer)
        self.sweeper = Sweeper(self.database, self.sweeps, self._sweep, self.almanac.refresh,
                               self.settings.sweep_seconds)
        self.slow_sweeper = Sweeper(self.database, self.slow_sweeps, self._sweep_slowly, lambda: 0,
                                    self.settings.sweep_seconds, aside=True)
        self.retelling = Retelling(self.database, self.anew, self._by_itself)
        self._fingerprint_key = hmac.digest(self.settings.secret_key.encode(), b"guanwang.requests", "sha256")
        self.prepared = False

    def start(self) -> None:
        """Run the relay and answer health checks; indexes are made as soon as the database is there."""
        self.retelling.guard()
        self._relaying = self.container.spawn_managed_thread(self.relay.run, identifier="relay")
        self.container.spawn_managed_thread(self._prepare, identifier="prepare")
        if self.sweeps:
            self._sweeping = self.container.spawn_managed_thread(self.sweeper.run, identifier="sweep")
        if self.slow_sweeps:
            self.container.spawn_managed_thread(self.slow_sweeper.run, identifier="slow sweep")
        for consumer in self.container.shared_extensions.values():
            if isinstance(consumer, DrainingConsumer):
                stuck.watch("consumer", self.settings.stuck_seconds, partial(getattr, consumer, "fine_at"))
        self.health = HealthServer(self)
        self.container.spawn_managed_thread(self.health.serve, identifier="health")

    def stop(self) -> None:
        """After the last worker: send what is held, then let go."""
        self.slow_sweeper.stop()
        if self.sweeps:
            self.sweeper.stop()
            with eventlet.Timeout(5, False):
                self._sweeping.wait()
        self.relay.stop()
        with eventlet.Timeout(10, False):
            self._relaying.wait()
        self.health.stop()
        self.client.close()

    def get_dependency(self, worker_ctx: Any) -> "Frame":
        """Every worker uses the same frame."""
        return self

    def run(self, operation: Operation, calls: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The outcome of each call of a bundle, in order."""
        metrics.bundle_size(operation.name).observe(len(calls))
        bundle = Bundle(len(calls))
        if len(calls) < 2:
            return [self._outcome(operation, call, bundle) for call in calls]
        if operation.together:
            return self._outcomes_together(operation, calls)
        return side_by_side(lambda call: self._outcome(operation, call, bundle), calls, BUNDLE_THREADS)

    def handle(self, event_type: str, use_case: Callable[..., Any], schema: Any, body: Any,
               seconds: float = HANDLER_SECONDS) -> None:
        """Handle one event; raises ``Unreadable`` or ``Outage``, or whatever the use case raises."""
        received, fields = receiving.read(body, event_type, schema)
        self.retelling.wait(seconds)
        with context.of(correlation=received.correlation, operation=f"on {event_type}"):
            for attempt in range(HANDLER_TRIES):
                try:
                    self._handle_once(use_case, received, fields, seconds)
                    return
                except StaleVersion:
                    if attempt == HANDLER_TRIES - 1:
                        raise

    def _handle_once(self, use_case: Callable[..., Any], received: Any, fields: Mapping[str, Any], seconds: float
                     ) -> None:
        moment = now()
        work = Work(self.database, self.engine, operation=use_case.__name__, correlation=received.correlation,
                    causation=received.id, now=moment)
        try:
            with pymongo.timeout(seconds):
                use_case(self.ports(work, self.tools), now=moment, event=received, **fields)
        except STORE_AWAY as error:
            raise Outage(type(error).__name__) from error
        except Fault as fault:
            if fault.kind is Kind.UNAVAILABLE:
                raise Outage(fault.code) from fault
            if fault.kind is Kind.INVALID:  # what it asks for is wrong, and will be next time
                raise Unreadable(fault.code) from fault
            raise

    def collect(self, use_case: Callable[..., Any], message: Arrived) -> None:
        """Take in one message of a queue of anything; raises whatever keeps it from being saved."""
        for attempt in range(HANDLER_TRIES):
            try:
                self._by_itself("collect", f"collect {message.routing_key}", use_case, COLLECT_SECONDS, message=message)
                return
            except StaleVersion:
                if attempt == HANDLER_TRIES - 1:
                    raise

    def _outcome(self, operation: Operation, call: Mapping[str, Any], bundle: Bundle) -> dict[str, Any]:
        started, name = time.perf_counter(), f"{self.manifest.name}.{operation.name}"
        correlation = str(call.get("correlation", "")) if isinstance(call, Mapping) else ""
        with context.of(correlation=correlation, operation=name):
            result = _caught(name, lambda: self._answer(operation, call, bundle))
        metrics.call_seconds(name).observe(time.perf_counter() - started)
        return _told(name, result)

    def _outcomes_together(self, operation: Operation, calls: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        started, name = time.perf_counter(), f"{self.manifest.name}.{operation.name}"
        assert operation.together is not None
        admitted = [_caught(name, lambda call=call: _admitted(operation, call)) for call in calls]
        good = [call for call, each in zip(calls, admitted, strict=True) if not isinstance(each, Fault)]
        asked = [each for each in admitted if not isinstance(each, Fault)]
        moment = now()
        work = Work(self.database, self.engine, operation=operation.name, now=moment)
        found = []
        if good:
            with _until(max(float(call["deadline"]) for call in good)):
                found = _caught(name, lambda: operation.together(self.ports(work, self.tools), now=moment, calls=asked))
        results = itertools.repeat(found) if isinstance(found, Fault) else iter(found)
        outcomes = [each if isinstance(each, Fault) else next(results) for each in admitted]
        metrics.call_seconds(name).observe((time.perf_counter() - started) / len(calls))
        return [_told(name, each if isinstance(each, Fault) else operation.view(each)) for each in outcomes]

    def _answer(self, operation: Operation, call: Mapping[str, Any], bundle: Bundle) -> Any:
        caller, fields = _admitted(operation, call)
        with _until(float(call["deadline"])):
            if operation.write and call.get("key"):
                return self._once(operation, call, caller, fields, bundle=bundle)
            return operation.view(self._perform(operation, call, caller, fields, bundle=bundle))

    def _perform(self, operation: Operation, call: Mapping[str, Any], caller: Caller, fields: Mapping[str, Any],
                 **more: Any) -> Any:
        moment = now()
        work = Work(self.database, self.engine, operation=operation.name, caller=caller, now=moment,
                    correlation=call.get("correlation", ""), traceparent=call.get("traceparent") or "", **more)
        return operation.use_case(self.ports(work, self.tools), caller=caller, now=moment, **fields)

    def _once(self, operation: Operation, call: Mapping[str, Any], caller: Caller, fields: Mapping[str, Any], *,
              bundle: Bundle) -> Any:
        """Do a keyed call, or give the answer that the same call got before."""
        key = digest([caller.id, operation.name, call["key"]])
        request = hmac.digest(self._fingerprint_key, canonical(call["args"]), "sha256").hex()
        kept_now: list[tuple[Any, Any]] = []  # what was saved, and its view, not to be made twice

        def answer(saved: Any) -> Any:
            kept_now.append((saved, operation.view(saved)))
            return kept_now[0][1]

        try:
            result = self._perform(operation, call, caller, fields, key=key, request=request, answer=answer, bundle=bundle)
            same = kept_now and kept_now[0][0] is result and not operation.shows_once
            return kept_now[0][1] if same else operation.view(result)
        except (AnswerExists, Fault):
            # A repeat cannot be saved, and may be refused because its first time changed things.
            if (kept := kept_answer(self.database, self.collections, key)) is None:
                raise
        if kept["request"] != request:
            raise KeyReused()
        if kept["answer"] == FORGOTTEN:
            raise AnswerForgotten()
        return kept["answer"]

    def _sweep(self, collection: str, id_: str) -> bool | None:
        """Bring one document with clocks up to now."""
        return self._by_itself("sweep", f"sweep {collection}", self.sweeps[collection], id_=id_)

    def _sweep_slowly(self, collection: str, id_: str) -> bool | None:
        """The same for what waits for others: the whole look has more time."""
        return self._by_itself("sweep", f"sweep {collection}", self.slow_sweeps[collection], SLOW_SECONDS, id_=id_)

    def _by_itself(self, operation: str, context_name: str, use_case: Callable[..., Any], seconds: float = HANDLER_SECONDS,
                   **fields: Any) -> Any:
        """What the service does without being asked."""
        moment, correlation = now(), uuid.uuid4().hex
        with context.of(correlation=correlation, operation=context_name), pymongo.timeout(seconds):
            work = Work(self.database, self.engine, operation=operation, correlation=correlation, now=moment)
            return use_case(self.ports(work, self.tools), now=moment, **fields)

    def measured(self) -> None:
        """Bring the service's own gauges up to now; while the database is away they stay as they were."""
        if self.measure:
            try:
                self._by_itself("measure", "measure", partial(self.measure, tools=self.tools), MEASURE_SECONDS)
            except Exception as error:
                log.warning("nothing could be measured: %s", type(error).__name__)

    def _prepare(self) -> None:
        while not self.prepared:
            try:
                prepare(self.database, self.indexes)
                self.prepared = True
            except pymongo.errors.PyMongoError as error:
                log.warning("waiting for the database: %s", type(error).__name__)
                eventlet.sleep(1)
        told = self.retelling.tell()
        while self.begin:
            try:
                self._by_itself("begin", "begin", self.begin)
                break
            except Exception as error:
                log.warning("the beginning waits: %s", type(error).__name__)
                eventlet.sleep(1)
        while not told:
            eventlet.sleep(REST_SECONDS)
            told = self.retelling.tell()


def _admitted(operation: Operation, call: Mapping[str, Any]) -> tuple[Caller, dict[str, Any]]:
    """Who calls, with which fields; raises ``Expired`` or ``InvalidInput``."""
    if float(call["deadline"]) <= time.time():
        raise Expired()
    try:
        return Caller.from_wire(call["caller"]), operation.takes.load(call["args"])
    except ValidationError as error:
        raise InvalidInput(fields=explain(error.messages)) from None


def _until(deadline: float) -> Any:
    """The store is to answer until ``deadline`` (unix seconds); a call that was admitted at its last moment still may try."""
    return pymongo.timeout(max(deadline - time.time(), 0.001))


def _caught(name: str, function: Callable[[], Any]) -> Any:
    """What ``function`` returns, or the fault that it comes to; never raises."""
    try:
        return function()
    except Fault as fault:
        return fault
    except STORE_AWAY as error:
        log.warning("the store is away: %s", type(error).__name__)
        return Unavailable()
    except Exception:
        log.exception("%s failed", name)
        return Internal()


def _told(name: str, result: Any) -> dict[str, Any]:
    """A result or fault as it goes back, and counted."""
    fault = isinstance(result, Fault)
    metrics.calls(name, result.kind.value if fault else "answered").inc()
    return {"fault": result.to_wire()} if fault else {"answer": result}
