"""Directory's ports in memory, and the people and units that its tests speak of."""
import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.directory import errors, use_cases
from services.directory.model import Account, ApiClient, Grant, Session, SigningKey, Tree, Unit
from services.directory.ports import HolderQuery, Ports, UnitQuery
from shared.caller import SYSTEM, Caller
from shared.testing.attempts import MemoryAttempts
from shared.testing.memory import MemoryCollection

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PASSWORD = "a phrase of four words"


class Units(MemoryCollection[Unit]):
    """Units, with the real store's questions."""

    def page(self, query: UnitQuery) -> tuple[list[Unit], str | None]:
        found = [unit for unit in self.in_force(query.on)
                 if query.parent in (None, unit.on(query.on).parent) and query.kind in (None, unit.kind)
                 and any((query.name or "") in each.name for each in unit.names)]
        return found[:query.limit], None

    def in_force(self, day: date) -> list[Unit]:
        return sorted((unit for unit in self.find({}) if unit.node.in_force(day)), key=lambda unit: unit.id)

    def tree(self) -> Tree:
        return Tree(unit.node for unit in self.find({}))


class Accounts(MemoryCollection[Account]):
    """Accounts whose logins are unique."""

    def save(self, aggregate: Account) -> None:
        twin = self.by_login(aggregate.login)
        if twin and twin.id != aggregate.id:
            raise errors.LoginTaken()
        super().save(aggregate)

    def by_login(self, login: str) -> Account | None:
        return self.find_one({"login": login})

    def administrator_exists(self) -> bool:
        return any(each.founder or Grant("administrator", "*") in each.grants for each in self.find({}))

    def page(self, query: HolderQuery) -> tuple[list[Account], str | None]:
        return [each for each in self.find({}) if query.units is None or each.unit in query.units], None


class Clients(MemoryCollection[ApiClient]):
    """API clients; remembers what a kept answer would have held."""

    def __init__(self) -> None:
        super().__init__(errors.ClientNotFound)
        self.secrets_at_save: list[str | None] = []

    def save(self, aggregate: ApiClient) -> None:
        self.secrets_at_save.append(aggregate.secret)
        super().save(aggregate)

    def page(self, query: HolderQuery) -> tuple[list[ApiClient], str | None]:
        return list(self.find({})), None


class Sessions(MemoryCollection[Session]):
    """Sessions."""

    def of(self, holder: str) -> list[Session]:
        return list(self.find({"holder": holder, "ended_at": None}))

    def ended_since(self, moment: datetime) -> list[Session]:
        return [each for each in self.find({}) if each.ended_at and each.ended_at > moment]


class Keys(MemoryCollection[SigningKey]):
    """Signing keys."""

    def newest(self) -> list[SigningKey]:
        return sorted(self.find({}), key=lambda key: -key.number)


class Passwords:
    """Hashes that can be read; counts the work that a stranger could time."""

    def __init__(self) -> None:
        self.verified = 0

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def verify(self, hashed: str | None, password: str) -> bool:
        self.verified += 1
        return hashed is not None and hashed.removeprefix("old ") == self.hash(password)

    def outdated(self, hashed: str) -> bool:
        return hashed.startswith("old ")


class Signer:
    """Signatures that can be read."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.signed: list[tuple[str, Mapping[str, Any]]] = []

    def make(self) -> tuple[dict[str, str], str]:
        number = next(self._numbers)
        return {"kid": f"kid-{number}", "x": f"public-{number}"}, f"sealed-{number}"

    def sign(self, key: SigningKey, claims: Mapping[str, Any]) -> str:
        self.signed.append((key.kid, claims))
        return f"token-{len(self.signed)}"


class Office:
    """The prefecture 433100 with the county 433101 and its street 433101T01, the county 433122, and who works there."""

    def __init__(self) -> None:
        numbers = itertools.count(1)
        self.key = ""
        self.now = NOW
        self.ports = Ports(
            units=Units(errors.UnitNotFound, taken=errors.UnitExists), accounts=Accounts(
                errors.AccountNotFound, taken=errors.LoginTaken), clients=Clients(),
            sessions=Sessions(errors.SessionNotFound), attempts=MemoryAttempts(), passwords=Passwords(),
            keys=Keys(errors.KeyNotFound, taken=errors.KeyExists), signer=Signer(), new_id=lambda: f"id-{next(numbers)}",
            new_account_id=lambda: self.key or f"account-{next(numbers)}", new_secret=lambda: f"secret-{next(numbers)}")
        for code, parent in (("433100", None), ("433101", "433100"), ("433101T01", "433101"), ("433122", "433100")):
            self.do("register_unit", code=code, name=f"单位{code}", short_name="", kind="county", parent=parent,
                    valid_from=date(2010, 1, 1))

    def do(self, operation: str, caller: Caller = SYSTEM, **fields: Any) -> Any:
        """Perform an operation at the office's present time."""
        return getattr(use_cases, operation)(self.ports, caller=caller, now=self.now, **fields)

    def later(self, **span: float) -> None:
        """Let time go by."""
        self.now += timedelta(**span)

    def person(self, login: str, *grants: Grant, unit: str = "433101", password: str = PASSWORD) -> Caller:
        """Somebody with an account and these grants, as a caller."""
        made = self.do("create_account", login=login, name="张示例", unit=unit, password=password, must_change=False)
        for grant in grants:
            made = self.do("grant_role", account_id=made.id, version=made.version, role=grant.role, unit=grant.unit,
                           subtree=grant.subtree)
        return Caller(made.id, "person", unit, {grant.role: (grant.unit,) for grant in grants})

    def sign_in(self, login: str, password: str = PASSWORD) -> Any:
        """The tokens of somebody who signs in."""
        return self.do("sign_in", login=login, password=password)

    def claims(self) -> Mapping[str, Any]:
        """What the newest access token says."""
        return self.ports.signer.signed[-1][1]  # type: ignore[attr-defined,no-any-return]

    def told(self, collection: str, kind: type) -> list[Any]:
        """The events of a class that the saves of a collection published."""
        return [event for event in getattr(self.ports, collection).events if type(event) is kind]
