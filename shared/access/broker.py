"""Definitions for RabbitMQ: users with hashed passwords and their rights, in the form that it loads at its start."""
import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from shared.access.accounts import user
from shared.access.rights import Rights

_HASHING = "rabbit_password_hashing_sha256"


def definitions(rights: Mapping[str, Rights], passwords: Mapping[str, str], vhost: str = "/") -> dict[str, Any]:
    """Everything that makes the users of ``rights`` (part → rights) with ``passwords`` (part → password)."""
    return {
        "vhosts": [{"name": vhost}],
        "users": [_user(user(part), passwords[part]) for part in rights],
        "permissions": [{"user": user(part), "vhost": vhost, "configure": each.configure, "write": each.write,
                         "read": each.read} for part, each in rights.items()],
        "topic_permissions": [{"user": user(part), "vhost": vhost, "exchange": exchange, "write": write, "read": read}
                              for part, each in rights.items() for exchange, (write, read) in each.topics.items()]}


def with_operator(given: Mapping[str, Any], name: str, password: str, vhost: str = "/") -> str:
    """The same as JSON, with a user who may do everything: a broker that loads definitions makes no user by itself."""
    everything = {"user": name, "vhost": vhost, "configure": ".*", "write": ".*", "read": ".*"}
    return json.dumps({**given, "users": [*given["users"], _user(name, password, "administrator")],
                       "permissions": [*given["permissions"], everything]})


def _user(name: str, password: str, *tags: str) -> dict[str, Any]:
    salt = secrets.token_bytes(4)
    hashed = base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
    return {"name": name, "password_hash": hashed, "hashing_algorithm": _HASHING, "tags": list(tags)}
