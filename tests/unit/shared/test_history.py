"""The hash-chained record: whatever is changed in it is found and named (Art. 5 第五条)."""
import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.history import GENESIS, LOST, entry, flaws, lost_before

STATE = "f" * 64
LENGTH = 5


def chain(length: int = LENGTH) -> list[dict[str, Any]]:
    """A sound chain that ends in ``STATE``."""
    entries: list[dict[str, Any]] = []
    for number in range(1, length + 1):
        entries.append(entry(
            sequence=number, previous=entries[-1]["hash"] if entries else GENESIS,
            state=STATE if number == length else f"{number:064d}", at="2026-11-23T01:30:00+00:00", action="edited",
            by="a", authority="433100", details={"edition": number}, correlation="c"))
    return entries


def head_of(entries: list[dict[str, Any]]) -> str:
    """The hash of the last entry, as a store notes it beside the state."""
    return str(entries[-1].get("hash")) if entries else GENESIS


def found(entries: list[dict[str, Any]], *, state: str = STATE, version: int = LENGTH) -> list[int]:
    """The numbers of the entries that something is wrong with."""
    return [flaw.entry for flaw in flaws("s", entries, state=state, version=version, head=head_of(entries))]


def test_a_sound_chain_has_no_flaws() -> None:
    assert found(chain()) == []


def test_an_item_that_names_another_last_entry_is_found() -> None:
    assert flaws("s", chain(), state=STATE, version=LENGTH, head=chain()[0]["hash"])


@settings(deadline=None)
@given(st.integers(0, LENGTH - 1), st.data())
def test_any_flipped_byte_is_found_in_its_entry(place: int, data: st.DataObject) -> None:
    entries = chain()
    name = data.draw(st.sampled_from(sorted(key for key in entries[place] if isinstance(entries[place][key], str))))
    text = entries[place][name]
    at = data.draw(st.integers(0, len(text) - 1))
    entries[place][name] = text[:at] + chr(ord(text[at]) ^ data.draw(st.sampled_from([1, 2, 4]))) + text[at + 1:]
    assert place + 1 in found(entries)


@settings(deadline=None)
@given(st.integers(0, LENGTH - 1), st.sampled_from(["sequence", "details", "by", "hash", "state", "previous"]))
def test_a_removed_field_is_found(place: int, name: str) -> None:
    entries = chain()
    del entries[place][name]
    assert found(entries)


@settings(deadline=None)
@given(st.integers(0, LENGTH - 1))
def test_a_dropped_entry_is_found(place: int) -> None:
    entries = chain()
    del entries[place]
    assert found(entries)


@settings(deadline=None)
@given(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_swapped_entries_are_found(one: int, other: int) -> None:
    entries = chain()
    entries[one], entries[other] = entries[other], entries[one]
    assert bool(found(entries)) == (one != other)


@settings(deadline=None)
@given(st.integers(0, LENGTH))
def test_an_inserted_entry_is_found(place: int) -> None:
    entries = chain()
    entries.insert(place, copy.deepcopy(entries[min(place, LENGTH - 1)]))
    assert found(entries)


def test_an_entry_that_was_rewritten_with_a_new_hash_breaks_the_next_link() -> None:
    entries = chain()
    body = {key: value for key, value in entries[1].items() if key != "hash"} | {"by": "somebody else"}
    entries[1] = entry(**body)
    assert found(entries) == [3]


def test_a_state_changed_behind_the_suites_back_is_found() -> None:
    assert [flaw.problem for flaw in flaws("s", chain(), state="0" * 64, version=LENGTH, head=head_of(chain()))] == [
        "the item's state was changed outside the suite"]


def test_a_version_that_does_not_fit_is_found() -> None:
    assert found(chain(), version=LENGTH + 1)


def test_an_empty_record_of_a_stored_item_is_found() -> None:
    assert found([])


@pytest.mark.parametrize("sequence", ["x", None, [], True, 1.5])
def test_a_sequence_that_is_no_number_is_a_flaw_and_no_crash(sequence: object) -> None:
    entries = chain()
    entries[2]["sequence"] = sequence
    assert found(entries)


def skipping(first: int, last: int, number: int) -> list[dict[str, Any]]:
    """A chain of five whose last entry names lost versions, and has a number."""
    entries = chain()
    entries.append(entry(sequence=number, previous=entries[-1]["hash"], state=STATE, at="2026-11-23T01:30:00+00:00",
                         action="restored_from_backup", by="system", authority="", details={LOST: [first, last]},
                         correlation="c"))
    return entries


def test_an_entry_may_leave_out_exactly_the_versions_that_it_names_as_lost() -> None:
    entries = skipping(6, 9, 10)
    assert found(entries, version=10) == []
    assert [number for number in range(1, 12) if lost_before(entries, number)] == [6, 7, 8, 9]
    assert found(skipping(6, 8, 10), version=10) and found(skipping(5, 9, 10), version=10)
    assert found(skipping(6, 9, 11), version=11) and found(skipping(6, 9, 6), version=6) == []
    for place in range(5):
        shorter = skipping(6, 9, 10)
        del shorter[place]
        assert found(shorter, version=10), "an entry that was taken out is not one that was lost"
