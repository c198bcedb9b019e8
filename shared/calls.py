"""How calls find a service: one topic exchange, one queue a service, the operation's name as routing key."""

EXCHANGE = "guanwang.calls"


def queue_name(service: str) -> str:
    """The queue in which all processes of ``service`` receive calls.

    It is not kept on disk: a call is answered within seconds or not at all. In a cluster a queue that is kept cannot be used,
    nor made anew, while the node that it was begun on is away; one that is not kept is made anew on another node at once.
    """
    return f"calls.{service}"
