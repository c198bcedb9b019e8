"""Accounts and API clients in MongoDB."""
import re
from typing import Any

from pymongo import ASCENDING

from services.directory import errors
from services.directory.model import Account, ApiClient
from services.directory.ports import HolderQuery
from shared.caller import EVERYWHERE
from shared.runtime.paging import beyond, cut
from shared.runtime.store import Work

_EVERYWHERE_ADMINISTRATOR = {"grants": {"$elemMatch": {"role": "administrator", "unit": EVERYWHERE}}}


class MongoAccounts:
    """Accounts, in order of login."""

    def __init__(self, work: Work) -> None:
        # The id comes from the idempotency key: a repeat meets its own id, and the use case looks closer.
        taken = {"_id_": errors.LoginTaken, "login": errors.LoginTaken, "founder": errors.AdministratorExists}
        self._collection = work.collection("accounts", Account, missing=errors.AccountNotFound, taken=taken)
        self.get, self.save = self._collection.get, self._collection.save

    def by_login(self, login: str) -> Account | None:
        """The account with this folded login."""
        return self._collection.find_one({"login": login})

    def administrator_exists(self) -> bool:
        """True if there is an administrator for everywhere, or ever was a first one."""
        where = {"$or": [{"founder": True}, _EVERYWHERE_ADMINISTRATOR]}
        return self._collection.mongo.find_one(where, {"_id": 1}) is not None

    def page(self, query: HolderQuery) -> tuple[list[Account], str | None]:
        """One page."""
        where = _of(query)
        if query.name:
            part = {"$regex": re.escape(query.name), "$options": "i"}
            where["$or"] = [{"name": part}, {"login": part}]
        where = beyond(where, query.cursor, "login", ASCENDING)
        found = list(self._collection.find(where, sort=[("login", ASCENDING)], limit=query.limit + 1))
        return cut(found, query.limit, lambda account: (account.login, account.id))


class MongoClients:
    """API clients, in order of id."""

    def __init__(self, work: Work) -> None:
        self._collection = work.collection("clients", ApiClient, missing=errors.ClientNotFound)
        self.get, self.save = self._collection.get, self._collection.save

    def page(self, query: HolderQuery) -> tuple[list[ApiClient], str | None]:
        """One page."""
        where = beyond(_of(query), query.cursor, "_id", ASCENDING)
        found = list(self._collection.find(where, sort=[("_id", ASCENDING)], limit=query.limit + 1))
        return cut(found, query.limit, lambda client: (client.id, client.id))


def _of(query: HolderQuery) -> dict[str, Any]:
    where: dict[str, Any] = {} if query.units is None else {"unit": {"$in": list(query.units)}}
    return where | ({"state": query.state} if query.state else {})
