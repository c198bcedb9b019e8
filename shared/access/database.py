"""Users of MongoDB: each reads and writes its own database, and no other."""
from collections.abc import Mapping

import pymongo
from pymongo.errors import OperationFailure

from shared.access.accounts import user

EXISTS = 51003


def make_users(url: str, databases: Mapping[str, str], passwords: Mapping[str, str]) -> None:
    """A user for each of ``databases`` (part → database), made or brought up to its password; ``url`` is an operator's.

    Raises ``PyMongoError``.
    """
    with pymongo.MongoClient(url, serverSelectionTimeoutMS=10_000) as client:
        for part, database in databases.items():
            how = {"pwd": passwords[part], "roles": [{"role": "readWrite", "db": database}],
                   "writeConcern": {"w": "majority", "j": True}}
            try:
                client.admin.command("createUser", user(part), **how)
            except OperationFailure as error:
                if error.code != EXISTS:
                    raise
                client.admin.command("updateUser", user(part), **how)
