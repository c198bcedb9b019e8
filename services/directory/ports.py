"""What directory's use cases need from outside."""
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from services.directory.model import Account, ApiClient, Session, SigningKey, Tree, Unit


@dataclass(frozen=True)
class UnitQuery:
    """Which units in force on a day; ``None`` = no matter which. ``name`` is part of any name that it ever had."""

    on: date
    parent: str | None = None
    kind: str | None = None
    name: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class HolderQuery:
    """Which accounts or API clients; ``units`` ``None`` = of all units."""

    units: Sequence[str] | None = None
    state: str | None = None
    name: str | None = None
    limit: int = 20
    cursor: str | None = None


class Units(Protocol):
    """The stored units."""

    def get(self, id_: str) -> Unit: ...            # raises UnitNotFound
    def save(self, aggregate: Unit) -> None: ...    # raises UnitExists, StaleVersion
    def history(self, id_: str) -> list[dict[str, Any]]: ...
    def page(self, query: UnitQuery) -> tuple[list[Unit], str | None]: ...
    def in_force(self, day: date) -> list[Unit]: ...  # in order of code
    def tree(self) -> Tree: ...


class Accounts(Protocol):
    """The stored accounts."""

    def get(self, id_: str) -> Account: ...            # raises AccountNotFound
    def save(self, aggregate: Account) -> None: ...    # raises LoginTaken, AdministratorExists, StaleVersion
    def by_login(self, login: str) -> Account | None: ...  # folded
    def administrator_exists(self) -> bool: ...        # one for everywhere, or the first one
    def page(self, query: HolderQuery) -> tuple[list[Account], str | None]: ...


class Clients(Protocol):
    """The stored API clients."""

    def get(self, id_: str) -> ApiClient: ...          # raises ClientNotFound
    def save(self, aggregate: ApiClient) -> None: ...  # raises StaleVersion
    def page(self, query: HolderQuery) -> tuple[list[ApiClient], str | None]: ...


class Sessions(Protocol):
    """The stored sessions."""

    def get(self, id_: str) -> Session: ...            # raises SessionNotFound
    def save(self, aggregate: Session) -> None: ...    # raises StaleVersion
    def of(self, holder: str) -> list[Session]: ...    # not ended, newest first
    def ended_since(self, moment: datetime) -> list[Session]: ...


class AttemptCounts(Protocol):
    """Attempts to sign in, per folded login."""

    def take(self, login: str, now: datetime) -> datetime | None: ...  # begins one; if none may be made: until when
    def fail(self, login: str, now: datetime) -> None: ...  # it was a failure
    def clear(self, login: str) -> None: ...


class Passwords(Protocol):
    """Slow hashes of passwords; each call takes a while and blocks nobody else."""

    def hash(self, password: str) -> str: ...
    def verify(self, hashed: str | None, password: str) -> bool: ...  # None = no such account: as slow, and False
    def outdated(self, hashed: str) -> bool: ...


class Keys(Protocol):
    """The stored signing keys."""

    def newest(self) -> list[SigningKey]: ...           # newest first, as many as can matter
    def save(self, aggregate: SigningKey) -> None: ...  # raises KeyExists


class Signer(Protocol):
    """Key pairs and signatures."""

    def make(self) -> tuple[dict[str, str], str]: ...  # public JWK with kid, sealed private JWK
    def sign(self, key: SigningKey, claims: Mapping[str, Any]) -> str: ...  # a JWT; raises KeyUnreadable


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped."""

    units: Units
    accounts: Accounts
    clients: Clients
    sessions: Sessions
    attempts: AttemptCounts
    passwords: Passwords
    keys: Keys
    signer: Signer
    new_id: Callable[[], str]
    new_account_id: Callable[[], str]
    """The same for a repeat of the same keyed call."""
    new_secret: Callable[[], str]
    """256 random bits as text."""
