"""Bringing files: the same bytes are one file, whoever brings them; names that would be run are refused."""
import pytest

from services.files import use_cases
from services.files.errors import FileNotFound, NameRefused, UploadLost
from services.files.events import FileStored
from shared.errors import Forbidden
from tests.unit.services.files.cabinet import EDITOR, OTHER, Cabinet


def test_a_file_is_named_by_its_bytes_and_told_of(cabinet: Cabinet) -> None:
    file = cabinet.bring("内容")
    assert (file.name, file.media_type, file.warnings) == ("通知.pdf", "application/pdf", [])
    assert cabinet.events == [FileStored(unit="433100", file=file.id, size=file.size, media_type="application/pdf")]


def test_the_same_bytes_of_two_units_are_one_file_with_two_uploads(cabinet: Cabinet) -> None:
    first = cabinet.bring()
    second = cabinet.bring(name="附件.pdf", caller=OTHER, unit="433101")
    assert first.id == second.id
    assert [(each.unit, each.by, each.name) for each in second.uploads] == [
        ("433100", "editor", "通知.pdf"), ("433101", "other", "附件.pdf")]
    assert [event.unit for event in cabinet.events] == ["433100", "433101"]


def test_the_same_upload_again_is_the_same_answer(cabinet: Cabinet) -> None:
    first, second = cabinet.bring(), cabinet.bring()
    assert second == first and len(cabinet.events) == 1


def test_a_wrong_extension_is_kept_with_a_warning(cabinet: Cabinet) -> None:
    assert "application/pdf" in cabinet.bring(name="表格.xlsx").warnings[0]


@pytest.mark.parametrize("name", ["setup.exe", "宏.docm", "a.PS1", "图.svg", "页.xhtml", "a.pdf.js"])
def test_a_name_that_a_machine_would_run_is_refused_before_any_bytes(cabinet: Cabinet, name: str) -> None:
    with pytest.raises(NameRefused):
        cabinet.do(use_cases.open_upload, unit="433100", name=name, size=1, sha256=None)
    with pytest.raises(NameRefused):
        cabinet.bring(name=name)


def test_nobody_brings_for_a_unit_that_they_do_not_work_for(cabinet: Cabinet) -> None:
    with pytest.raises(Forbidden):
        cabinet.do(use_cases.open_upload, unit="433101", name="a.pdf", size=1, sha256=None)
    with pytest.raises(Forbidden):
        cabinet.bring(unit="433101")


def test_without_its_bytes_there_is_no_file(cabinet: Cabinet) -> None:
    with pytest.raises(UploadLost):
        cabinet.do(use_cases.store_file, unit="433100", name="a.pdf", file="0" * 64)


def test_leave_to_bring_says_how_much(cabinet: Cabinet) -> None:
    assert cabinet.do(use_cases.open_upload, unit="433100", name="a.pdf", size=None, sha256=None) == {
        "url": "bring/u1", "most_bytes": 1000}


def test_only_those_who_brought_it_or_refer_to_it_see_it(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    assert cabinet.do(use_cases.get_file, EDITOR, file_id=file).id == file
    with pytest.raises(Forbidden):
        cabinet.do(use_cases.get_file, OTHER, file_id=file)
    with pytest.raises(Forbidden):
        cabinet.do(use_cases.get_file_content, OTHER, file_id=file, name=None)
    with pytest.raises(FileNotFound):
        cabinet.do(use_cases.get_file, file_id="0" * 64)
    assert cabinet.do(use_cases.list_files, OTHER, unit=None, name=None, media_type=None, unused=None, sort="name", limit=9,
                      cursor=None)[0] == []
