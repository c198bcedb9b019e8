"""Runs one gateway process: uvicorn with uvloop and httptools, the ready bytes before falcon, calls and events beside it."""
import asyncio
import contextlib
import logging
import resource
import socket
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import uvicorn
import uvloop
from prometheus_client import REGISTRY
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from gateway import app as application
from gateway.about import About
from gateway.cache import AnswerCache, ready_bytes
from gateway.cors import origins_of, shared_with
from gateway.dispatch import Bounds, Dispatcher
from gateway.door import Door, Manners
from gateway.events import PATH as EVENTS
from gateway.events import Events, EventStreams
from gateway.feed import Feed
from gateway.http import Protocol
from gateway.identity import Gatekeeper
from gateway.public import PublicReads
from gateway.room import Room
from gateway.rpc import Rpc
from gateway.shelf import Shelf
from gateway.streams import Streams
from shared.plugins.discovery import SERVICES, PluginError, manifests
from shared.runtime.memory import settle
from shared.runtime.settings import GIVEN, Settings, SettingsError

log = logging.getLogger("guanwang.gateway")

SPARE_DESCRIPTORS = 256
"""What a process needs beside the connections of clients: files, the broker, services' ports."""


class Gateway:
    """Everything that one process holds."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        found = manifests(settings.plugin_settings(SERVICES))
        issuers = [each for each in found if each.identity]
        if len(issuers) > 1:
            raise PluginError(f"more than one service issues tokens: {', '.join(each.name for each in issuers)}")
        identity = issuers[0].identity if issuers else None
        given = settings.topology == GIVEN
        self.rpc, self.cache = Rpc(settings.rabbitmq_url, given=given), AnswerCache()
        self.dispatcher = Dispatcher(self.rpc, settings.call_seconds, Bounds(
            settings.calls_most, settings.service_calls_most, settings.service_bytes))
        self.door = Door(Manners(_connections(settings.connections_most), settings.head_seconds, settings.client_rate,
                                 settings.client_seconds))
        self.gatekeeper = Gatekeeper(identity, self.dispatcher)
        listeners: dict[str, Callable[[dict[str, Any]], Any]] = {} if identity is None else {
            identity.revocation: self.gatekeeper.on_revoked, identity.keys_changed: self.gatekeeper.on_keys_changed}
        self.shelf = Shelf(Path(settings.shelf_folder or settings.folder / "shelf") / f"gateway-{settings.gateway_port}",
                           settings.shelf_bytes)
        listeners |= {each.blob_removal: self.shelf.on_removed for each in found if each.blob_removal}
        self.events = EventStreams(most=settings.streams_most)
        self.feed = Feed(settings.rabbitmq_url, self.cache, listeners, self._renew, self.events, given=given)
        routes = application.all_routes(found)
        falcon_app = self.falcon_app = application.build(routes, self.dispatcher, self.gatekeeper, settings.body_bytes,
                                                         Room(settings.bodies_bytes, "bodies"))
        self.about = About(found, version("guanwang"), self.cache, lambda: self.rpc.connected, lambda: self.door.closing)
        self.about.add_to(falcon_app)
        falcon_app.add_route(EVENTS, Events(self.events))
        streams = Streams(routes, self.dispatcher, self.gatekeeper, self.shelf, application.noting_cuts(falcon_app),
                          Room(settings.uploads_most, "uploads"), Room(settings.downloads_most, "downloads"))
        self.asgi = shared_with(origins_of(settings.cors_origins),
                                ready_bytes(PublicReads(routes, self.dispatcher, self.cache, streams), self.cache))

    async def _renew(self) -> None:
        """Events may have been missed until now: nobody knows which files are gone, or which sessions."""
        self.shelf.clear()
        await self.gatekeeper.renew()

    async def serve(self) -> None:
        """Serve until SIGTERM or SIGINT; open requests are finished first."""
        settings = self.settings
        REGISTRY.register(_Metrics(self))
        server = _Server(self, uvicorn.Config(
            self.asgi, host=settings.gateway_host, port=settings.gateway_port, loop="uvloop",
            http=partial(Protocol, self.door),  # type: ignore[arg-type]
            log_config=None, ws="none", access_log=False, lifespan="off", proxy_headers=False, server_header=False,
            date_header=False, timeout_graceful_shutdown=15, timeout_keep_alive=settings.idle_seconds, backlog=2048))  # type: ignore[arg-type]
        helpers = [asyncio.create_task(each) for each in (self.rpc.run(), self.feed.run(), self.door.watch())]
        try:
            await server.serve()
        finally:
            for helper in helpers:
                helper.cancel()
            with contextlib.suppress(Exception):
                await asyncio.wait_for(asyncio.gather(*helpers, return_exceptions=True), 3)


def run(settings: Settings) -> None:
    """Run one gateway process until it is told to stop."""
    gateway = Gateway(settings)
    try:
        gateway.shelf.prepare()
    except OSError as error:
        raise SettingsError(f"the gateway cannot keep files on its disk ({error}); set GUANWANG_SHELF_FOLDER") from None
    settle()
    uvloop.run(gateway.serve())


class _Server(uvicorn.Server):
    """Goes on for a while when it is told to stop, so that who balances between gateways notices; then ends the streams, which
    never end by themselves, and waits for the requests that are under way."""

    def __init__(self, gateway: Gateway, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._gateway = gateway

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn."""
        self._gateway.door.close(self.server_state.connections)  # type: ignore[arg-type]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._gateway.settings.drain_seconds):
                while len(self._captured_signals) < 2:  # a second one is of somebody who does not want to wait
                    await asyncio.sleep(0.05)
        self._gateway.events.close()
        await super().shutdown(sockets)
        self._captured_signals.clear()  # uvicorn would die of them once more, and what is open would not be closed


class _Metrics:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def collect(self) -> Any:
        """What the cache counted, who listens, and what waits."""
        cache, door, waiting = self._gateway.cache, self._gateway.door, GaugeMetricFamily(
            "guanwang_calls_waiting", "Calls that wait for a service.", labels=["service"])
        for service, count in self._gateway.dispatcher.waiting.items():
            waiting.add_metric([service], count)
        yield waiting
        yield GaugeMetricFamily("guanwang_connections", "Open connections of clients.", value=len(door.connections))
        yield GaugeMetricFamily("guanwang_broker_blocked", "1 while the broker takes no calls: a memory or disk alarm.",
                                value=int(self._gateway.rpc.blocked))
        yield GaugeMetricFamily("guanwang_event_streams", "Open streams of public events.", value=self._gateway.events.count)
        yield CounterMetricFamily("guanwang_cache_hits", "Answers given from memory.", value=cache.hits)
        yield CounterMetricFamily("guanwang_cache_misses", "Answers fetched from a service.", value=cache.misses)
        yield GaugeMetricFamily("guanwang_feed_up", "1 while events arrive.", value=int(cache.feed_up))


def _connections(wanted: int) -> int:
    """How many connections this process can hold: the system may allow fewer than are wanted."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted + SPARE_DESCRIPTORS if most == resource.RLIM_INFINITY else min(most, wanted + SPARE_DESCRIPTORS)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(most, resource.getrlimit(resource.RLIMIT_NOFILE)[0]),
                                                    resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if allowed == resource.RLIM_INFINITY or allowed >= wanted + SPARE_DESCRIPTORS:
        return wanted
    fewer = max(allowed - SPARE_DESCRIPTORS, allowed // 2)
    log.warning("the system allows %d descriptors, so %d connections are held instead of %d", allowed, fewer, wanted)
    return fewer
