"""Aggregates ↔ MongoDB documents: dataclasses by their type hints, nothing else to declare."""
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import cattrs
from bson.binary import Binary
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from shared.aggregate import Aggregate
from shared.sealed import Sealed

ENCRYPTED = 6
"""The subtype of BSON binaries for what is encrypted field by field."""


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(unstruct_collection_overrides={tuple: list, set: sorted, frozenset: sorted})
    converter.register_unstructure_hook(datetime, lambda moment: moment)
    converter.register_structure_hook(datetime, lambda value, _: value.replace(tzinfo=UTC) if value.tzinfo is None else value)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(Sealed, lambda value: Binary(value, ENCRYPTED))
    converter.register_structure_hook(Sealed, lambda value, _: Sealed(value))
    converter.register_unstructure_hook(Enum, lambda member: member.value)
    converter.register_unstructure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, Aggregate),
        lambda kind: make_dict_unstructure_fn(kind, converter, id=override(rename="_id")))
    converter.register_structure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, Aggregate),
        lambda kind: make_dict_structure_fn(kind, converter, id=override(rename="_id")))
    return converter


_CONVERTER = _converter()


def to_document(aggregate: Any) -> dict[str, Any]:
    """An aggregate, or a value object inside one, as a document."""
    document: dict[str, Any] = _CONVERTER.unstructure(aggregate)
    return document


def from_document(document: Any, kind: type) -> Any:
    """The aggregate of class ``kind`` that ``document`` holds; unknown fields are ignored."""
    return _CONVERTER.structure(document, kind)
