"""The file of a backup: whole, private and named, or not there; whatever is changed in it is found."""
import io
import os
import zipfile
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.runtime.backup.archive import FORMAT, Archive, reading, writing
from shared.runtime.backup.errors import BackupError
from shared.runtime.backup.sealing import PIECE_BYTES, SealedReader, SealingWriter

PASSPHRASE = "correct horse battery"
PARTS = {"data/a/one.bson": os.urandom(3_000), "data/a/two.bson": b"", "events.jsonl": b"x\n" * 500}


def written(path: Path, passphrase: str = "") -> bytes:
    """An archive of ``PARTS``."""
    with writing(path, passphrase) as archive:
        for name, content in PARTS.items():
            with archive.part(name) as part:
                part.write(content[:100], 1)
                part.write(content[100:])
        archive.finish({"suite": "1"})
    return path.read_bytes()


@pytest.fixture(scope="module", params=["", PASSPHRASE], ids=["plain", "sealed"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """An archive's bytes, and its passphrase."""
    return written(tmp_path_factory.mktemp("whole") / "a", request.param), request.param


def problem(path: Path, passphrase: str) -> str:
    """What is found wrong with a file; empty if nothing is."""
    try:
        with reading(path, passphrase) as archive:
            for name in archive.parts:
                archive.read(name)
            return "" if archive.is_whole() else "damaged outside of its parts"
    except BackupError as error:
        return str(error)


def test_what_is_written_is_read_and_nobody_else_may(tmp_path: Path) -> None:
    for passphrase in ("", PASSPHRASE):
        path = tmp_path / f"a{len(passphrase)}"
        written(path, passphrase)
        assert path.stat().st_mode & 0o777 == 0o600
        with reading(path, passphrase) as archive:
            assert {name: archive.read(name) for name in archive.parts} == PARTS
            assert archive.parts["data/a/one.bson"]["documents"] == 1 and archive.is_whole()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_is_found(whole: tuple[bytes, str], tmp_path: Path, data: st.DataObject) -> None:
    content, passphrase = whole
    if passphrase:  # each try costs a scrypt: what is behind it is tried below
        return
    at, bit = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 7))
    (tmp_path / "a").write_bytes(content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1:])
    assert problem(tmp_path / "a", passphrase)


def test_a_part_that_was_made_to_look_encrypted_is_found(tmp_path: Path) -> None:
    content = bytearray(written(tmp_path / "whole"))
    for begin, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(begin) + flags
        (tmp_path / "a").write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
        assert problem(tmp_path / "a", "")


@pytest.mark.parametrize("at", [0, 20, 100, -10, -200])
def test_a_flipped_bit_of_a_sealed_one_is_found(tmp_path: Path, at: int) -> None:
    content = bytearray(written(tmp_path / "whole", PASSPHRASE))
    content[at] ^= 1
    (tmp_path / "a").write_bytes(content)
    assert problem(tmp_path / "a", PASSPHRASE)


@pytest.mark.parametrize("left", [0, 10, 0.5, 0.99])
def test_what_was_cut_off_is_found(whole: tuple[bytes, str], tmp_path: Path, left: float) -> None:
    content, passphrase = whole
    (tmp_path / "a").write_bytes(content[:int(left * len(content)) if isinstance(left, float) else left])
    assert problem(tmp_path / "a", passphrase)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    content = written(tmp_path / "whole")
    at = content.index(PARTS["data/a/one.bson"][1_000:1_010]) if PARTS["data/a/one.bson"][1_000:1_010] in content else 1_500
    (tmp_path / "a").write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
    assert "the part data/a/one.bson" in problem(tmp_path / "a", "")


def test_another_passphrase_opens_nothing_and_says_so(tmp_path: Path) -> None:
    written(tmp_path / "a", PASSPHRASE)
    assert "passphrase is not the one" in problem(tmp_path / "a", PASSPHRASE + "!")
    assert "is sealed" in problem(tmp_path / "a", "")
    with pytest.raises(BackupError, match="12 characters"):
        written(tmp_path / "b", "short")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@settings(deadline=None, max_examples=4)
@given(st.integers(0, 3 * PIECE_BYTES), st.lists(st.integers(0, 3 * PIECE_BYTES), max_size=5))
def test_a_sealed_file_is_read_at_any_place(size: int, places: list[int]) -> None:
    content, file = os.urandom(size), io.BytesIO()
    sealing = SealingWriter(file, PASSPHRASE)
    for start in range(0, size, 50_000):
        sealing.write(content[start:start + 50_000])
    sealing.finish()
    assert content[:64] not in file.getvalue() or size < 8
    file.seek(0)
    reader = io.BufferedReader(SealedReader(file, PASSPHRASE))
    for place in places:
        reader.seek(place)
        assert reader.read(1_000) == content[place:place + 1_000]
    reader.seek(0)
    assert reader.read() == content


def test_an_aborted_one_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), writing(tmp_path / "a") as archive, archive.part("data/a/b.bson") as part:
        part.write(b"half")
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(BackupError, match="exists"):
        written(tmp_path / "a")
    with pytest.raises(BackupError, match="exists"), writing(tmp_path / "b") as archive:
        archive.finish({})
        (tmp_path / "b").write_text("came meanwhile")
    assert (tmp_path / "b").read_text() == "came meanwhile" and len(list(tmp_path.iterdir())) == 2


def test_a_newer_format_and_what_is_no_backup_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "newer", "w") as file:
        file.writestr("manifest.json", orjson.dumps({"format": FORMAT + 1, "suite": "9.0", "parts": {}}))
    assert "9.0" in problem(tmp_path / "newer", "") and f"format {FORMAT + 1}" in problem(tmp_path / "newer", "")
    (tmp_path / "text").write_text("no zip")
    assert "is no backup" in problem(tmp_path / "text", "")
    with pytest.raises(BackupError):
        Archive(io.BytesIO(b""), tmp_path / "empty")
