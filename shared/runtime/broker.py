"""Connections to the broker, to whichever of its addresses answers; all of a process know which one that was.

Two seconds for a handshake where there are several addresses: a broker that is frozen must not use up the time of a call.
"""
from functools import cache
from typing import Any

import amqp
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.transport import pyamqp

from shared.addresses import SECURE, Addresses, tls_options

CONNECT_SECONDS = 5.0
FAILOVER_SECONDS = 2.0
LOST = (OperationalError, amqp.ConnectionError, OSError)
"""What a connection that cannot be made, or is no longer good, raises."""


class BrokerConnection(Connection):
    """kombu's, but that it remembers which address answers, and keeps its way of reading when it tries the next."""

    addresses: Addresses
    address: str
    plain_transport: type[pyamqp.Transport] | None = None

    @classmethod
    def to(cls, url: str, *, heartbeat: float = 0, plain_transport: type[pyamqp.Transport] | None = None
           ) -> "BrokerConnection":
        """A connection that is not made yet; ``plain_transport`` is used instead of kombu's where there is no TLS."""
        addresses = _known(url)
        turn = addresses.in_turn()
        made = cls(turn[0], alternates=list(turn) if len(turn) > 1 else None, heartbeat=heartbeat,
                   connect_timeout=FAILOVER_SECONDS if len(turn) > 1 else CONNECT_SECONDS)
        made.addresses, made.address, made.plain_transport = addresses, turn[0], plain_transport
        made._choose()
        return made

    @property
    def recoverable_connection_errors(self) -> tuple[type[BaseException], ...]:
        """What makes kombu try the next address: where there is one, also being refused."""
        refused = (amqp.AccessRefused, amqp.NotAllowed) if self.alt else ()
        return (*super().recoverable_connection_errors, *refused)

    def switch(self, conn_str: str) -> None:
        """Called by kombu when the address before did not answer."""
        super().switch(conn_str)
        self.address = conn_str
        self._choose()

    def _init_params(self, hostname: str, transport: str, *, cafile: str = "", certfile: str = "", keyfile: str = "",
                     no_verify_ssl: str = "0", ssl: Any = False, **params: Any) -> None:
        """Called by kombu with the parts of an address; of ``amqps://`` it would believe any host with a certificate."""
        if transport == SECURE:
            ssl = tls_options(hostname, cafile=cafile, certfile=certfile, keyfile=keyfile, no_verify_ssl=no_verify_ssl)
        super()._init_params(hostname=hostname, transport=transport, ssl=ssl, **params)

    def _establish_connection(self) -> Any:
        try:
            made = super()._establish_connection()
        except BaseException:  # also the end of a caller's patience: whoever comes next shall not wait for this one again
            self.addresses.failed(self.address)
            raise
        self.addresses.answered(self.address)
        return made

    def _choose(self) -> None:
        if self.plain_transport and self.get_transport_cls() is pyamqp.Transport:
            self.transport_cls = self.plain_transport


def connected(url: str, *, heartbeat: float = 0) -> BrokerConnection:
    """A connection that is up; raises kombu's ``OperationalError`` when no address answers, after two tries of each."""
    made = BrokerConnection.to(url, heartbeat=heartbeat)
    made.ensure_connection(max_retries=max(2 * len(made.addresses.all) - 1, 3), interval_start=0, interval_step=0.2)
    return made


@cache
def _known(url: str) -> Addresses:
    return Addresses(url)
