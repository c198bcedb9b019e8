"""Tickets: short-lived, signed leave to bring or fetch one blob, given by a service and taken by the same service's port. Pure.

A ticket says what it allows in the open; its signature says that the service meant it. Whoever has it may use it until it is
over, so it goes from a service to a gateway and nowhere else.
"""
import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson


class TicketRefused(Exception):
    """A ticket that is forged, broken or over."""


class Tickets:
    """Issues and reads tickets under a key that all processes of a service share."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hmac.digest(secret.encode(), f"guanwang.tickets.{purpose}".encode(), "sha256")

    def issue(self, claims: Mapping[str, Any], *, until: datetime) -> str:
        """A ticket with ``claims``, good until ``until``; safe in a URL."""
        body = orjson.dumps({**claims, "until": until.timestamp()})
        return self._signed(body)

    def read(self, ticket: str, *, now: datetime) -> dict[str, Any]:
        """The claims of a ticket; raises ``TicketRefused``."""
        try:
            raw = _bytes(ticket.partition(".")[0])
        except ValueError:
            raise TicketRefused("broken") from None
        if not hmac.compare_digest(ticket.encode(), self._signed(raw).encode()):
            raise TicketRefused("forged")
        claims: dict[str, Any] = orjson.loads(raw)
        if claims["until"] <= now.timestamp():
            raise TicketRefused("over")
        return claims

    def _signed(self, body: bytes) -> str:
        return f"{_text(body)}.{_text(hmac.digest(self._key, body, 'sha256'))}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode((text + "=" * (-len(text) % 4)).encode("ascii"), altchars=b"-_", validate=True)
