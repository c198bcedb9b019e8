"""The blob port of a service process: gateways bring and fetch bytes there by HTTP, each time with a ticket of the service.

``PUT /<ticket>`` brings a blob; the answer is JSON, or ``{"fault": …}``. ``GET /<ticket>`` gives one. Blobs never travel
through the broker.
"""
import logging
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any, Protocol

import eventlet
import orjson
from eventlet import wsgi
from nameko.extensions import DependencyProvider
from pymongo.database import Database

from shared.clock import now
from shared.errors import Fault, Internal, Unavailable
from shared.runtime import memory
from shared.runtime.database import connect
from shared.runtime.settings import Settings, SettingsError
from shared.tickets import TicketRefused, Tickets

log = logging.getLogger("guanwang.blobs")

SOCKET_BUFFER = 4_194_304
"""Bytes that a connection may have under way, so that both ends work on in large pieces."""
CONNECTIONS_MOST = 64
TICKETS_SECONDS = 1.0
"""How long after its last ticket a process that stops still listens: gateways use them at once."""
FINISH_SECONDS = 20.0
"""How long it goes on with what is under way then."""
IDLE_SECONDS = 60
"""A peer that says nothing for so long is gone."""


class Blobs(Protocol):
    """The service's side of the port."""

    def bring(self, claims: Mapping[str, Any], read: Callable[[int], bytes], size: int | None, clock: Callable[[], datetime]
              ) -> Mapping[str, Any]: ...  # raises Fault, or OSError when the peer is gone
    def fetch(self, claims: Mapping[str, Any]) -> tuple[int, Iterator[bytes]] | None: ...  # size and pieces


@dataclass(frozen=True)
class Door:
    """A socket that listens, opened before the service begins, so that it can say where it is."""

    socket: Any
    url: str
    tickets: Tickets


def open_door(settings: Settings, purpose: str) -> Door:
    """Listen on the settings' blob host and port; raises ``SettingsError``."""
    try:
        listening = eventlet.listen((settings.blob_host, settings.blob_port), backlog=128)
    except OSError as error:
        raise SettingsError(f"the blob port {settings.blob_port} of {settings.blob_host} cannot be opened: {error}") from None
    for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):  # those that are accepted inherit it
        listening.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER)
    host, port = listening.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = socket.gethostbyname(socket.gethostname())
    return Door(listening, f"http://{host}:{port}", Tickets(settings.secret(), purpose))


class BlobPort(DependencyProvider):
    """A dependency of a service class: ``make(database, equipment)`` gives its ``Blobs``, ``door(equipment)`` its door."""

    def __init__(self, make: Callable[[Database[dict[str, Any]], Any], Blobs], door: Callable[[Any], Door]) -> None:
        self.make, self.door = make, door

    def setup(self) -> None:
        """Get ready, with connections to the database of its own."""
        memory.keep_large()
        settings, equipment = self.container.config["SETTINGS"], self.container.config["EQUIPMENT"]
        self.client = connect(settings, pool=CONNECTIONS_MOST)
        database = self.client[settings.database(self.container.service_name)]
        self.opened, self.blobs = self.door(equipment), self.make(database, equipment)
        self._serving: Any = None

    def start(self) -> None:
        """Answer from now on."""
        self._serving = self.container.spawn_managed_thread(self._serve, identifier="blobs")
        log.info("blobs come and go at %s", self.opened.url)

    def stop(self) -> None:
        """Close the door, once the tickets given out last are used; what is still under way after that is cut off."""
        if self._serving is not None:
            eventlet.sleep(TICKETS_SECONDS)
            self._serving.kill()
            with eventlet.Timeout(FINISH_SECONDS, False):
                self._serving.wait()
        self.opened.socket.close()
        self.client.close()

    def _serve(self) -> None:
        with suppress(eventlet.greenlet.GreenletExit):
            wsgi.server(self.opened.socket, self._answer, log_output=False, debug=False, max_size=CONNECTIONS_MOST,
                        socket_timeout=IDLE_SECONDS, minimum_chunk_size=1 << 16)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        try:
            claims = self.opened.tickets.read(environ["PATH_INFO"][1:], now=now())
            if claims.get("do") != method:
                raise TicketRefused("for something else")
            return self._given(claims, start_response) if method == "GET" else self._brought(claims, environ, start_response)
        except TicketRefused as error:
            return _json(start_response, "403 Forbidden", {"refused": str(error)})
        except Fault as fault:
            return _json(start_response, f"{fault.kind.status} {fault.kind}", {"fault": fault.to_wire()})
        except OSError:
            return _json(start_response, "400 Bad Request", {"refused": "the peer is gone"})
        except Exception:
            log.exception("a blob could not be handled")
            return _json(start_response, "500 Internal Server Error", {"fault": Internal().to_wire()})

    def _brought(self, claims: Mapping[str, Any], environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length, body = environ.get("CONTENT_LENGTH"), environ["wsgi.input"]
        answer = self.blobs.bring(claims, body.read, int(length) if length else None, now)
        return _json(start_response, "200 OK", dict(answer))

    def _given(self, claims: Mapping[str, Any], start_response: Any) -> Iterable[bytes]:
        found = self.blobs.fetch(claims)
        if found is None:
            raise Unavailable()
        size, pieces = found
        start_response("200 OK", [("content-type", "application/octet-stream"), ("content-length", str(size))])
        return pieces


def _json(start_response: Any, status: str, body: Mapping[str, Any]) -> list[bytes]:
    raw = orjson.dumps(body)
    start_response(status, [("content-type", "application/json"), ("content-length", str(len(raw))), ("connection", "close")])
    return [raw]
