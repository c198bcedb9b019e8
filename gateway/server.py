"""Runs one gateway process: uvicorn with uvloop and httptools, the ready bytes before falcon, calls and events beside it."""
import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
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
from gateway.dispatch import Dispatcher
from gateway.events import PATH as EVENTS
from gateway.events import Events, EventStreams
from gateway.feed import Feed
from gateway.http import Protocol
from gateway.identity import Gatekeeper
from gateway.public import PublicReads
from gateway.rpc import Rpc
from gateway.shelf import Shelf
from gateway.streams import Streams
from shared.plugins.discovery import SERVICES, PluginError, manifests
from shared.runtime.memory import settle
from shared.runtime.settings import Settings, SettingsError

log = logging.getLogger("guanwang.gateway")


class Gateway:
    """Everything that one process holds."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        found = manifests(settings.plugin_settings(SERVICES))
        issuers = [each for each in found if each.identity]
        if len(issuers) > 1:
            raise PluginError(f"more than one service issues tokens: {', '.join(each.name for each in issuers)}")
        identity = issuers[0].identity if issuers else None
        self.rpc, self.cache = Rpc(settings.rabbitmq_url), AnswerCache()
        self.dispatcher = Dispatcher(self.rpc, settings.call_seconds)
        self.gatekeeper = Gatekeeper(identity, self.dispatcher)
        listeners: dict[str, Callable[[dict[str, Any]], Any]] = {} if identity is None else {
            identity.revocation: self.gatekeeper.on_revoked, identity.keys_changed: self.gatekeeper.on_keys_changed}
        self.shelf = Shelf(Path(settings.shelf_folder or settings.folder / "shelf") / f"gateway-{settings.gateway_port}",
                           settings.shelf_bytes)
        listeners |= {each.blob_removal: self.shelf.on_removed for each in found if each.blob_removal}
        self.events = EventStreams()
        self.feed = Feed(settings.rabbitmq_url, self.cache, listeners, self._renew, self.events)
        routes = application.all_routes(found)
        falcon_app = self.falcon_app = application.build(routes, self.dispatcher, self.gatekeeper, settings.body_bytes)
        self.about = About(found, version("guanwang"), self.cache, lambda: self.rpc.connected)
        self.about.add_to(falcon_app)
        falcon_app.add_route(EVENTS, Events(self.events))
        streams = Streams(routes, self.dispatcher, self.gatekeeper, self.shelf, falcon_app)
        self.asgi = shared_with(origins_of(settings.cors_origins),
                                ready_bytes(PublicReads(routes, self.dispatcher, self.cache, streams), self.cache))

    async def _renew(self) -> None:
        """Events may have been missed until now: nobody knows which files are gone, or which sessions."""
        self.shelf.clear()
        await self.gatekeeper.renew()

    async def serve(self) -> None:
        """Serve until SIGTERM or SIGINT; open requests are finished first."""
        settings = self.settings
        REGISTRY.register(_Metrics(self.cache, self.events))
        server = _Server(self.events, uvicorn.Config(
            self.asgi, host=settings.gateway_host, port=settings.gateway_port, loop="uvloop", http=Protocol,
            log_config=None, ws="none", access_log=False, lifespan="off", proxy_headers=False, server_header=False,
            date_header=False, timeout_graceful_shutdown=15, limit_concurrency=4_000, backlog=2048))
        helpers = [asyncio.create_task(each.run()) for each in (self.rpc, self.feed)]
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
    """Streams never end by themselves, so they are ended before open requests are waited for."""

    def __init__(self, streams: EventStreams, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._streams = streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called by uvicorn."""
        self._streams.close()
        await super().shutdown(sockets)


class _Metrics:
    def __init__(self, cache: AnswerCache, streams: EventStreams) -> None:
        self._cache, self._streams = cache, streams

    def collect(self) -> Any:
        """What the cache counted, and who listens."""
        yield GaugeMetricFamily("guanwang_event_streams", "Open streams of public events.", value=self._streams.count)
        yield CounterMetricFamily("guanwang_cache_hits", "Answers given from memory.", value=self._cache.hits)
        yield CounterMetricFamily("guanwang_cache_misses", "Answers fetched from a service.", value=self._cache.misses)
        yield GaugeMetricFamily("guanwang_feed_up", "1 while events arrive.", value=int(self._cache.feed_up))
