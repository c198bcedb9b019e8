"""Schemas straight through: data without fault are read and shown without the bookkeeping that marshmallow does for faults.

Fields and validators are marshmallow's own and called as it calls them. As soon as anything is not as it should be, and
for a schema that has hooks or was made with options, marshmallow itself does it all, so a refusal is always its own.
"""
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, missing

_COMPUTED = (fields.Function, fields.Method, fields.Constant)


class StraightIn(Schema):
    """A schema for what comes in; an unknown field is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        own = self.load_fields.items()
        plain = not kwargs and not any(self._hooks.values()) and not any(
            each.attribute or each.pre_load or each.post_load for _, each in own)
        self._way_in = [(name, each.data_key or name, each, each._deserialize, tuple(each.validators))
                        for name, each in own] if plain else []

    def load(self, data: Any, **kwargs: Any) -> Any:
        """As marshmallow's; raises ``ValidationError`` with all that is wrong."""
        if self._way_in and not kwargs and type(data) is dict:
            try:
                return self._loaded(data)
            except ValidationError:
                pass
        return super().load(data, **kwargs)

    def _loaded(self, data: dict[str, Any]) -> dict[str, Any]:
        found, known = {}, 0
        for name, key, field, deserialize, validators in self._way_in:
            value = data.get(key, missing)
            if value is missing or value is None:
                known += value is None
                value = field.deserialize(value, key, data)
                if value is missing:
                    continue
            else:
                known += 1
                value = deserialize(value, key, data)
                for validate in validators:
                    validate(value)
            found[name] = value
        if known != len(data):
            raise ValidationError("unknown field")
        return found


class StraightOut(Schema):
    """A schema for what goes out, of objects or mappings; no name in it is a path."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        plain = not kwargs and not any(self._hooks.values())
        self._way_out = [(name, each.data_key or name, each.attribute or name,
                          None if isinstance(each, _COMPUTED) else each._serialize, each)
                         for name, each in self.dump_fields.items()] if plain else []

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        """As marshmallow's."""
        if not self._way_out:
            return super().dump(obj, many=many)
        return [self._dumped(each) for each in obj] if many and obj is not None else self._dumped(obj)

    def _dumped(self, obj: Any) -> dict[str, Any]:
        shown = {}
        mapping = isinstance(obj, Mapping)
        for name, key, attribute, serialize, field in self._way_out:
            value = obj.get(attribute, missing) if mapping else getattr(obj, attribute, missing)
            if serialize is None or value is missing:
                value = field.serialize(name, obj, accessor=self.get_attribute)
                if value is missing:
                    continue
            else:
                value = serialize(value, name, obj)
            shown[key] = value
        return shown
