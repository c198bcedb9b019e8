"""The text of stored bytes: read once, kept whole in pieces, and never taken for less than it is."""
import hashlib
from datetime import timedelta
from typing import Any

from bson.binary import Binary

from services.files import store, use_cases
from services.files.errors import TextPending
from services.files.model import StoredFile, Upload
from services.files.ports import Ports
from services.files.store import blobs
from shared.caller import SYSTEM
from shared.events import Received
from shared.law import loading
from shared.runtime.almanac import Almanac
from shared.runtime.frame import Tools
from shared.runtime.settings import Settings
from shared.runtime.store import Engine, Work, prepare
from tests.integration.programs.runner import World, now
from tests.unit.services.files.extraction import makers


class Town:
    """The service over an empty database."""

    def __init__(self, world: World) -> None:
        self.database = world.database()
        prepare(self.database, store.INDEXES)
        self.equipment = store.equip(Settings(secret_key="k" * 32))
        self.law = loading.load(["national", "xiangxi-2018"])

    def ports(self) -> Ports:
        work = Work(self.database, Engine(), operation="test", caller=SYSTEM, now=now())
        return store.ports(work, Tools(Settings(), None, self.equipment, Almanac(self.law, self.database)))

    def put(self, data: bytes, name: str) -> str:
        """Bytes and their record, as an upload leaves them; nobody has read them."""
        file = hashlib.sha256(data).hexdigest()
        for number, start in enumerate(range(0, len(data), blobs.CHUNK_BYTES)):
            piece = Binary(data[start:start + blobs.CHUNK_BYTES])
            self.database["chunks"].insert_one({"_id": blobs.chunk_id("u" + file, number), "data": piece})
        self.database["blobs"].insert_one({"_id": file, "chunks": "u" + file, "size": len(data), "confirmed_at": now()})
        upload = Upload(unit="433100", by="editor", at=now(), name=name)
        self.ports().files.save(StoredFile.store(file=file, size=len(data), media_type="x", upload=upload, keep=timedelta(30)))
        return file

    def hear(self, file: str) -> None:
        received = Received(id="e", type="files.file.stored.v1", time=now(), subject=file, sequence=1, correlation="")
        use_cases.note_stored(self.ports(), now=now(), event=received, file=file)

    def text(self, file: str, most_characters: int = 200_000) -> tuple[dict[str, Any], dict[str, str]]:
        """The first page, and all parts put together from all pages."""
        parts: dict[str, str] = {}
        first, following = None, 0
        while following is not None:
            page = use_cases.get_extracted_text(self.ports(), caller=SYSTEM, now=now(), file_id=file, from_piece=following,
                                                most_characters=most_characters)
            for piece in page["pieces"]:
                assert piece.continues == (piece.name in parts)
                parts[piece.name] = parts.get(piece.name, "") + piece.text
            first, following = first or page, page["next"]
        assert first is not None
        return first, parts

    def close(self) -> None:
        self.equipment.extractor.close()
        self.equipment.door.socket.close()


def test_the_text_of_a_file_is_read_once_and_given_out_whole_page_by_page(world: World) -> None:
    town = Town(world)
    try:
        long = "".join(f"第{number}行，写明情况。\n" for number in range(60_000))
        file = town.put(makers.archive({"长.txt": long.encode(), "名单.xlsx": makers.book([["姓名"], ["张三"]])}), "附件.zip")
        _expect_pending(town, file)
        town.hear(file)
        first, parts = town.text(file)
        assert (first["outcome"], first["gaps"]) == ("read", [])
        assert parts["entry-1/text"] == long and parts["entry-2/sheet-1"] == "姓名\n张三"
        assert town.text(file, most_characters=10)[1] == parts
        town.hear(file)  # again: nothing is read twice
        stored = town.ports().files.get(file)
        assert stored.version == 2 and stored.examination is not None
        assert stored.examination.characters == sum(map(len, parts.values()))
        outbox = town.database["files"].find_one({"_id": file})["outbox"]  # type: ignore[index]
        assert [each["type"] for each in outbox] == ["guanwang.files.file.stored.v1", "guanwang.files.file.examined.v1"]
    finally:
        town.close()


def test_a_file_without_its_text_is_never_taken_for_one_without_text(world: World) -> None:
    town = Town(world)
    try:
        file = town.put("正文".encode(), "a.txt")
        town.hear(file)
        town.database["texts"].delete_many({})
        _expect_pending(town, file)
        stored = use_cases.examine_file(town.ports(), caller=SYSTEM, now=now(), file_id=file, version=2)
        assert stored.examination is not None and not stored.examination.done
        town.hear(file)
        assert town.text(file)[1] == {"text": "正文"}
    finally:
        town.close()


def test_an_encrypted_file_has_an_outcome_with_its_reason(world: World) -> None:
    town = Town(world)
    try:
        file = town.put(makers.pdf(["页"], password="x"), "a.pdf")
        town.hear(file)
        page, parts = town.text(file)
        assert (page["outcome"], page["reason"], parts) == ("unreadable", "encrypted", {})
        assert page["gaps"] == [{"part": "", "reason": "encrypted", "label": "已加密或者设有打开密码", "count": 1}]
    finally:
        town.close()


def _expect_pending(town: Town, file: str) -> None:
    try:
        town.text(file)
    except TextPending:
        return
    raise AssertionError("it was given out")
