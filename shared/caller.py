"""Who is asking: the identity that travels with every call, and what it may do (Art. 5 第五条 谁发布谁负责)."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.errors import Forbidden

EVERYWHERE = "*"
"""Stands for all units in a grant."""

ROLES = {
    "editor": "信息采编",
    "first_reviewer": "编辑初审",
    "second_reviewer": "编辑复审",
    "approver": "编辑审核",
    "secrecy_clerk": "保密初审",
    "secrecy_officer": "保密审查",
    "secrecy_head": "保密审查负责",
    "secrecy_authority": "保密行政管理部门",
    "dictionary_keeper": "词库管理",
    "publisher": "信息发布",
    "column_manager": "栏目管理",
    "filing_officer": "栏目备案",
    "disclosure_officer": "信息公开",
    "disclosure_head": "信息公开负责",
    "auditor": "监督检查",
    "administrator": "系统管理",
    "operator": "运行维护",
    "rule_keeper": "规则管理",
}
"""Every role with its Chinese name; a route or rule that names another fails the build."""


@dataclass(frozen=True)
class Caller:
    """An identity with its grants: role → unit codes that the role extends to, or ``("*",)`` for all."""

    id: str
    kind: str = "person"
    """``person``, ``client`` (an API client), ``system`` (the suite itself) or ``anonymous``."""
    unit: str | None = None
    grants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def may(self, role: str, unit: str) -> bool:
        """True if this caller holds ``role`` for ``unit``. The suite itself may do everything."""
        scope = self.grants.get(role, ())
        return self.kind == "system" or unit in scope or EVERYWHERE in scope

    def require(self, *roles: str, unit: str) -> None:
        """Raise ``Forbidden`` unless one of ``roles`` is held for ``unit``."""
        if not any(self.may(role, unit) for role in roles):
            raise Forbidden(unit=unit, roles="、".join(ROLES[role] for role in roles))

    def units(self, *roles: str) -> list[str] | None:
        """The units for which one of ``roles`` is held; ``None`` means all of them."""
        scopes = [unit for role in roles for unit in self.grants.get(role, ())]
        return None if self.kind == "system" or EVERYWHERE in scopes else sorted(set(scopes))

    def to_wire(self) -> dict[str, Any]:
        """As a JSON-able dict; the inverse of ``from_wire``."""
        return {"id": self.id, "kind": self.kind, "unit": self.unit, "grants": {r: list(u) for r, u in self.grants.items()}}

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> "Caller":
        """Rebuild a caller that ``to_wire`` wrote."""
        grants = {role: tuple(units) for role, units in wire.get("grants", {}).items()}
        return cls(id=wire["id"], kind=wire["kind"], unit=wire.get("unit"), grants=grants)


ANONYMOUS = Caller(id="anonymous", kind="anonymous")
SYSTEM = Caller(id="system", kind="system")
