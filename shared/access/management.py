"""The management port of RabbitMQ: definitions are taken in while the broker runs."""
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from shared.addresses import split, tls_of
from shared.runtime.settings import SettingsError

SECONDS = 30.0
"""How long the broker may take."""


def vhost_of(url: str) -> str:
    """The virtual host that a broker's address, or the first of several, names."""
    return unquote(urlsplit(split(url)[0]).path[1:]) or "/"


def take_in(management: str, url: str, definitions: Mapping[str, Any]) -> None:
    """Make, or bring up to date, what ``definitions`` hold, at ``management`` (``http://host:15672``), as the user of ``url``.

    What else the broker has stays. TLS is as ``url`` says. Raises ``SettingsError`` when the port does not answer or refuses.
    """
    first = split(url)[0]
    parts = urlsplit(first)
    who = (unquote(parts.username or "guest"), unquote(parts.password or "guest"))
    trusted = ssl.create_default_context(cafile=(tls_of(first) or {}).get("ca_certs"))
    try:
        with httpx.Client(auth=who, timeout=SECONDS, verify=trusted, trust_env=False) as client:
            answer = client.post(f"{management.rstrip('/')}/api/definitions", json=definitions)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SettingsError(f"the users of the broker could not be made: {management} does not answer as RabbitMQ's management "
                            f"port ({type(error).__name__})") from None
    if not answer.is_success:
        raise SettingsError(f"the users of the broker could not be made: {management} answers {answer.status_code}; the user "
                            "of RABBITMQ_URL must be an administrator")
