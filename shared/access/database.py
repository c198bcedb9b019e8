"""Users of MongoDB: each reads and writes its own database, and no other."""
from collections.abc import Mapping
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError

from shared.access.accounts import user
from shared.runtime.settings import SettingsError

EXISTS = 51003


def make_users(url: str, databases: Mapping[str, str], passwords: Mapping[str, str]) -> None:
    """A user for each of ``databases`` (part → database), made or brought up to its password; ``url`` is an operator's.

    Raises ``SettingsError`` when the server is away, or lets the operator make no users.
    """
    try:
        with pymongo.MongoClient(url, serverSelectionTimeoutMS=10_000) as client:
            for part, database in databases.items():
                _make(client.admin, user(part), passwords[part], database)
    except PyMongoError as error:
        raise SettingsError(f"the users of the database could not be made: {type(error).__name__}: {error}") from None


def _make(admin: Database[dict[str, Any]], name: str, password: str, database: str) -> None:
    how = {"pwd": password, "roles": [{"role": "readWrite", "db": database}], "writeConcern": {"w": "majority", "j": True}}
    try:
        admin.command("createUser", name, **how)
    except OperationFailure as error:
        if error.code != EXISTS:
            raise
        admin.command("updateUser", name, **how)
