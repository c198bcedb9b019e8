"""Files' own store: what is quarantined leaves no byte in any collection, whoever is just bringing it."""
import hashlib
import io
from types import SimpleNamespace
from typing import Any

import bson

from services.files import store, use_cases
from services.files.errors import FileQuarantined
from services.files.extraction import VERSION, Part
from services.files.model import DEFAULT_ALLOWED
from services.files.ports import Ports
from services.files.store.receiving import Receiver
from shared.caller import Caller
from shared.events import Received
from shared.runtime.store import Engine, Work, prepare
from tests.integration.programs.runner import World, now

EDITOR = Caller(id="editor", unit="433100", grants={"editor": ("433100",)})
MARK = "靶场坐标"
CONTENT = (f"{MARK}\n" + "目录。" * 500_000).encode()
FILE = hashlib.sha256(CONTENT).hexdigest()


class Cellar:
    """Files over a database."""

    def __init__(self, world: World) -> None:
        self.database = world.database()
        prepare(self.database, store.INDEXES)
        self.receiver, self.uploads = Receiver(self.database, frozenset(DEFAULT_ALLOWED), 10_000_000), 0

    def ports(self, key: str = "") -> Ports:
        """Of one call."""
        door = SimpleNamespace(tickets=None, url="http://nowhere")
        own: Any = SimpleNamespace(door=door, extractor=None, configuration=SimpleNamespace(
            keep_days=30, largest_bytes=10_000_000, thumbnail_pixels=1_000))
        work = Work(self.database, Engine(), operation="test", caller=EDITOR, now=now(), key=key,
                    answer=lambda file: {"name": file.name})
        return store.ports(work, SimpleNamespace(own=own))  # type: ignore[arg-type]

    def receive(self) -> None:
        """The bytes arrive at the blob port."""
        self.uploads += 1
        claims = {"upload": f"u{self.uploads}", "name": "a.txt", "size": None, "sha256": None}
        self.receiver.bring(claims, io.BytesIO(CONTENT).read, len(CONTENT), now)

    def bring(self) -> None:
        """They become a file, with a text and a picture."""
        self.receive()
        use_cases.store_file(self.ports(key="k1"), caller=EDITOR, now=now(), unit="433100", name=f"{MARK}.txt", file=FILE)
        self.ports().texts.keep(FILE, VERSION, [Part("body", CONTENT.decode())])
        self.database["thumbnails"].insert_one({"_id": f"{FILE}/160", "data": MARK.encode()})

    def removed(self) -> None:
        """A service let go of the text that the file belonged to."""
        event = Received(id="e", type="content.text.removed.v1", time=now(), subject="a1", sequence=1, correlation="c")
        use_cases.note_text_removed(self.ports(), now=now(), event=event, unit="433100", subject="a1", files=[FILE])

    def places(self) -> list[str]:
        """Every document that holds some of it, as it is on disk."""
        words = (MARK.encode(), "目录。".encode())
        return sorted({name for name in self.database.list_collection_names() for document in self.database[name].find()
                       if any(word in bson.encode(document) for word in words)})


def refused(cellar: Cellar) -> bool:
    """Whether the blob port takes it no more."""
    try:
        cellar.receive()
    except FileQuarantined:
        return True
    return False


def test_nothing_of_it_is_left_and_nothing_of_it_is_taken_again(world: World) -> None:
    cellar = Cellar(world)
    cellar.bring()
    assert cellar.places() == ["chunks", "files", "texts", "thumbnails"]
    cellar.removed()
    assert cellar.places() == []
    cellar.removed()
    assert refused(cellar) and cellar.places() == []
    assert [each["action"] for each in cellar.ports().files.history(FILE)] == [
        "stored", "quarantined", "removed", "bytes_removed"]
    assert cellar.database["uploads"].find_one() is None and cellar.database["blobs"].find_one() is None


def test_it_is_not_kept_when_it_is_quarantined_while_it_comes(world: World) -> None:
    cellar = Cellar(world)
    look = cellar.receiver._expect_wanted
    looks: list[Any] = []

    def late(digest: str, where: Any) -> None:
        looks.append(where)
        look(digest, where)
        if len(looks) == 1:
            cellar.removed()  # between the first look and the storing

    cellar.receiver._expect_wanted = late  # type: ignore[method-assign]
    assert refused(cellar) and len(looks) == 2 and cellar.places() == []


def test_who_lets_go_of_it_last_removes_it(world: World) -> None:
    cellar = Cellar(world)
    cellar.bring()

    def attaches(sequence: int, *files: str) -> None:
        event = Received(id=f"e{sequence}", type="petitions.attachments.changed.v1", time=now(), subject="p", sequence=sequence,
                         correlation="c")
        use_cases.note_attachments(cellar.ports(), now=now(), event=event, unit="433100", subject="p", files=files)

    attaches(1, FILE)
    cellar.removed()
    assert len(cellar.places()) == 4 and refused(cellar)
    attaches(2)
    assert cellar.places() == []
