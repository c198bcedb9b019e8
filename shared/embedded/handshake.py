"""Asks a broker or a database whether it takes our credentials: the only true sign that it is ready."""

import socket
from urllib.parse import SplitResult, unquote, urlsplit

import amqp
import pymongo
from pymongo import errors as mongo_errors

from shared.embedded.errors import StackError

AMQP_PORTS = {"amqp": 5672, "pyamqp": 5672, "amqps": 5671}
_WRONG_PASSWORD = 18


def amqp_answers(url: str, timeout: float) -> bool:
    """Whether a broker lets us in within `timeout` seconds; of several URLs parted by `;` one is enough.

    Raises StackError when the URL is not AMQP's, or the broker refuses user, password or virtual host.
    """
    return any(_one_broker_answers(one.strip(), timeout) for one in url.split(";"))


def mongo_answers(url: str, timeout: float) -> bool:
    """Whether a database answers a ping within `timeout` seconds.

    Raises StackError when the URL is not MongoDB's, or the database refuses the credentials.
    """
    milliseconds = int(timeout * 1000)
    try:
        with pymongo.MongoClient(url, serverSelectionTimeoutMS=milliseconds, connectTimeoutMS=milliseconds) as client:
            client.admin.command("ping")
    except mongo_errors.OperationFailure as error:
        if error.code != _WRONG_PASSWORD:
            return False
        raise StackError(f"MongoDB at {masked(url)} refuses the user or password of MONGO_URL: correct it.") from error
    except mongo_errors.ConnectionFailure:
        return False
    except (mongo_errors.ConfigurationError, mongo_errors.InvalidURI, ValueError) as error:
        raise StackError(
            f"MONGO_URL is not a usable address ({masked(url)}): write mongodb://user:password@host:27017/."
        ) from error
    return True


def listens(host: str, port: int, timeout: float = 1.0) -> bool:
    """Whether something accepts connections there; much cheaper than a handshake."""
    try:
        socket.create_connection((host, port), timeout).close()
    except OSError:
        return False
    return True


def masked(url: str) -> str:
    """The URL, or several parted by `;`, without passwords: fit for a message."""
    return ";".join(_masked_one(one) for one in url.split(";"))


def _masked_one(url: str) -> str:
    before, at, host = url.rpartition("@")
    scheme, separator, user = before.partition("://")
    return f"{scheme}{separator}{user.partition(':')[0]}:***@{host}" if at else url


def _one_broker_answers(url: str, timeout: float) -> bool:
    parts = _amqp_parts(url)
    connection = amqp.Connection(
        host=f"{parts.hostname}:{parts.port or AMQP_PORTS[parts.scheme]}",
        userid=unquote(parts.username or "guest"),
        password=unquote(parts.password or "guest"),
        virtual_host=unquote(parts.path[1:]) or "/",
        ssl=parts.scheme == "amqps",
        connect_timeout=timeout,
        read_timeout=timeout,
    )
    try:
        connection.connect()
        connection.close()
    except (amqp.AccessRefused, amqp.NotAllowed) as error:
        raise StackError(
            f"RabbitMQ at {masked(url)} refuses the user, password or virtual host of RABBITMQ_URL: correct it."
        ) from error
    except (OSError, amqp.AMQPError):
        return False
    finally:
        connection.collect()
    return True


def _amqp_parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in AMQP_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise StackError(
            f"RABBITMQ_URL is not a usable address ({masked(url)}): write amqp://user:password@host:5672/."
        )
    return parts
