"""AMQP 0.9.1 as far as a caller needs it: one connection with one channel, requests out, answers in; frames by pamqp.

A general client moves each frame through queues and tasks of its own, which for one short call is most of the work.
Answers come by RabbitMQ's direct reply-to: no queue, no exchange and no binding lie between a service and this process.
"""
import asyncio
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pamqp import commands, frame
from pamqp.body import ContentBody
from pamqp.common import Arguments
from pamqp.header import ContentHeader
from pamqp.heartbeat import Heartbeat

log = logging.getLogger("guanwang.gateway.rpc")

REPLY_TO = "amq.rabbitmq.reply-to"
HEARTBEAT_SECONDS = 10
CONNECT_SECONDS = 5.0
UNSENT_MOST = 32_000_000
"""Bytes that may wait for a broker that does not read, e.g. in a memory alarm; while there are more, calls are refused."""

_HEAD = Struct(">BHI").unpack_from
_METHOD, _HEADER, _BODY = 1, 2, 3
_PROTOCOL = b"AMQP\x00\x00\x09\x01"
_CAPABILITIES: Arguments = {"capabilities": {"consumer_cancel_notify": True, "connection.blocked": True},
                            "product": "guanwang gateway"}


class WireError(ConnectionError):
    """The connection cannot be made, is lost, or cannot take any more."""


@dataclass(frozen=True)
class Address:
    """Where the broker is, from a URL: ``amqp://user:password@host:port/vhost``, or ``amqps://…?cafile=…``."""

    host: str
    port: int
    user: str
    password: str
    vhost: str
    tls: ssl.SSLContext | None

    @classmethod
    def of(cls, url: str) -> "Address":
        """The address that ``url`` names; for TLS with ``cafile``, ``capath``, ``certfile``, ``keyfile``, ``no_verify_ssl``."""
        parts = urlsplit(url)
        tls = None
        if parts.scheme == "amqps":
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            tls = ssl.create_default_context(cafile=query.get("cafile"), capath=query.get("capath"))
            if "certfile" in query:
                tls.load_cert_chain(query["certfile"], query.get("keyfile"))
            if query.get("no_verify_ssl", "0") != "0":
                tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        return cls(host=parts.hostname or "localhost", port=parts.port or (5671 if tls else 5672), tls=tls,
                   user=unquote(parts.username or "guest"), password=unquote(parts.password or "guest"),
                   vhost=unquote(parts.path[1:]) or "/")


class Wire(asyncio.Protocol):
    """One connection. ``answered(correlation id, body)`` and ``returned(correlation id)`` are called as they come."""

    def __init__(self, answered: Callable[[str, bytes], None], returned: Callable[[str], None]) -> None:
        self._answered, self._returned = answered, returned
        self._loop = asyncio.get_running_loop()
        self.lost: asyncio.Future[str] = self._loop.create_future()
        """Done, with the reason, as soon as the connection is no longer good."""
        self._reply: asyncio.Future[Any] | None = None
        self._buffer, self._frame_most = bytearray(), 4096
        self._coming: tuple[int, ContentHeader] | None = None
        self._index, self._parts, self._full = 0, list[bytes](), False
        self._heard = self._loop.time()
        self._reason = "the broker closed the connection"
        self.reply_to = REPLY_TO
        self.blocked = False
        """True while the broker says that it takes nothing: a memory or disk alarm."""

    # -- connecting

    async def open(self, address: Address, exchange: str, replies: str) -> None:
        """Sign in, open the channel and listen for answers; ``exchange`` is the topic exchange that calls go to.

        With the name of a queue for ``replies`` they come there, through ``exchange``, which must be there already.
        """
        await self._ask(None, commands.Connection.Start)
        tune = await self._ask(commands.Connection.StartOk(
            client_properties=_CAPABILITIES, response=f"\0{address.user}\0{address.password}"), commands.Connection.Tune)
        self._frame_most = tune.frame_max or 131_072
        self._send(commands.Connection.TuneOk(tune.channel_max, self._frame_most, HEARTBEAT_SECONDS), channel=0)
        await self._ask(commands.Connection.Open(address.vhost), commands.Connection.OpenOk)
        self._beat()
        await self._ask(commands.Channel.Open(), commands.Channel.OpenOk, channel=1)
        declared = commands.Exchange.Declare(exchange=exchange, exchange_type="topic", durable=True, passive=bool(replies))
        await self._ask(declared, commands.Exchange.DeclareOk, channel=1)
        if replies:
            await self._ask(commands.Queue.Declare(queue=replies, exclusive=True, auto_delete=True),
                            commands.Queue.DeclareOk, channel=1)
            await self._ask(commands.Queue.Bind(queue=replies, exchange=exchange, routing_key=replies),
                            commands.Queue.BindOk, channel=1)
        self.reply_to = replies or REPLY_TO
        await self._ask(commands.Basic.Consume(queue=self.reply_to, no_ack=True), commands.Basic.ConsumeOk, channel=1)

    def close(self) -> None:
        """Say goodbye and hang up; an answer to it is not waited for, the broker may be frozen."""
        if self.lost.done() or self._full:
            self._transport.abort()
        else:
            self._send(commands.Connection.Close(200, "goodbye", class_id=0, method_id=0), channel=0)
            self._transport.close()

    # -- calling

    def publish(self, body: bytes, *, exchange: str, routing_key: str, properties: commands.Basic.Properties) -> None:
        """Send one message; it comes back by ``returned`` if nobody takes it. Raises ``WireError``."""
        if self.lost.done() or self._full or self.blocked:
            raise WireError(self._reason if self.lost.done() else "the broker does not take what is sent")
        most = self._frame_most - 8
        self._transport.write(b"".join((
            frame.marshal(commands.Basic.Publish(exchange=exchange, routing_key=routing_key, mandatory=True), 1),
            frame.marshal(ContentHeader(body_size=len(body), properties=properties), 1),
            *(frame.marshal(ContentBody(body[start:start + most]), 1) for start in range(0, len(body), most)))))

    # -- called by asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to speak."""
        self._transport: Any = transport
        transport.set_write_buffer_limits(high=UNSENT_MOST)  # type: ignore[attr-defined]
        self._transport.write(_PROTOCOL)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more will come."""
        self._fail(str(exc) if exc else self._reason)

    def pause_writing(self) -> None:
        """The broker has stopped reading."""
        self._full = True

    def resume_writing(self) -> None:
        """It reads again."""
        self._full = False

    def data_received(self, data: bytes) -> None:
        """Take the frames that are complete."""
        self._heard = self._loop.time()
        buffer = self._buffer
        buffer += data
        at, there = 0, len(buffer)
        while there - at >= 8:
            kind, channel, size = _HEAD(buffer, at)
            end = at + 7 + size
            if end >= there:
                break
            try:
                self._take(kind, channel, bytes(buffer[at + 7:end]))
            except Exception as error:
                self._fail(f"not understood: {error!r}")
                return
            at = end + 1
        del buffer[:at]

    # -- frames

    def _take(self, kind: int, channel: int, payload: bytes) -> None:
        if kind == _METHOD:
            self._index = int.from_bytes(payload[:4])
            if self._index not in (commands.Basic.Deliver.index, commands.Basic.Return.index):
                self._obey(frame.unmarshal(_whole(kind, channel, payload))[2])
        elif kind == _HEADER:
            header = ContentHeader()
            header.unmarshal(payload)
            self._coming, self._parts = (header.body_size, header), []
            if not header.body_size:
                self._finish(b"", header)
        elif kind == _BODY and self._coming:
            self._parts.append(payload)
            if sum(map(len, self._parts)) >= self._coming[0]:
                self._finish(payload if len(self._parts) == 1 else b"".join(self._parts), self._coming[1])

    def _finish(self, body: bytes, header: ContentHeader) -> None:
        self._coming, self._parts = None, []
        number = str(header.properties.correlation_id)
        if self._index == commands.Basic.Return.index:
            self._returned(number)
        else:
            self._answered(number, body)

    def _obey(self, method: Any) -> None:
        if isinstance(method, commands.Connection.Close | commands.Channel.Close):
            self._fail(f"{method.reply_code} {method.reply_text}")
        elif isinstance(method, commands.Basic.Cancel):
            self._fail("the broker stopped giving answers")
        elif isinstance(method, commands.Connection.Blocked | commands.Connection.Unblocked):
            self.blocked = isinstance(method, commands.Connection.Blocked)
            log.warning("the broker %s", f"takes no calls: {method.reason}" if self.blocked else "takes calls again")
        elif self._reply and not self._reply.done():
            self._reply.set_result(method)

    async def _ask(self, method: Any, reply: type, *, channel: int = 0) -> Any:
        """Send ``method`` and wait for its ``reply``; raises ``WireError``."""
        if self.lost.done():
            raise WireError(self._reason)
        self._reply = self._loop.create_future()
        if method is not None:
            self._send(method, channel=channel)
        found = await self._reply
        if not isinstance(found, reply):
            raise WireError(f"the broker said {found.name} where {reply.__name__} was due")
        return found

    def _send(self, method: Any, *, channel: int) -> None:
        self._transport.write(frame.marshal(method, channel))

    def _beat(self) -> None:
        if self.lost.done():
            return
        if self._loop.time() - self._heard > 2 * HEARTBEAT_SECONDS:
            self._fail("the broker is silent")
            return
        if not self._full:
            self._transport.write(Heartbeat().marshal())
        self._loop.call_later(HEARTBEAT_SECONDS / 2, self._beat)

    def _fail(self, reason: str) -> None:
        if not self.lost.done():
            self._reason = reason
            self.lost.set_result(reason)
        if self._reply and not self._reply.done():
            self._reply.set_exception(WireError(reason))
        self._transport.abort()


async def connected(address: Address, exchange: str, answered: Callable[[str, bytes], None],
                    returned: Callable[[str], None], replies: str = "") -> Wire:
    """A new connection, ready for calls; raises ``OSError`` or ``TimeoutError``."""
    async with asyncio.timeout(CONNECT_SECONDS):
        _, wire = await asyncio.get_running_loop().create_connection(
            lambda: Wire(answered, returned), address.host, address.port, ssl=address.tls)
        try:
            await wire.open(address, exchange, replies)
        except BaseException:
            wire.close()
            raise
        return wire


def _whole(kind: int, channel: int, payload: bytes) -> bytes:
    return kind.to_bytes() + channel.to_bytes(2) + len(payload).to_bytes(4) + payload + b"\xce"
