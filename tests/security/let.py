"""What a broker lets somebody do."""
from typing import Any

import amqp
from kombu import Connection


def taken(url: str, *steps: Any) -> list[Any]:
    """The steps (method, arguments, …) that the broker lets the user of ``url`` take; each refusal costs a channel."""
    done = []
    with Connection(url) as connection:
        for method, *arguments in steps:
            channel = connection.connection.channel()
            try:
                if method == "basic_publish":
                    channel.confirm_select()
                    channel.basic_publish_confirm(amqp.Message("{}"), *arguments, mandatory=True)
                else:
                    getattr(channel, method)(*arguments)
                done.append((method, *arguments))
                channel.close()
            except amqp.AccessRefused:
                pass
    return done
