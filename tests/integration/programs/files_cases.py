"""Files' own store: bytes that are whole or not there at all, whatever is cut off and in whatever order it is cleared up."""
import hashlib
import io
import secrets
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from PIL import Image

from services.files import errors, schemas, store, use_cases
from services.files.configuration import Configuration
from services.files.model import DEFAULT_ALLOWED
from services.files.ports import FileQuery, Ports
from services.files.store.blobs import CHUNK_BYTES
from services.files.store.receiving import Receiver
from shared.caller import SYSTEM, Caller
from shared.events import Received
from shared.runtime.frame import Tools
from shared.runtime.settings import Settings
from shared.runtime.store import Engine, Work, prepare
from shared.tickets import Tickets
from tests.integration.programs.runner import World
from tests.support import wait_until

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
EDITOR = Caller(id="editor", unit="433100", grants={"editor": ("433100",)})


class Place:
    """The store of files over an empty database."""

    def __init__(self, world: World) -> None:
        self.database, self.now = world.database(), AT
        prepare(self.database, store.INDEXES)
        door = SimpleNamespace(tickets=Tickets("s" * 32, "x"), url="u")
        equipment = SimpleNamespace(configuration=Configuration(), door=door, extractor=None)
        self._tools = Tools(Settings(), None, equipment, None)  # type: ignore[arg-type]
        self.receiver = Receiver(self.database, frozenset(DEFAULT_ALLOWED), 20_000_000)

    @property
    def ports(self) -> Ports:
        """The ports of one call."""
        return store.ports(Work(self.database, Engine(), operation="test", caller=SYSTEM, now=self.now), self._tools)

    def bring(self, content: bytes, name: str = "a.pdf", *, read: Callable[[int], bytes] | None = None, upload: str = "",
              **claims: Any) -> str:
        """Bytes come by the port."""
        given = {"upload": upload or secrets.token_hex(8), "name": name, "size": None, "sha256": None, **claims}
        answer = self.receiver.bring(given, read or io.BytesIO(content).read, None, lambda: self.now)
        return str(answer["file"])

    def store(self, content: bytes, name: str = "a.pdf", unit: str = "433100") -> str:
        """They become a file."""
        file = self.bring(content, name)
        caller = Caller(id="e", unit=unit, grants={"editor": (unit,)})
        use_cases.store_file(self.ports, caller=caller, now=self.now, unit=unit, name=name, file=file)
        return file

    def content(self, file: str) -> bytes:
        """What the port gives."""
        found = self.receiver.fetch({"key": file})
        return b"".join(found[1]) if found else b""

    def counts(self) -> tuple[int, int, int]:
        """How many chunks, blobs and uploads there are."""
        chunks, blobs, uploads = (self.database[name].count_documents({}) for name in ("chunks", "blobs", "uploads"))
        return chunks, blobs, uploads


def pdf(size: int) -> bytes:
    """Bytes that begin as a PDF does."""
    return b"%PDF-1.7\n" + secrets.token_bytes(size)


def raises(fault: type[Exception], function: Callable[[], Any]) -> None:
    """Check that it does."""
    try:
        function()
    except fault:
        return
    raise AssertionError(f"{fault.__name__} was not raised")


def test_bytes_are_stored_once_and_come_back_whole(world: World) -> None:
    place, content = Place(world), pdf(3 * CHUNK_BYTES)
    file = place.bring(content)
    assert file == hashlib.sha256(content).hexdigest() == place.bring(content)
    assert place.content(file) == content and place.counts() == (4, 1, 0)


def test_what_is_refused_leaves_nothing(world: World) -> None:
    place, content = Place(world), pdf(2 * CHUNK_BYTES)
    raises(errors.EmptyFile, lambda: place.bring(b""))
    raises(errors.DigestMismatch, lambda: place.bring(content, sha256="0" * 64))
    raises(errors.SizeMismatch, lambda: place.bring(content, size=5))
    raises(errors.SizeMismatch, lambda: place.bring(pdf(21_000_000)))
    raises(errors.TypeRefused, lambda: place.bring(b"MZ" + content))
    assert place.counts() == (0, 0, 0)


def test_an_upload_that_breaks_off_leaves_nothing(world: World) -> None:
    place, pieces = Place(world), iter([pdf(100), secrets.token_bytes(CHUNK_BYTES)])

    def read(_most: int) -> bytes:
        try:
            return next(pieces)
        except StopIteration:
            raise OSError("the peer is gone") from None

    raises(OSError, lambda: place.bring(b"", read=read))
    assert place.counts() == (0, 0, 0)


def test_what_a_killed_process_left_behind_is_cleared_up(world: World) -> None:
    place, kept = Place(world), pdf(100)
    file = place.bring(kept)
    place.database["uploads"].insert_one({"_id": "dead", "state": "open"})
    place.database["chunks"].insert_many([{"_id": f"dead:{number:06}", "data": b"x"} for number in range(3)])
    upload = place.database["blobs"].find_one({"_id": file})["chunks"]
    place.database["uploads"].insert_one({"_id": upload, "state": "closing"})  # died after the blob was there
    for each in ("dead", upload, "dead"):
        use_cases.tend_upload(place.ports, now=place.now, id_=each)
    assert place.counts() == (1, 1, 0) and place.content(file) == kept


def test_an_upload_that_was_taken_for_dead_cannot_end(world: World) -> None:
    place, content = Place(world), pdf(100)
    source = io.BytesIO(content)

    def read(most: int) -> bytes:
        piece = source.read(most)
        if not piece:
            place.ports.blobs.drop_upload("slow")
        return piece

    raises(errors.UploadLost, lambda: place.bring(b"", read=read, upload="slow"))
    assert place.counts() == (0, 0, 0)


def test_an_upload_whose_chunk_was_lost_does_not_become_a_blob(world: World) -> None:
    place, source = Place(world), io.BytesIO(pdf(6 * CHUNK_BYTES))

    def read(most: int) -> bytes:
        piece = source.read(most)
        if not piece:
            lose = lambda: place.database["chunks"].delete_one({"_id": "lossy:000000"}).deleted_count  # noqa: E731
            wait_until(lose, what="the chunk had landed")  # until then it is on its way
        return piece

    raises(errors.UploadLost, lambda: place.bring(b"", read=read, upload="lossy"))
    assert place.counts() == (0, 0, 0)


def test_a_ticket_is_good_for_one_upload(world: World) -> None:
    place = Place(world)
    place.database["uploads"].insert_one({"_id": "begun", "state": "open"})
    raises(errors.UploadLost, lambda: place.bring(pdf(10), upload="begun"))


def test_bytes_that_are_wanted_again_are_not_released(world: World) -> None:
    place = Place(world)
    file = place.bring(pdf(100))
    blobs = place.ports.blobs
    assert not blobs.release(file, confirmed_before=AT)
    blobs.confirm(file, now=AT + HOUR)
    assert not blobs.release(file, confirmed_before=AT + HOUR)
    assert blobs.release(file, confirmed_before=AT + 2 * HOUR) and place.counts() == (0, 0, 0)
    assert blobs.release(file, confirmed_before=AT), "again: it is gone"


def test_a_removal_that_was_cut_off_ends_and_spares_what_was_brought_meanwhile(world: World) -> None:
    place, content = Place(world), pdf(100)
    file = place.bring(content)
    old = place.database["blobs"].find_one_and_update({"_id": file}, {"$set": {"going": True}})["chunks"]
    assert place.content(file) == b"" and place.ports.blobs.confirm(file, now=AT) is None
    assert place.bring(content) == file and place.content(file) == content
    place.database["chunks"].delete_many({"_id": {"$gte": f"{old}:", "$lt": f"{old};"}})  # the removal goes on
    place.database["blobs"].delete_one({"_id": file, "chunks": old, "going": True})
    assert place.content(file) == content and place.counts() == (1, 1, 0)
    place.database["blobs"].update_one({"_id": file}, {"$set": {"going": True}})
    assert place.ports.blobs.release(file, confirmed_before=AT) and place.counts() == (0, 0, 0)


def test_a_table_of_contents_anywhere_in_a_large_package_is_found(world: World) -> None:
    place, made = Place(world), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("big.bin", secrets.token_bytes(3 * CHUNK_BYTES))
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "x")
        for number in range(15_000):
            archive.writestr(f"word/media/image-with-a-long-name-{number:050}.txt", "")
    file = place.bring(made.getvalue(), "大.docx")
    assert place.ports.blobs.find(file).media_type.endswith("wordprocessingml.document")  # type: ignore[union-attr]


def test_a_thumbnail_is_made_once_and_goes_with_its_image(world: World) -> None:
    place, made = Place(world), io.BytesIO()
    Image.new("RGBA", (400, 1200), (1, 2, 3, 128)).save(made, "PNG")
    file = place.ports.files.get(place.store(made.getvalue(), "图.png"))
    first, again = (place.ports.thumbnails.of(file, 160) for _ in range(2))
    assert first == again and first.media_type == "image/png"
    picture = place.content(first.key)
    assert hashlib.sha256(picture).hexdigest() == first.digest
    with Image.open(io.BytesIO(picture)) as shown:
        assert shown.size == (107, 320)
    place.ports.blobs.release(file.id, confirmed_before=AT + 2 * HOUR)
    assert place.content(first.key) == b""


def test_an_image_that_is_a_bomb_or_broken_is_refused(world: World) -> None:
    place = Place(world)
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    for content in (bomb.getvalue(), b"\x89PNG\r\n\x1a\n" + secrets.token_bytes(500)):
        file = place.ports.files.get(place.store(content, "图.png"))
        raises(errors.ImageTooLarge, lambda file=file: place.ports.thumbnails.of(file, 160))  # type: ignore[misc]
    file = place.ports.files.get(place.store(pdf(10)))
    raises(errors.NotAnImage, lambda: place.ports.thumbnails.of(file, 160))


def test_a_list_turns_page_by_page_and_knows_what_is_used(world: World) -> None:
    place, names = Place(world), ["丙.pdf", "甲.pdf", "乙（草案）.pdf", "甲.pdf"]
    files = []
    for name in names:
        place.now += HOUR
        files.append(place.store(pdf(10), name))
    place.store(pdf(10), "别处.pdf", unit="433101")
    event = Received(id="e", type="content.attachments.changed.v1", time=AT, subject="s", sequence=1, correlation="c")
    use_cases.note_attachments(place.ports, now=AT, event=event, unit="433100", subject="a1", files=files[:2])

    def turned(**query: Any) -> list[str]:
        found, cursor = list[str](), None
        while True:
            taken = schemas.ListFiles().load({"limit": 2, **query, **({"cursor": cursor} if cursor else {})})
            page, cursor = use_cases.list_files(place.ports, caller=EDITOR, now=AT, **taken)
            found += [each.id for each in page]
            if cursor is None:
                return found

    assert turned() == files[::-1] and turned(sort="stored_at") == files
    assert [names[files.index(each)] for each in turned(sort="name")] == sorted(names)
    assert turned(name="（草案") == [files[2]] and turned(media_type="image/png") == []
    assert turned(unused="true") == [files[3], files[2]] and turned(unused="false") == [files[1], files[0]]
    query = FileQuery(units=None, name=None, media_type=None, unused=None, sort="name", limit=9, cursor=None)
    assert len(place.ports.files.page(query)[0]) == 5
