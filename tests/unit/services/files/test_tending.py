"""Clearing up: what nothing refers to for long goes, first by its record, then by its bytes; what is referred to stays."""
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.files import use_cases
from services.files.errors import FileNotFound
from services.files.events import FileRemoved
from tests.unit.services.files.cabinet import KEEP, Cabinet

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_a_file_that_nobody_uses_is_removed_and_its_bytes_an_hour_later(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    assert cabinet.tend(file, KEEP - DAY).present
    removed = cabinet.tend(file, DAY)
    assert not removed.present and cabinet.events[-1] == FileRemoved(unit="433100", file=file, reason="unused")
    assert cabinet.blobs.find(file), "the record says so first"
    assert cabinet.tend(file, HOUR).tend_at is None and cabinet.blobs.find(file) is None
    with pytest.raises(FileNotFound):
        cabinet.do(use_cases.get_file_content, file_id=file, name=None)


def test_a_draft_keeps_its_file_for_ever_and_for_a_while_after_it_is_gone(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.attaches("a1", file, sequence=1)
    for _ in range(12):
        assert cabinet.tend(file, KEEP).present
    cabinet.attaches("a1", sequence=2)
    assert cabinet.tend(file, KEEP).present, "nobody has seen before that it is unused"
    assert not cabinet.tend(file, KEEP).present


def test_what_is_brought_again_starts_anew(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.now += KEEP - DAY
    cabinet.bring()
    assert cabinet.tend(file, 2 * DAY).present and not cabinet.tend(file, KEEP).present


def test_a_removed_file_comes_back_when_it_is_brought_again(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.tend(file, KEEP)
    cabinet.now += HOUR / 2
    assert cabinet.bring().present
    assert cabinet.tend(file, HOUR).present and cabinet.blobs.find(file)


def test_bytes_that_are_being_brought_again_are_not_let_go(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.tend(file, KEEP)
    cabinet.blobs.confirm(file, now=cabinet.now + HOUR / 2)
    kept = cabinet.tend(file, HOUR)
    assert cabinet.blobs.find(file) and kept.tend_at == cabinet.now + HOUR


@pytest.mark.parametrize("attached_late", [True, False])
def test_a_file_that_comes_into_use_while_it_is_removed_is_restored(cabinet: Cabinet, attached_late: bool) -> None:
    file = cabinet.bring().id
    if attached_late:  # the event is handled after the removal
        cabinet.tend(file, KEEP)
        cabinet.attaches("a1", file, sequence=1)
    else:  # the sweep looked before the event and saved after it
        cabinet.tend(file, KEEP)
        reference = cabinet.references
        cabinet.attaches("a1", file, sequence=1)
        assert reference.of(file)
        stored = cabinet.files.get(file)
        stored.removed_at, stored.tend_at = cabinet.now, cabinet.now
        stored.note("as if saved late")
        cabinet.files.save(stored)
        cabinet.tend(file, HOUR / 2)
    assert cabinet.files.get(file).present and cabinet.blobs.find(file)


def test_bytes_that_became_no_file_go(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.now += 2 * HOUR
    use_cases.tend_blob(cabinet.ports, now=cabinet.now, id_=file)
    assert cabinet.blobs.find(file), "a file has them"
    cabinet.blobs.stored["0" * 64] = cabinet.blobs.stored[file][0], cabinet.now - 2 * HOUR
    use_cases.tend_blob(cabinet.ports, now=cabinet.now, id_="0" * 64)
    assert cabinet.blobs.find("0" * 64) is None
    use_cases.tend_upload(cabinet.ports, now=cabinet.now, id_="u7")
    assert cabinet.blobs.dropped == ["u7"]


class Life(RuleBasedStateMachine):
    """Uploads, events and sweeps as they may come: what is referred to is present, and what is present has its bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.cabinet, self.sequence, self.file = Cabinet(), 0, ""

    @rule()
    def bring(self) -> None:
        self.file = self.cabinet.bring().id

    @rule(used=st.booleans())
    def attach(self, used: bool) -> None:
        if self.file and (not used or self.cabinet.files.get(self.file).present):
            self.sequence += 1
            self.cabinet.attaches("a1", *([self.file] if used else []), sequence=self.sequence)

    @rule(hours=st.sampled_from([1, 24, 24 * 15, 24 * 31]))
    def sweep(self, hours: int) -> None:
        self.cabinet.now += timedelta(hours=hours)
        if self.file and (due := self.cabinet.files.get(self.file).tend_at) and due <= self.cabinet.now:
            self.cabinet.tend(self.file, timedelta())

    @invariant()
    def used_is_there(self) -> None:
        if self.file:
            file = self.cabinet.files.get(self.file)
            assert file.present or not self.cabinet.references.of(self.file)
            assert not file.present or self.cabinet.blobs.find(self.file)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
