"""The text inside a file: read once, given out whole to those who review it, and never taken for less than it is."""
from dataclasses import replace

import pytest

from services.files import use_cases
from services.files.errors import FileNotFound, TextPending
from services.files.events import FileExamined, FileStored
from services.files.extraction import Extraction, Gap
from services.files.model import ExaminationState
from shared.caller import SYSTEM, Caller
from shared.errors import Forbidden, StaleVersion
from tests.unit.services.files.cabinet import EDITOR, KEEP, OTHER, Cabinet

OFFICER = Caller(id="officer", grants={"secrecy_officer": ("433100",)})


def text(cabinet: Cabinet, file: str, caller: Caller = OFFICER, from_piece: int = 0) -> dict[str, object]:
    found: dict[str, object] = cabinet.do(use_cases.get_extracted_text, caller, file_id=file, from_piece=from_piece,
                                          most_characters=10)
    return found


def test_a_file_is_read_once_and_told_of_without_its_text(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    with pytest.raises(TextPending):
        text(cabinet, file)
    cabinet.examines(file)
    cabinet.examines(file)
    assert cabinet.reading.asked == 1
    assert cabinet.events[-1] == FileExamined(unit="433100", file=file, outcome="read", reason="", parts=2, characters=7)
    first = text(cabinet, file)
    assert first["next"] == 1 and text(cabinet, file, from_piece=1)["next"] is None
    assert text(cabinet, file, SYSTEM)["pieces"] == first["pieces"]


def test_what_could_not_be_read_is_said_with_its_place_and_reason(cabinet: Cabinet) -> None:
    cabinet.reading.found = Extraction(gaps=(Gap("entry-2", "image", 3), Gap("entry-1", "encrypted")))
    file = cabinet.bring().id
    examination = cabinet.examines(file).examination
    assert examination is not None and (examination.state, examination.reason) == (ExaminationState.UNREADABLE, "encrypted")
    assert [(gap["part"], gap["count"]) for gap in text(cabinet, file)["gaps"]] == [  # type: ignore[attr-defined, index]
        ("entry-2", 3), ("entry-1", 1)]


def test_text_that_is_gone_is_waited_for_and_read_again(cabinet: Cabinet) -> None:
    """A removal that was cut off took the text; the file came back."""
    file = cabinet.bring().id
    cabinet.examines(file)
    cabinet.texts.kept.clear()
    with pytest.raises(TextPending):
        text(cabinet, file)
    cabinet.examines(file)
    assert text(cabinet, file)["outcome"] == "read"


def test_a_file_whose_bytes_went_is_read_anew_when_it_is_brought_again(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.examines(file)
    cabinet.tend(file, KEEP)
    with pytest.raises(FileNotFound):
        text(cabinet, file)
    assert cabinet.tend(file, KEEP).tend_at is None
    cabinet.bring()
    with pytest.raises(TextPending):
        text(cabinet, file)
    assert cabinet.examines(file).examination.done and cabinet.reading.asked == 2  # type: ignore[union-attr]


def test_a_newer_extractor_reads_again_when_it_looks_after_the_file(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    stored = cabinet.examines(file)
    assert stored.examination is not None
    stored.examine(replace(stored.examination, version=0))
    cabinet.files.save(stored)
    assert text(cabinet, file)["outcome"] == "read", "until then the older text is good"
    cabinet.attaches("a1", file, sequence=1)
    cabinet.tend(file, KEEP)
    assert isinstance(cabinet.events[-1], FileStored)
    with pytest.raises(TextPending):
        text(cabinet, file)


def test_an_officer_has_a_file_read_again(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    version = cabinet.examines(file).version
    with pytest.raises(StaleVersion):
        cabinet.do(use_cases.examine_file, OFFICER, file_id=file, version=1)
    cabinet.do(use_cases.examine_file, OFFICER, file_id=file, version=version)
    cabinet.examines(file)
    assert cabinet.reading.asked == 2


def test_only_officers_of_units_that_have_to_do_with_it_read_the_text(cabinet: Cabinet) -> None:
    file = cabinet.bring(caller=OTHER, unit="433101").id
    cabinet.examines(file)
    for caller in (OFFICER, EDITOR, OTHER):
        with pytest.raises(Forbidden):
            text(cabinet, file, caller)
    cabinet.attaches("a1", file, sequence=1)
    assert text(cabinet, file)["outcome"] == "read"
    with pytest.raises(Forbidden):
        text(cabinet, file, EDITOR)
    with pytest.raises(FileNotFound):
        text(cabinet, "0" * 64)
