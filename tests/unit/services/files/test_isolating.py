"""Files of quarantined texts: gone at once, or with the last subject that refers to them, and never taken again."""
import itertools
from datetime import timedelta
from typing import Any

import pytest

from services.files import use_cases
from services.files.errors import FileNotFound, FileNotPublic, FileQuarantined
from services.files.events import BlobRemoved, FileRemoved
from shared.errors import StaleVersion
from tests.unit.services.files.cabinet import OTHER, Cabinet

MINUTE = timedelta(minutes=1)


def gone(cabinet: Cabinet, file: str) -> bool:
    """Nothing is left of what was in it."""
    record = cabinet.files.get(file)
    names = {record.name, *(each.name for each in record.uploads)}
    return (record.isolated and record.removed_for == "quarantined" and names == {""}
            and cabinet.blobs.find(file) is None and file not in cabinet.texts.kept)


@pytest.fixture
def file(cabinet: Cabinet) -> str:
    """A file whose text was read, and that an article refers to and shows."""
    made = cabinet.bring(name="靶场坐标.pdf").id
    cabinet.attaches("a1", made, sequence=1)
    cabinet.shows("a1", (made, "靶场坐标.pdf"), sequence=2)
    cabinet.examines(made)
    return made


def steps(cabinet: Cabinet, file: str) -> list[Any]:
    """What the article's service tells when it lets go of the text."""
    return [lambda: cabinet.attaches("a1", sequence=3), lambda: cabinet.shows("a1", sequence=4),
            lambda: cabinet.removes_text("a1", file)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_it_is_gone_as_soon_as_all_was_told_whatever_comes_first(cabinet: Cabinet, file: str, order: tuple[int, ...]) -> None:
    tell = steps(cabinet, file)
    for index in order[:2]:
        tell[index]()
    assert cabinet.blobs.find(file) and not gone(cabinet, file)
    tell[order[2]]()
    assert gone(cabinet, file)
    assert [each for each in cabinet.events if isinstance(each, FileRemoved | BlobRemoved)] == [
        FileRemoved(unit="433100", file=file, reason="quarantined"), BlobRemoved(unit="433100", digest=file)]
    version = cabinet.files.get(file).version
    for each in tell:
        each()
    assert cabinet.files.get(file).version == version, "safe to repeat"


def test_another_subject_keeps_it_until_it_lets_go(cabinet: Cabinet, file: str) -> None:
    cabinet.attaches("a2", file, sequence=1, service="petitions")
    for tell in steps(cabinet, file):
        tell()
    kept = cabinet.tend(file, MINUTE)
    assert kept.present and kept.quarantined and cabinet.blobs.find(file) and file in cabinet.texts.kept
    with pytest.raises(FileQuarantined):
        cabinet.bring(name="靶场坐标.pdf")
    assert cabinet.blobs.find(file), "who refers to it has it"
    cabinet.attaches("a2", sequence=2, service="petitions")
    assert gone(cabinet, file)


@pytest.mark.parametrize("known", [True, False])
def test_it_is_never_taken_again(cabinet: Cabinet, known: bool) -> None:
    other = Cabinet()
    file = (cabinet if known else other).bring().id
    cabinet.removes_text("a1", file)
    assert gone(cabinet, file)
    with pytest.raises(FileQuarantined):
        cabinet.do(use_cases.open_upload, OTHER, unit="433101", name="乙.pdf", size=1, sha256=file)
    with pytest.raises(FileQuarantined):
        cabinet.bring(caller=OTHER, unit="433101", name="乙.pdf")
    assert gone(cabinet, file), "what was brought was not kept"
    cabinet.attaches("a3", file, sequence=1)
    cabinet.shows("a3", (file, "x.pdf"), sequence=2)
    assert gone(cabinet, file), "a reference brings nothing back"
    with pytest.raises(FileNotPublic):
        cabinet.public(file)
    with pytest.raises(FileNotFound):
        cabinet.do(use_cases.get_file_content, file_id=file, name=None)
    with pytest.raises(FileQuarantined):
        cabinet.bring()


def test_bytes_that_became_no_file_before_the_text_was_quarantined_go_too(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.files._stored.pop(file)
    cabinet.removes_text("a1", file)
    assert gone(cabinet, file)
    cabinet.blobs.stored[file] = cabinet.blobs.stored.get(file) or (None, cabinet.now)  # type: ignore[assignment]
    use_cases.tend_blob(cabinet.ports, now=cabinet.now, id_=file)
    assert gone(cabinet, file), "nor are bytes settled that came in that moment"


def test_a_removal_that_was_cut_off_is_brought_to_its_end_by_the_sweep(cabinet: Cabinet, file: str,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = steps(cabinet, file)
    first()
    second()
    with monkeypatch.context() as patch:
        patch.setattr(cabinet.blobs, "release", lambda file: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            third()
    assert cabinet.blobs.find(file) and not cabinet.files.get(file).present
    cabinet.tend(file, MINUTE)
    assert gone(cabinet, file)


def test_what_is_read_while_it_is_removed_goes_after_it(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    file, read = cabinet.bring().id, cabinet.texts.keep

    def slow(*given: Any) -> int:
        cabinet.removes_text("a1", file)
        return read(*given)

    monkeypatch.setattr(cabinet.texts, "keep", slow)
    cabinet.examines(file)
    assert gone(cabinet, file) and cabinet.reading.asked == 1


def test_what_is_saved_in_between_is_looked_at_again(cabinet: Cabinet, file: str) -> None:
    mine = cabinet.files.get(file)
    cabinet.removes_text("a1", file)
    mine.store_again(mine.uploads[0].__class__(unit="433101", by="other", at=cabinet.now, name="丙.pdf"), keep=MINUTE)
    with pytest.raises(StaleVersion):
        cabinet.files.save(mine)
