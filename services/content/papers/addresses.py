"""Addresses on the public web, and text that XML can hold."""
import re
from urllib.parse import quote

SCHEME = "https"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def absolute(domain: str, path: str) -> str:
    """The address of ``path`` on a site."""
    return f"{SCHEME}://{domain}{quote(path, safe='/%-._~')}"


def plain(text: str) -> str:
    """``text`` without the characters that XML 1.0 forbids (control characters and such)."""
    return _NO_XML.sub("", text)
