"""Asks a broker or a database whether it takes our credentials: the only true sign that it is ready."""

import socket
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

import amqp
import pymongo
from pymongo import errors as mongo_errors

from shared.addresses import AddressError, masked, split, tls_of
from shared.embedded.errors import StackError

AMQP_PORTS = {"amqp": 5672, "pyamqp": 5672, "amqps": 5671}
_WRONG_PASSWORD = 18


def amqp_answers(url: str, timeout: float) -> bool:
    """Whether a broker lets us in within `timeout` seconds; of several URLs parted by `;` one is enough.

    Raises StackError when the URL is not AMQP's, or the broker refuses user, password or virtual host.
    """
    try:
        addresses = split(url)
    except AddressError as error:
        raise StackError(f"{error}.") from None
    return any(_one_broker_answers(one, timeout) for one in addresses)


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


def _one_broker_answers(url: str, timeout: float) -> bool:
    try:
        connection = _opened(url, timeout)
        connection.close()
    except (amqp.AccessRefused, amqp.NotAllowed) as error:
        raise StackError(
            f"RabbitMQ at {masked(url)} refuses the user, password or virtual host of RABBITMQ_URL: correct it."
        ) from error
    except (OSError, amqp.AMQPError):
        return False
    return True


def _opened(url: str, timeout: float) -> amqp.Connection:
    parts = urlsplit(url)
    connection = amqp.Connection(
        host=f"{parts.hostname}:{parts.port or AMQP_PORTS[parts.scheme]}",
        userid=unquote(parts.username or "guest"),
        password=unquote(parts.password or "guest"),
        virtual_host=unquote(parts.path[1:]) or "/",
        ssl=tls_of(url) or False,
        connect_timeout=timeout,
        read_timeout=timeout,
    )
    try:
        connection.connect()
    except BaseException:
        connection.collect()
        raise
    return connection


def are_one_cluster(urls: Sequence[str], timeout: float = 5.0) -> bool:
    """Whether these brokers know of each other: a queue that one of them has, the others have.

    Raises OSError or amqp.AMQPError when one does not answer.
    """
    opened: list[amqp.Connection] = []
    try:
        for url in urls:
            opened.append(_opened(url, timeout))
        queue = opened[0].channel().queue_declare(exclusive=True).queue
        return all(_knows(each, queue) for each in opened[1:])
    finally:
        for each in opened:
            each.collect()


def _knows(connection: amqp.Connection, queue: str) -> bool:
    try:
        connection.channel().queue_declare(queue, passive=True)
    except amqp.ResourceLocked:  # it is there, and ours alone
        return True
    except amqp.NotFound:
        return False
    return True
