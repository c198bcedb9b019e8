"""Who is there: how many processes of a service take calls from the broker right now, wherever they run."""
from amqp.exceptions import NotFound

from shared.calls import queue_name
from shared.runtime import broker


def processes(url: str, service: str) -> int:
    """How many processes of a service take calls; raises kombu's ``OperationalError`` when no broker answers."""
    with broker.connected(url) as connection:
        try:
            return int(connection.channel().queue_declare(queue_name(service), passive=True).consumer_count)
        except NotFound:
            return 0
