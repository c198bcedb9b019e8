"""What directory tells the others. Days are calendar days in China, ISO 8601; no event names a person."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

NO_UNIT = "none"
"""Stands where there is no unit: the first administrator belongs to none, a signing key neither."""

_UNIT = {"unit": "433100D18", "code": "433100D18", "name": "示例州文化旅游广电局", "short_name": "州文旅广电局",
         "kind": "department", "parent": "433100", "valid_from": "2019-03-01", "dissolved_on": None, "successors": []}
_ACCOUNT = {"unit": "433100D18", "account": "5b0c1f0e-0000-4000-8000-000000000001"}


@dataclass(frozen=True, kw_only=True)
class UnitRegistered(Event):
    """A unit was registered (Art. 3 第三条). It exists from ``valid_from`` on, which may be to come."""

    TYPE: ClassVar[str] = "directory.unit.registered.v1"
    ABOUT_PUBLIC: ClassVar[bool] = True
    EXAMPLE: ClassVar[Mapping[str, Any]] = _UNIT
    code: str
    name: str
    short_name: str
    kind: str
    parent: str | None
    valid_from: str
    dissolved_on: str | None
    """The first day on which it is no more: the first day of its ``successors``."""
    successors: list[str]

    def cache_tags(self) -> tuple[str, ...]:
        """Everything that lists units."""
        return ("units",)


@dataclass(frozen=True, kw_only=True)
class UnitChanged(UnitRegistered):
    """A unit was ``renamed``, ``moved`` in the tree or ``dissolved``, or ``restored`` from a backup as it was; the other fields
    are as they are now."""

    TYPE: ClassVar[str] = "directory.unit.changed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        **_UNIT, "unit": "433100D90", "code": "433100D90", "name": "示例州旅游局", "short_name": "州旅游局",
        "valid_from": "2010-01-01", "dissolved_on": "2019-03-01", "successors": ["433100D18"], "change": "dissolved"}
    change: str


@dataclass(frozen=True, kw_only=True)
class PostAppointed(Event):
    """A leader (``leader`` 主管领导), body (``body`` 管理机构) or person (``person`` 专人) was named (Art. 6 第六条)."""

    TYPE: ClassVar[str] = "directory.post.appointed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100D18", "post": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11",
                                            "kind": "leader", "starts_on": "2019-03-01"}
    post: str
    kind: str
    starts_on: str


@dataclass(frozen=True, kw_only=True)
class PostEnded(Event):
    """A post ends; ``ends_on`` is the first day on which it is not held any more (Art. 6 第六条)."""

    TYPE: ClassVar[str] = "directory.post.ended.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100D18", "post": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11",
                                            "kind": "leader", "ends_on": "2026-11-01"}
    post: str
    kind: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class AccountCreated(Event):
    """Somebody can sign in."""

    TYPE: ClassVar[str] = "directory.account.created.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = _ACCOUNT
    account: str


@dataclass(frozen=True, kw_only=True)
class AccountSuspended(Event):
    """An account was suspended; its sessions end with it."""

    TYPE: ClassVar[str] = "directory.account.suspended.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = _ACCOUNT
    account: str


@dataclass(frozen=True, kw_only=True)
class SessionRevoked(Event):
    """A session ended: its access tokens are to be refused until ``until`` (unix seconds), when the last one is expired."""

    TYPE: ClassVar[str] = "directory.session.revoked.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100D18", "session": "7d1e2c0a-0000-4000-8000-000000000001",
                                            "until": 1795401000}
    session: str
    until: int


@dataclass(frozen=True, kw_only=True)
class KeysRotated(Event):
    """There is another signing key; the public keys are to be read again."""

    TYPE: ClassVar[str] = "directory.keys.rotated.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": NO_UNIT, "kid": "vpoS-ZW5WZHizrkBUjDxs7dajNXJnviFItDxT-CAl3s"}
    kid: str


EVENTS = (UnitRegistered, UnitChanged, PostAppointed, PostEnded, AccountCreated, AccountSuspended, SessionRevoked,
          KeysRotated)
