"""No secret of a run is where it does not belong: in a log, on a command line, in an event, or in what a gateway answers.

This folder comes late among the tests, so that what all journeys did on the shared suite is looked through.
"""
import base64
import json
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import httpx
import orjson
import psutil
import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from shared.cli.api import Api, Refusal
from shared.runtime import tailing
from shared.runtime.settings import SettingsError, load
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person_with_password
from tests.security.asking import Answer

KEYS = {"password", "secret", "cookie"}


@pytest.fixture(scope="module")
def hidden(suite: Suite, everybody: dict[str, Api]) -> dict[str, str]:
    """What must not be found → what it is: the run's own secrets, and those of people and programs that came by."""
    found = {secret: where for where, secret in of_the_folder(suite.folder)}
    found |= {api._http.headers["authorization"].split()[1]: f"the token of {who}" for who, api in everybody.items()
              if "authorization" in api._http.headers}
    return found | of_people(suite)


def of_the_folder(folder: Path) -> Iterator[tuple[str, str]]:
    """Every secret that the stack made for itself."""
    yield "secret.key", (folder / "secret.key").read_text().strip()
    yield "erlang cookie", next(folder.rglob(".erlang.cookie")).read_text().strip()
    for path in folder.rglob("*.json"):
        with suppress(ValueError):
            yield from ((f"{path.name} {name}", each) for name, each in of_a_note(json.loads(path.read_text())))


def of_a_note(note: object) -> Iterator[tuple[str, str]]:
    """Passwords in a file of ours: as such, or in an address."""
    for name, value in note.items() if isinstance(note, dict) else enumerate(note) if isinstance(note, list) else ():
        if isinstance(value, str):
            if name in KEYS:
                yield str(name), value
            yield from ((f"password in {name}", unquote(urlsplit(each).password or "")) for each in value.split(";")
                        if "://" in each and urlsplit(each).password)
        else:
            yield from of_a_note(value)


def of_people(suite: Suite) -> dict[str, str]:
    """Somebody signs in, mistypes, signs out and changes the password; a program gets its secret; somebody applies."""
    url, chief = suite.gateways[0], administrator(suite)
    login, password = person_with_password(suite, "editor")
    mistyped, new = (f"{word}-{secrets.token_urlsafe(12)}" for word in ("mistyped", "renewed"))
    tokens = Api(url).post("/v1/sessions", login=login, password=password)
    for wrong in ({"login": login, "password": mistyped}, {"login": mistyped, "password": mistyped}):
        with pytest.raises(Refusal):
            Api(url).post("/v1/sessions", **wrong)
    later = Api(url).post("/v1/sessions/refresh", refresh_token=tokens["refresh_token"])
    Api(url).post("/v1/sessions/sign-out", refresh_token=later["refresh_token"])
    Api(url).post("/v1/passwords", login=login, password=password, new_password=new)
    client = chief.post("/v1/clients", name="测试程序", unit="433100", grants=[])
    badly_sent(suite, mistyped)
    return {password: "a password", mistyped: "a mistyped password", new: "a new password",
            client["secret"]: "a program's secret", **{tokens[name]: name for name in ("access_token", "refresh_token")},
            **{later[name]: f"a later {name}" for name in ("access_token", "refresh_token")}}


def badly_sent(suite: Suite, secret: str) -> None:
    """A secret in requests that are refused in any way that may be written down."""
    url = suite.gateways[0]
    for sent in (f'{{"login": "{secret}"', f'{{"login": "a", "password": ["{secret}"]}}', f'{{"{secret}": 1}}', secret):
        httpx.post(f"{url}/v1/sessions", content=sent, headers={"content-type": "application/json"})
    httpx.get(f"{url}/v1/me", headers={"authorization": f"Bearer {secret}"})
    httpx.get(f"{url}/v1/me", headers={"authorization": f"Basic {secret}"})


def spelled(secret: str) -> set[bytes]:
    """A secret as it may be written."""
    return {secret.encode(), quote(secret, safe="").encode(), base64.b64encode(secret.encode()).rstrip(b"=")}


def seen(hidden: Mapping[str, str], where: str, text: bytes) -> list[str]:
    """Which secrets stand there."""
    return [f"{what} in {where}" for secret, what in hidden.items() if any(each in text for each in spelled(secret))]


def test_there_are_secrets_to_look_for(suite: Suite, hidden: dict[str, str]) -> None:
    assert len(hidden) > 20 and all(len(each) >= 15 for each in hidden)
    note = (suite.folder / "administrator.json").read_bytes()
    assert seen(hidden, "the note", note) == ["administrator.json password in the note"]


def test_no_log_holds_one(suite: Suite, hidden: dict[str, str]) -> None:
    logs = [path for path in suite.folder.rglob("*") if path.is_file() and path.suffix in (".log", ".1", ".out")]
    assert {"content.log", "rabbit.log", "mongod.log", "up.out"} <= {path.name for path in logs}
    assert not [each for path in logs for each in seen(hidden, path.name, path.read_bytes())]


def test_no_command_line_holds_one(hidden: dict[str, str]) -> None:
    lines = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            lines.append("\0".join(process.cmdline()))
    assert len(lines) > 8 and not [each for line in lines for each in seen(hidden, line[:80], line.encode())]


def test_no_event_holds_one(suite: Suite, hidden: dict[str, str]) -> None:
    last = administrator(suite).post("/v1/accounts", login=f"test-{secrets.token_hex(6)}", name="最后", unit="433100",
                                     password=secrets.token_urlsafe(12))
    bodies = []
    for event in tailing.events(suite.rabbitmq_url, since="first"):
        bodies.append(orjson.dumps(event))
        if event.get("subject") == last["id"]:
            break
    assert len(bodies) > 20 and not seen(hidden, "an event", b"\n".join(bodies))


def test_no_answer_holds_one(suite: Suite, hidden: dict[str, str], walk: dict[tuple[str, str], Answer]) -> None:
    assert not seen(hidden, "an answer", "\n".join(answer.text for answer in walk.values()).encode())
    for note in (suite.folder / "run").glob("*.health"):
        where = json.loads(note.read_text())
        with suppress(httpx.TransportError):  # a process that was killed
            for path in ("/healthz", "/readyz", "/metrics"):
                answer = httpx.get(f"http://{where['host']}:{where['port']}{path}")
                assert not seen(hidden, f"{note.name}{path}", answer.content)


def test_no_document_holds_one(suite: Suite, hidden: dict[str, str]) -> None:
    """What is stored is a hash, a digest or encrypted."""
    client: MongoClient[dict[str, object]] = MongoClient(json.loads((suite.folder / "stack.json").read_text())["mongo_url"])
    for name in client.list_database_names():
        if name.startswith("guanwang_"):
            for collection in client[name].list_collection_names():
                for batch in client[name][collection].find_raw_batches():
                    assert not seen(hidden, f"{name}.{collection}", bytes(batch))
    client.close()


def test_what_holds_one_on_disk_is_for_its_owner_only(suite: Suite, hidden: dict[str, str]) -> None:
    assert {stat.S_IMODE((suite.folder / name).stat().st_mode) for name in ("rabbitmq", "mongod", "run")} == {0o700}
    for path in suite.folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 100_000 and seen(hidden, "", path.read_bytes()):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_slow_write_is_not_written_down_with_what_it_wrote(suite: Suite) -> None:
    """mongod logs what takes longer than 100 ms with the whole command: texts, personal data, suspected state secrets."""
    client: MongoClient[dict[str, object]] = MongoClient(json.loads((suite.folder / "stack.json").read_text())["mongo_url"])
    planted = secrets.token_hex(16)
    with suppress(PyMongoError):
        things = client["guanwang_slow"].things
        things.insert_one({"_id": 1})
        things.update_one({"_id": 1, "$where": "sleep(300) || true"}, {"$set": {"body": planted}})
        assert things.find_one({"body": planted})
    client.drop_database("guanwang_slow")
    client.close()
    assert planted not in (suite.folder / "mongod" / "mongod.log").read_text()


def test_the_settings_take_a_secret_from_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k" * 40 + "\n")
    assert load({"GUANWANG_SECRET_KEY_FILE": str(tmp_path / "key")}).secret() == "k" * 40
    assert "k" * 40 not in repr(load({"GUANWANG_SECRET_KEY_FILE": str(tmp_path / "key")}))
    with pytest.raises(SettingsError) as told:
        load({"GUANWANG_SECRET_KEY": "too short"}).secret()
    assert "too short" not in str(told.value)
