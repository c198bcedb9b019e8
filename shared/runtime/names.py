"""Names of hosts are looked up in a thread: the system's resolver may take ten seconds for a host that is gone.

eventlet has a resolver of its own, which breaks under load and is switched off (``EVENTLET_NO_GREENDNS``); without it a lookup
would hold up the whole process: its health checks, its calls, and its end.
"""
import ipaddress
import socket
from typing import Any

from eventlet import patcher
from eventlet.green import socket as green

from shared.runtime.aside import aside

_SYSTEM = patcher.original("socket").getaddrinfo


def look_up_aside() -> None:
    """From now on, in this process. A number is no name, and looked up at once."""
    socket.getaddrinfo = green.getaddrinfo = _getaddrinfo


def _getaddrinfo(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
    if _is_number(host):
        return _SYSTEM(host, port, family, type, proto, flags)
    return aside(_SYSTEM, host, port, family, type, proto, flags)


def _is_number(host: Any) -> bool:
    if not host:
        return True
    try:
        ipaddress.ip_address(host if isinstance(host, str) else host.decode())
    except ValueError:
        return False
    return True
