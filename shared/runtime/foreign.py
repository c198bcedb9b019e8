"""Fields that another version of a service stored: what this one does not know, it keeps.

While a service is brought to a new version, old and new processes save the same documents. An aggregate holds only the fields
that its class has; without this, an old process that saves would drop a field that a new one added inside a value object, and
the digest of the state would leave out what stands in the document. So each save takes over from the document as it was
loaded whatever the class does not name, at every depth. A value object that was replaced by another one does not inherit:
it counts as the same if nothing of it changed, or its id did not, or, where it has none, half of it did not.
"""
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from shared.aggregate import Aggregate

_IDS = ("id", "key", "number", "code", "digest")
"""Fields that tell one element of a list from another."""


@dataclass(frozen=True)
class _Node:
    """Where value objects are inside a field: ``one``, ``many`` in a list, or in a ``map`` of names."""

    how: str
    inner: Any
    """A class for ``one``, else another node."""


def keep(stored: Mapping[str, Any], document: dict[str, Any], kind: type, ignored: Collection[str]) -> None:
    """Put into ``document`` of class ``kind`` what ``stored`` has and the class does not know; not what is ``ignored``."""
    names, inner = _shape(kind)
    for name, value in stored.items():
        if name not in names and name not in document and name not in ignored:
            document[name] = value
    for name, node in inner:
        if name in stored and name in document:
            _keep_inside(node, stored[name], document[name])


def _keep_inside(node: _Node, stored: Any, value: Any) -> None:
    if stored == value:
        return
    if node.how == "one" and isinstance(stored, Mapping) and isinstance(value, dict):
        if _same(_known(node, stored), value):
            keep(stored, value, node.inner, ())
    elif node.how == "map" and isinstance(stored, Mapping) and isinstance(value, dict):
        for name in stored.keys() & value.keys():
            _keep_inside(node.inner, stored[name], value[name])
    elif node.how == "many" and isinstance(stored, list) and isinstance(value, list):
        for at, each in enumerate(stored):
            known = _known(node.inner, each)
            if known != each:
                _keep_inside(node.inner, each, _again(known, at, value, grew=len(value) >= len(stored)))


def _again(known: Any, at: int, value: Sequence[Any], *, grew: bool) -> Any:
    """The element of a list that ``known`` has become; ``None`` if it is gone."""
    if at < len(value) and value[at] == known:
        return value[at]
    equal = next((each for each in value if each == known), None)
    if equal is None and isinstance(known, Mapping) and (own := _id_of(known)):
        return next((each for each in value if isinstance(each, Mapping) and each.get(own) == known[own]), None)
    return value[at] if equal is None and grew and at < len(value) else equal


def _same(known: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    """True if ``value`` is what ``known`` was, changed or not."""
    if own := _id_of(known):
        return bool(known[own] == value.get(own))
    return 2 * sum(value.get(name) == each for name, each in known.items()) >= len(known)


def _id_of(known: Mapping[str, Any]) -> str | None:
    return next((name for name in _IDS if name in known), None)


def _known(node: _Node, stored: Any) -> Any:
    """``stored`` without what the classes do not know."""
    if node.how == "one" and isinstance(stored, Mapping):
        names, inner = _shape(node.inner)
        nodes = dict(inner)
        return {name: _known(nodes[name], value) if name in nodes else value for name, value in stored.items()
                if name in names}
    if node.how == "many" and isinstance(stored, list):
        return [_known(node.inner, each) for each in stored]
    if node.how == "map" and isinstance(stored, Mapping):
        return {name: _known(node.inner, value) for name, value in stored.items()}
    return stored


@cache
def _shape(kind: type) -> tuple[frozenset[str], tuple[tuple[str, _Node], ...]]:
    """The names of a class's fields in a document, and those with value objects inside."""
    hints = get_type_hints(kind)
    names = [each.name for each in fields(kind)]
    inner = ((name, node) for name in names if (node := _node(hints[name])) is not None)
    renamed = {"id": "_id"} if issubclass(kind, Aggregate) else {}
    return frozenset(renamed.get(name, name) for name in names), tuple(inner)


def _node(hint: Any) -> _Node | None:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        found = [_node(each) for each in args if each is not type(None)]
        return found[0] if len(found) == 1 else None
    if isinstance(hint, type) and is_dataclass(hint):
        return _Node("one", hint)
    if not isinstance(origin, type) or not args:
        return None
    if issubclass(origin, Mapping):
        node = _node(args[1])
        return _Node("map", node) if node else None
    if issubclass(origin, Sequence | AbstractSet):
        node = _node(args[0])
        return _Node("many", node) if node else None
    return None
