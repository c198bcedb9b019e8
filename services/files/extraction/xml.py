"""XML as a stream of tags and text: no tree, no entities, nothing from outside, whatever its size."""
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from lxml import etree

from services.files.extraction.scope import Unread

DEPTH = 1000


class Handler(Protocol):
    """What is told of a document. Tags and attributes come without their namespaces."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...


class _Target:
    """Between the parser and the handler."""

    def __init__(self, handler: Handler) -> None:
        self._handler, self.data, self._depth = handler, handler.data, 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise Unread("broken")
        self._handler.start(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag.rpartition("}")[2])

    def doctype(self, *_: Any) -> None:
        raise Unread("bomb")  # no office program writes one; whoever does means its entities

    def close(self) -> None:
        """Nothing is built."""


def feed(handler: Handler, pieces: Iterable[bytes]) -> None:
    """Tell ``handler`` the whole document; raises ``Unread``."""
    parser = etree.XMLParser(target=_Target(handler), resolve_entities=False, no_network=True, load_dtd=False,
                             huge_tree=False, recover=False)
    try:
        for piece in pieces:
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError:
        raise Unread("broken") from None


def plain(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes without their namespaces."""
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}
