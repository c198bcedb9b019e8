"""Files are read in a process of their own: limits hold, and whatever happens there is an outcome here."""
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from services.files.extraction import Extraction, Extractor, Limits
from tests.support import wait_until
from tests.unit.services.files.extraction import makers


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    """One worker for all."""
    made = Extractor()
    yield made
    made.close()


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A workbook that takes seconds."""
    sheet = b"<x><sheetData>" + b'<row><c><v>12</v></c><c><v>34</v></c></row>' * 700_000 + b"</sheetData></x>"
    path = tmp_path / "slow"
    path.write_bytes(makers.replaced(makers.book([]), "xl/worksheets/sheet1.xml", sheet))
    return path


def _put(folder: Path, data: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(data)
    return path


def test_the_worker_reads_what_a_reader_here_would(extractor: Extractor, tmp_path: Path) -> None:
    path = _put(tmp_path, makers.archive({"一.docx": makers.word("正文"), "二.xlsx": makers.book([["格"]])}))
    found = extractor.extract(path, "a.zip")
    assert found == makers.read(tmp_path, path.read_bytes(), "a.zip") and found.outcome == "read"


def test_a_warm_worker_loads_nothing_again(extractor: Extractor, tmp_path: Path) -> None:
    """Fifty pages cost a small part of the second that loading the libraries takes."""
    path = _put(tmp_path, makers.word(*["一段有三十来个字的正文，说明情况，提出要求，写明联系人和电话。"] * 1000))
    extractor.extract(path, "a.docx")
    quickest = min(_timed(extractor, path) for _ in range(3))
    assert quickest < 0.5


def _timed(extractor: Extractor, path: Path) -> float:
    started = time.perf_counter()
    assert extractor.extract(path, "a.docx").outcome == "read"
    return time.perf_counter() - started


@pytest.mark.parametrize("limits", [Limits(seconds=0.3), Limits(processor_seconds=1)], ids=["wall", "processor"])
def test_what_takes_too_long_is_cut_off(extractor: Extractor, slow: Path, limits: Limits) -> None:
    assert extractor.extract(slow, "a.xlsx", limits) == Extraction.unread("timeout")


def test_what_takes_too_much_memory_is_told(extractor: Extractor, tmp_path: Path) -> None:
    path = _put(tmp_path, makers.archive({"a.bin": bytes(100_000_000)}, zipfile.ZIP_STORED))
    found = extractor.extract(path, "a.zip", Limits(memory=200_000_000))
    assert (found.outcome, found.reason) == ("unreadable", "too_large")


def test_a_child_that_is_killed_is_an_outcome_and_the_next_file_is_read(
        extractor: Extractor, tmp_path: Path, slow: Path) -> None:
    found: list[Extraction] = []
    asking = threading.Thread(target=lambda: found.append(extractor.extract(slow, "a.xlsx")))
    asking.start()
    child = _until(lambda: psutil.Process(extractor.worker).children())[0]
    _until(lambda: child.cpu_times().user > 0.1)  # it has its job
    child.send_signal(signal.SIGSEGV)
    asking.join(20)
    assert found == [Extraction.unread("broken")]
    assert extractor.extract(_put(tmp_path, "好".encode()), "a.txt").outcome == "read"


def test_a_worker_that_died_is_started_again(extractor: Extractor, tmp_path: Path) -> None:
    path = _put(tmp_path, "好".encode())
    extractor.extract(path, "a.txt")
    worker = psutil.Process(extractor.worker)
    worker.kill()
    _until(lambda: worker.status() == psutil.STATUS_ZOMBIE)
    assert extractor.extract(path, "a.txt").outcome == "read"


def test_the_worker_knows_no_secret_and_goes_with_its_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUANWANG_SECRET_KEY", "secret" * 8)
    made = Extractor()
    made.extract(_put(tmp_path, b"x"), "a.txt")
    worker = psutil.Process(made.worker)
    assert "GUANWANG_SECRET_KEY" not in worker.environ()
    made.close()
    assert not worker.is_running()


def test_a_file_that_is_gone_or_cannot_be_opened_is_no_crash(extractor: Extractor, tmp_path: Path) -> None:
    assert extractor.extract(tmp_path / "nowhere", "a.txt") == Extraction.unread("broken")


def test_limits_come_from_settings_by_name() -> None:
    assert Limits.of({"pages": 5}).pages == 5
    for wrong in ({"pagess": 5}, {"pages": 0}, {"pages": "viele"}, {"depth": True}):
        with pytest.raises(ValueError):
            Limits.of(wrong)


def _until(look: Callable[[], Any]) -> Any:
    found: list[Any] = []
    wait_until(lambda: found.append(look()) or found[-1], timeout=10, what="the worker")
    return found[-1]
