"""A gateway as a socket sees it: bytes in, bytes out."""
import re
import socket
from urllib.parse import urlsplit

QUIET_SECONDS = 0.3
SMUGGLED = b"GET /v1/about HTTP/1.1\r\nhost: x\r\n\r\n"
"""What comes behind a request of unclear length, and must never be answered as one of its own."""


def talk(url: str, data: bytes, *, quiet: float = QUIET_SECONDS) -> tuple[list[int], bool, bytes]:
    """The statuses of all answers to ``data``, whether the gateway hung up then, and all that it said."""
    where, said, ended = urlsplit(url), b"", False
    with socket.create_connection((where.hostname, where.port), timeout=10) as sock:
        try:
            sock.sendall(data)
            while not ended:
                piece = sock.recv(65536)
                said, ended = said + piece, not piece
                sock.settimeout(quiet)
        except TimeoutError:
            pass
        except ConnectionError:
            ended = True
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3})", said)], ended, said
