"""Which class a matter or a public item belongs to, as the rule packs of a day say; of several the most specific counts."""
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.disclosure.errors import UnknownClass
from shared.law.errors import NoRule
from shared.law.rules import Law

CLASSES, ITEM_CLASSES, PARTS = "disclosure.classes", "disclosure.item_classes", "disclosure.catalogue_parts"


def classified(law: Law, classes: Sequence[str], day: date) -> tuple[tuple[str, ...], str]:
    """The classes in order, the most specific first, and the key of that one's rule. Raises ``UnknownClass``, ``NoRule``."""
    order = {each["code"]: (place, each["key"]) for place, each in enumerate(law.value(CLASSES, day))}
    for name in classes:
        if name not in order:
            raise UnknownClass(class_name=name, known="、".join(order), fields={"classes": ["没有这一信息类别。"]})
    chosen = tuple(sorted(set(classes), key=lambda name: order[name][0]))
    return chosen, order[chosen[0]][1]


def known_of(law: Law, classes: Sequence[str], day: date) -> list[str]:
    """Those of ``classes`` that the packs know on ``day``; if none, the most general one that they have. Raises ``NoRule``."""
    known = [each["code"] for each in law.value(CLASSES, day)]
    return [name for name in classes if name in known] or known[-1:]


def class_of_item(law: Law, day: date, attributes: Mapping[str, str]) -> list[str]:
    """The classes of a public item, by the first entry of the mapping all of whose conditions hold. Raises ``NoRule``."""
    found = next((each["classes"] for each in _list(law, ITEM_CLASSES, day)
                  if all(attributes.get(name, "") in values for name, values in each["when"].items())), [])
    return known_of(law, found, day)


def part_of_catalogue(law: Law, day: date, column_type: str) -> str:
    """The part of the catalogue that items of a type of column stand in; empty if in none."""
    return next((each["code"] for each in _list(law, PARTS, day) if column_type in each["column_types"]), "")


def _list(law: Law, key: str, day: date) -> Sequence[Mapping[str, Any]]:
    try:
        found: Sequence[Mapping[str, Any]] = law.value(key, day)
        return found
    except NoRule:
        return ()
