"""How calls find a service: one topic exchange, one queue a service, the operation's name as routing key."""
import re

EXCHANGE = "guanwang.calls"
GATEWAY_REPLIES = "gateway.replies."
"""How the name of a gateway's own queue for answers begins, where it has one; the rest is 32 random digits in hex."""
REPLY_KEYS = rf"{re.escape(GATEWAY_REPLIES)}[0-9a-f]{{32}}|[0-9a-f-]{{32,36}}"
"""What the keys of answers look like: those of gateways, of services, and of commands. No operation is called so."""


def queue_name(service: str) -> str:
    """The queue in which all processes of ``service`` receive calls.

    It is not kept on disk: a call is answered within seconds or not at all. In a cluster a queue that is kept cannot be used,
    nor made anew, while the node that it was begun on is away; one that is not kept is made anew on another node at once.
    """
    return f"calls.{service}"
