"""The addresses of a broker: RABBITMQ_URL may name several, with ``;`` between, that stand in for one another."""
import ssl
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

SECURE = "amqps"
_TLS = ("cafile", "certfile", "keyfile", "no_verify_ssl")
SCHEMES = ("amqp", "pyamqp", SECURE)


class AddressError(ValueError):
    """A URL cannot be used; the text says so without its password."""


class Addresses:
    """Which address is tried first: the one that answered last; one that fails goes behind the others."""

    def __init__(self, url: str) -> None:
        self.all = split(url)
        self._turn = 0

    def in_turn(self) -> Sequence[str]:
        """All of them, in the order in which they are to be tried."""
        return (*self.all[self._turn:], *self.all[:self._turn])

    def answered(self, address: str) -> None:
        """This one is to be tried first from now on."""
        self._turn = self.all.index(address)

    def failed(self, address: str) -> None:
        """This one is not."""
        if self.all[self._turn] == address:
            self._turn = (self._turn + 1) % len(self.all)


def split(url: str) -> tuple[str, ...]:
    """The single addresses; raises ``AddressError`` when there is none, or one that no broker could have."""
    found = tuple(each.strip() for each in url.split(";") if each.strip())
    if not found:
        raise AddressError("RABBITMQ_URL names no broker")
    for each in found:
        try:
            parts = urlsplit(each)
            usable = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise AddressError(f"RABBITMQ_URL is not a usable address ({masked(each)}): write "
                               "amqp://user:password@host:5672/, or several with “;” between") from None
    return found


def rotated(url: str, number: int) -> str:
    """The same addresses, beginning with another: so that not all connect to the same one."""
    found = split(url)
    turn = number % len(found)
    return ";".join((*found[turn:], *found[:turn]))


def tls_options(host: str, *, cafile: str = "", certfile: str = "", keyfile: str = "", no_verify_ssl: str = "0",
                ) -> dict[str, Any]:
    """How py-amqp is to speak TLS, from the parameters of ``amqps://host/?cafile=…``: the certificate must be the host's own.

    Without ``cafile`` the authorities count that the machine knows. ``no_verify_ssl=1`` believes anybody.
    """
    found: dict[str, Any] = {"certfile": certfile, "keyfile": keyfile} if certfile else {}
    if no_verify_ssl != "0":
        return found | {"cert_reqs": ssl.CERT_NONE}
    return found | {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": host} | ({"ca_certs": cafile} if cafile else {})


def tls_of(url: str) -> dict[str, Any] | None:
    """The same for a whole address; ``None`` for one without TLS."""
    parts = urlsplit(url)
    if parts.scheme != SECURE:
        return None
    return tls_options(parts.hostname or "localhost", **{name: value for name, value in parse_qsl(parts.query) if name in _TLS})


def masked(url: str) -> str:
    """The URL, or several with ``;`` between, without passwords: fit for a message."""
    return ";".join(_masked_one(one) for one in url.split(";"))


def _masked_one(url: str) -> str:
    before, at, host = url.rpartition("@")
    scheme, separator, user = before.partition("://")
    return f"{scheme}{separator}{user.partition(':')[0]}:***@{host}" if at else url
