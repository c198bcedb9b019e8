"""Asks whether addresses on the web answer: politely, with a deadline, and never inside the installation's own network.

An address that somebody wrote into a text is not to be trusted: every host is resolved here, all its addresses must be
public ones, and the connection goes to exactly the address that was looked at, redirects included. So no text can make a
service ask another machine of the network for something, however the names resolve a moment later.
"""
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import eventlet
import httpx
from eventlet.semaphore import Semaphore

HOPS_MOST = 5
"""Redirects that are followed."""
SIDE_BY_SIDE = 12
PAUSE_SECONDS = 0.5
"""Between two requests to one host."""
REMEMBERED_SECONDS = 600.0
REMEMBERED_MOST = 20_000
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = "guanwang-link-check"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Outcome:
    """What became of one address; ``reason`` is empty where it answers.

    Others are ``scheme``, ``private``, ``dns``, ``connection``, ``timeout``, ``tls``, ``redirects`` and ``status``.
    """

    reason: str = ""
    status: int | None = None


@dataclass
class _Host:
    """What is known of a host: who asks it now, when it may be asked again, and whether it answered at all lately."""

    lock: Semaphore
    free_at: float = 0.0
    down: Outcome | None = None
    down_until: float = 0.0


class Prober:
    """One a process. ``allowed`` are hosts, or ``host:port``, that may be asked although their addresses are not public."""

    def __init__(self, allowed: Collection[str] = (), *, seconds: float = 15.0, pause: float = PAUSE_SECONDS) -> None:
        self._allowed, self._seconds, self._pause = frozenset(allowed), seconds, pause
        self._room = Semaphore(SIDE_BY_SIDE)
        self._hosts: dict[str, _Host] = {}
        self._known: dict[str, tuple[float, Outcome]] = {}
        self._tls: ssl.SSLContext | None = None

    def probe(self, urls: Sequence[str]) -> dict[str, Outcome]:
        """What became of each address; what was asked within the last minutes is not asked again. Never raises."""
        pool = eventlet.GreenPool(SIDE_BY_SIDE)
        return dict(zip(urls, pool.imap(self._remembered, urls), strict=True))

    def _remembered(self, url: str) -> Outcome:
        until, outcome = self._known.get(url, (0.0, Outcome()))
        if until > time.monotonic():
            return outcome
        with self._room:
            outcome = self._asked(url)
        if len(self._known) >= REMEMBERED_MOST:
            self._known.clear()
        self._known[url] = (time.monotonic() + REMEMBERED_SECONDS, outcome)
        return outcome

    def _asked(self, url: str) -> Outcome:
        """Follow the redirects of one address."""
        try:
            address = httpx.URL(url)
            for _ in range(HOPS_MOST + 1):
                outcome, onwards = self._hop(address)
                if not onwards:
                    return outcome
                address = address.join(onwards)
        except (httpx.InvalidURL, ValueError, UnicodeError):
            return Outcome("scheme")
        return Outcome("redirects")

    def _hop(self, url: httpx.URL) -> tuple[Outcome, str]:
        """One address, and where it sends one."""
        if url.scheme not in ("http", "https") or not url.host:
            return Outcome("scheme"), ""
        port = url.port or (443 if url.scheme == "https" else 80)
        if len(self._hosts) >= REMEMBERED_MOST:
            self._hosts.clear()
        host = self._hosts.setdefault(f"{url.host}:{port}", _Host(Semaphore(1)))
        with host.lock:
            if host.down and host.down_until > time.monotonic():
                return host.down, ""
            eventlet.sleep(max(0.0, host.free_at - time.monotonic()))
            outcome, onwards = self._guarded(url, port)
            host.free_at = time.monotonic() + self._pause
            host.down = outcome if outcome.reason in ("dns", "connection", "timeout", "tls", "private") else None
            host.down_until = time.monotonic() + REMEMBERED_SECONDS
            return outcome, onwards

    def _guarded(self, url: httpx.URL, port: int) -> tuple[Outcome, str]:
        try:
            with eventlet.Timeout(self._seconds):
                found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return Outcome("dns"), ""
        except eventlet.Timeout:
            return Outcome("timeout"), ""
        addresses = [str(each[4][0]).partition("%")[0] for each in found]
        free = url.host in self._allowed or f"{url.host}:{port}" in self._allowed
        if not addresses or not (free or all(is_public(each) for each in addresses)):
            return Outcome("private"), ""
        try:
            return self._answered(url, addresses[0])
        except (httpx.TimeoutException, eventlet.Timeout):
            return Outcome("timeout"), ""
        except ssl.SSLError:
            return Outcome("tls"), ""
        except (httpx.HTTPError, OSError) as error:
            return Outcome("tls" if "CERTIFICATE" in str(error) or "SSL" in str(error) else "connection"), ""

    def _answered(self, url: httpx.URL, address: str) -> tuple[Outcome, str]:
        """HEAD first, GET where that is refused; of a body nothing is read."""
        pinned = url.copy_with(host=address, userinfo=b"", fragment=None)
        headers = {"host": url.netloc.decode(), "user-agent": _AGENT, "accept": "*/*", "connection": "close"}
        status, onwards = 0, ""
        if self._tls is None:
            self._tls = httpx.create_ssl_context()
        with httpx.Client(timeout=self._seconds, verify=self._tls, trust_env=False) as client:
            for method in ("HEAD", "GET"):
                with (eventlet.Timeout(self._seconds),
                      client.stream(method, pinned, headers=headers, extensions={"sni_hostname": url.host}) as answer):
                    status = answer.status_code
                    onwards = answer.headers.get("location", "") if status in _REDIRECTS else ""
                if status < 400:
                    return Outcome(status=status), onwards
        return Outcome("status", status), ""


def is_public(address: str) -> bool:
    """True if an IP address is one of the public internet, also inside what IPv6 wraps around an IPv4 address."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (
            ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast
