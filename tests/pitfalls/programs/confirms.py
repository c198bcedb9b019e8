"""Sends something that no queue takes, while another publisher of the process does without confirms; prints what it knows."""
import os
import sys

from nameko.amqp.publish import Publisher, UndeliverableMessage, get_producer

from shared.runtime.confirmer import Confirmer

URL = os.environ["RABBITMQ_URL"]


def stock() -> str:
    """As two green threads do it that publish for the first time, each from where it must wait for the other."""
    shared = Publisher.transport_options
    with (get_producer(URL, True, transport_options=shared) as careful,
          get_producer(URL, False, transport_options=shared)):
        returned: list[object] = []
        careful.on_return = lambda *found: returned.append(found)
        careful.publish({}, exchange="amq.topic", routing_key="nobody.listens", mandatory=True)
        return "refused" if returned or careful.channel.connection.confirm_publish else "thought it was sent"


def ours() -> str:
    """After the same."""
    stock()
    publisher = Confirmer(URL)
    publisher.publish("1", b"{}", "amq.topic", "nobody.listens", content_type="application/json")
    sent, refused = publisher.wait()
    return "refused" if refused == {"1"} and not sent else "thought it was sent"


def confirmed_as_meant() -> str:
    """A stock publisher that nobody disturbs."""
    try:
        Publisher(URL, mandatory=True).publish({}, exchange="amq.topic", routing_key="nobody.listens")
    except UndeliverableMessage:
        return "refused"
    return "thought it was sent"


if __name__ == "__main__":
    assert confirmed_as_meant() == "refused"
    if sys.argv[1] == "stock":
        from kombu.pools import connections, producers

        connections.clear()
        producers.clear()
    print(stock() if sys.argv[1] == "stock" else ours())
