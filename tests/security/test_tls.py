"""Broker and database behind TLS: everything works by the address alone, and nobody believes a certificate of somebody else."""
import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiormq
import httpx
import pytest
from kombu.exceptions import OperationalError

from gateway import wire
from gateway.rpc import Rpc
from gateway.wire import Address
from shared.caller import ANONYMOUS
from shared.calls import EXCHANGE
from shared.embedded.handshake import amqp_answers, mongo_answers
from shared.embedded.mongod import Mongod
from shared.embedded.rabbitmq import RabbitMQ
from shared.runtime.broker import connected
from tests.security.certificates import authority
from tests.support import wait_until


class SecureMongod(Mongod):
    """One that speaks nothing but TLS to others."""

    certificate: Path
    ca: Path

    def _more_options(self) -> Sequence[str]:
        return "--tlsMode", "allowTLS", "--tlsCertificateKeyFile", str(self.certificate), "--tlsCAFile", str(self.ca), \
            "--tlsAllowConnectionsWithoutCertificates"


@dataclass(frozen=True)
class Servers:
    """A broker and a database with TLS, the authority that signed for them, and one that did not."""

    amqps: str
    mongodb: str
    ca: Path
    stranger: Path
    folder: Path

    def broker(self, ca: Path | None = None, host: str = "127.0.0.1", more: str = "") -> str:
        """The broker's address for whoever believes ``ca``."""
        return f"{self.amqps.replace('@127.0.0.1', f'@{host}')}?cafile={ca or self.ca}{more}"

    def database(self, ca: Path | None = None, host: str = "127.0.0.1") -> str:
        """The database's."""
        return f"{self.mongodb.replace('@127.0.0.1', f'@{host}')}&tls=true&tlsCAFile={ca or self.ca}"


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Both, started as ours are, with certificates for 127.0.0.1 and for nothing else."""
    folder = tmp_path_factory.mktemp("tls")
    own, stranger = authority(folder, "own"), authority(folder, "stranger")
    certificate, port = own.sign("server", "127.0.0.1"), free_port()
    rabbitmq, mongod = RabbitMQ(folder / "rabbitmq", os.environ), SecureMongod(folder / "mongod", os.environ)
    mongod.certificate, mongod.ca = certificate, own.ca
    (folder / "rabbitmq" / "conf.d").mkdir(parents=True)
    (folder / "rabbitmq" / "conf.d" / "tls.conf").write_text(
        f"listeners.ssl.1 = 127.0.0.1:{port}\nssl_options.cacertfile = {own.ca}\nssl_options.certfile = {certificate}\n"
        f"ssl_options.keyfile = {certificate}\nssl_options.verify = verify_none\n")
    try:
        for server in (rabbitmq, mongod):
            server.start()
        for server in (rabbitmq, mongod):
            server.wait_ready(time.monotonic() + 120)
        plain = rabbitmq.url
        secure = plain.replace("amqp://", "amqps://").rpartition(":")[0] + f":{port}/"
        yield Servers(secure, mongod.url, own.ca, stranger.ca, folder)
    finally:
        rabbitmq.stop()
        mongod.stop()


def asked(url: str) -> Any:
    """What a service answers a gateway, over ``url``."""
    async def ask() -> Any:
        rpc = Rpc(url)
        running = asyncio.create_task(rpc.run())
        try:
            async with asyncio.timeout(3):
                while not rpc.connected:
                    await asyncio.sleep(0.05)
            call = {"args": {}, "caller": ANONYMOUS.to_wire(), "correlation": "", "deadline": time.time() + 20, "key": None,
                    "traceparent": None}
            return await rpc.call("law.get_regulation", [call], 20)
        finally:
            running.cancel()

    return asyncio.run(ask())


async def heard(url: str) -> bool:
    """True if the way by which a gateway hears of events is open."""
    connection = aiormq.Connection(url, context=None)
    await connection.connect()
    await connection.close()
    return True


def test_a_service_and_a_gateway_work_over_tls_by_their_addresses(servers: Servers) -> None:
    environment = dict(os.environ) | {
        "RABBITMQ_URL": servers.broker(), "MONGO_URL": servers.database(), "GUANWANG_SECRET_KEY": "k" * 40,
        "GUANWANG_HEALTH_PORT": str(health := free_port()), "GUANWANG_FOLDER": str(servers.folder),
        "EVENTLET_NO_GREENDNS": "yes"}
    log = servers.folder / "law.log"
    process = subprocess.Popen([sys.executable, "-m", "shared.runtime.process", "law"], env=environment,
                               stdout=log.open("wb"), stderr=subprocess.STDOUT)
    try:
        def ready() -> bool:
            assert process.poll() is None, log.read_text()
            try:
                return httpx.get(f"http://127.0.0.1:{health}/readyz").status_code == 200
            except httpx.TransportError:
                return False

        wait_until(ready, timeout=60, what=f"law is ready: {log}")
        assert "articles" in asked(servers.broker())[0]["answer"]["json"]
        assert asyncio.run(heard(servers.broker()))
    finally:
        process.terminate()
        process.wait(40)
    assert "CERTIFICATE" not in log.read_text()


@pytest.mark.parametrize("wrong", ["another authority", "another host", "the authorities of the machine"])
def test_a_certificate_of_somebody_else_is_believed_by_nobody(servers: Servers, wrong: str) -> None:
    url = {"another authority": servers.broker(servers.stranger), "another host": servers.broker(host="localhost"),
           "the authorities of the machine": servers.amqps}[wrong]
    with pytest.raises(OperationalError, match="CERTIFICATE_VERIFY_FAILED|certificate verify failed"):
        connected(url)
    assert not amqp_answers(url, 2)
    with pytest.raises(OSError, match="(?i)certificate"):
        asyncio.run(wire.connected(Address.of(url), EXCHANGE, lambda *_: None, lambda *_: None))
    with pytest.raises(Exception, match="(?i)certificate"):
        asyncio.run(heard(url))
    assert amqp_answers(servers.broker(), 5), "the right one is"


def test_a_database_of_somebody_else_is_believed_by_nobody(servers: Servers) -> None:
    assert mongo_answers(servers.database(), 5)
    assert not mongo_answers(servers.database(servers.stranger), 1)
    assert not mongo_answers(servers.database(host="localhost"), 1)


def test_whoever_asks_for_it_believes_anybody(servers: Servers) -> None:
    assert amqp_answers(servers.broker(servers.stranger, more="&no_verify_ssl=1"), 5)
    assert Address.of(servers.broker(servers.stranger, more="&no_verify_ssl=1")).tls is not None
    with connected(servers.broker(servers.stranger, more="&no_verify_ssl=1")) as connection:
        assert connection.connected
