"""The store on a real mongod; what it shares with the store in memory is asked of both."""
from collections.abc import Iterator
from typing import Any

import eventlet

from shared.digests import digest
from shared.errors import StaleVersion
from shared.history import flaws
from shared.runtime.database import FRAME_FIELDS
from shared.runtime.store import ANSWERS_KEPT, AnswerExists, kept_answer, unsent
from shared.testing.memory import MemoryCollection
from tests.integration.programs.runner import World
from tests.integration.programs.things import LabelTaken, Place, Thing, ThingExists, ThingNotFound


def both(world: World) -> Iterator[Any]:
    """The store in memory and the real one."""
    yield MemoryCollection[Thing](ThingNotFound, taken=ThingExists)
    yield Place(world.database()).things()


def raised(fault: type[BaseException], action: Any, *arguments: Any) -> Any:
    """The fault that ``action`` must raise."""
    try:
        action(*arguments)
    except fault as error:
        return error
    raise AssertionError(f"{fault.__name__} was not raised")


def test_what_was_never_saved_is_missing(world: World) -> None:
    for things in both(world):
        raised(ThingNotFound, things.get, "t")
        assert things.find_one({"_id": "t"}) is None and list(things.find({})) == []


def test_what_was_saved_comes_back_equal_one_version_later(world: World) -> None:
    for things in both(world):
        thing = Thing(id="t", words=["政"]).step()
        things.save(thing)
        assert thing.version == 1 and things.get("t") == thing and not thing.changed
        things.save(things.get("t").step())
        assert (things.get("t").version, things.get("t").count) == (2, 2)
        assert [each["sequence"] for each in things.history("t")] == [1, 2]


def test_nothing_noted_is_nothing_saved(world: World) -> None:
    for things in both(world):
        things.save(Thing(id="t"))
        raised(ThingNotFound, things.get, "t")


def test_whoever_saw_an_old_version_is_refused_with_the_present_one(world: World) -> None:
    for things in both(world):
        things.save(Thing(id="t").step())
        one, other = things.get("t"), things.get("t")
        things.save(one.step())
        assert raised(StaleVersion, things.save, other.step()).details["current"] == 2
        assert things.get("t").count == 2


def test_the_same_id_is_not_taken_twice(world: World) -> None:
    for things in both(world):
        things.save(Thing(id="t").step())
        raised(ThingExists, things.save, Thing(id="t").step())


def test_two_who_begin_the_same_thing_are_told_apart_by_its_version(world: World) -> None:
    """Handlers start over on ``StaleVersion``; anything else would count as a failure."""
    for things in (MemoryCollection[Thing](ThingNotFound), Place(world.database()).things(taken=False)):
        things.save(Thing(id="t").step())
        raised(StaleVersion, things.save, Thing(id="t").step())


def test_what_was_given_out_is_a_copy(world: World) -> None:
    for things in both(world):
        things.save(Thing(id="t").step())
        things.get("t").words.append("x")
        assert things.get("t").words == []


def test_things_are_found_by_what_they_are(world: World) -> None:
    for things in both(world):
        for id_, label in (("a", "x"), ("b", "y")):
            things.save(Thing(id=id_).mark(label))
        assert [each.id for each in things.find({"label": "y"})] == ["b"]


def test_of_many_writers_who_saw_the_same_version_one_wins(world: World) -> None:
    place = Place(world.database())
    place.things().save(Thing(id="t").step())

    def write(seen: Thing) -> bool:
        try:
            place.things().save(seen.step())
        except StaleVersion:
            return False
        return True

    pool = eventlet.GreenPool(20)
    seen = [place.things().get("t") for _ in range(20)]
    assert sum(pool.imap(write, seen)) == 1
    assert place.things().get("t").version == 2 and len(place.outbox("t")) == 2


def test_many_writers_who_try_again_lose_nothing(world: World) -> None:
    place = Place(world.database())
    place.things().save(Thing(id="t").step())

    def write(_: int) -> None:
        while True:
            try:
                place.things().save(place.things().get("t").step())
                return
            except StaleVersion:
                eventlet.sleep(0)

    list(eventlet.GreenPool(20).imap(write, range(20)))
    things = place.things()
    assert things.get("t").count == things.get("t").version == 21
    document = place.database["things"].find_one({"_id": "t"})
    state = digest({key: value for key, value in document.items() if key not in FRAME_FIELDS})
    assert flaws("t", things.history("t"), state=state, version=21, head=document["head"]) == []
    assert [int(event["sequence"]) for event in place.outbox("t")] == list(range(1, 22))


def test_a_save_that_is_refused_leaves_neither_event_nor_record(world: World) -> None:
    place = Place(world.database())
    place.things().save(Thing(id="t").step())
    old = place.things().get("t")
    place.things().save(place.things().get("t").mark("x"))
    raised(StaleVersion, place.things().save, old.step())
    assert len(place.outbox("t")) == 1 and len(place.things().history("t")) == 2


def test_a_unique_value_that_is_taken_is_a_fault_on_insert_and_on_update(world: World) -> None:
    things = Place(world.database()).things()
    things.save(Thing(id="a").mark("x"))
    raised(LabelTaken, things.save, Thing(id="b").mark("x"))
    things.save(Thing(id="c").mark("y"))
    raised(LabelTaken, things.save, things.get("c").mark("x"))
    assert things.get("c").label == "y"


def test_of_many_that_are_begun_at_once_only_the_clashing_one_fails(world: World) -> None:
    place = Place(world.database())
    place.things().save(Thing(id="first").mark("taken"))

    def begin(number: int) -> str:
        try:
            place.things().save(Thing(id=f"t{number}").mark("taken" if number == 7 else f"label{number}"))
        except LabelTaken:
            return "taken"
        return "saved"

    found = list(eventlet.GreenPool(30).imap(begin, range(30)))
    assert found.count("taken") == 1 and found[7] == "taken"
    assert place.database["things"].count_documents({}) == 30


def test_many_who_read_at_once_each_get_their_own(world: World) -> None:
    place = Place(world.database())
    for number in range(10):
        place.things().save(Thing(id=f"t{number}").mark(f"l{number}"))

    def read(number: int) -> str:
        try:
            return place.things().get(f"t{number}").label
        except ThingNotFound:
            return "missing"

    assert list(eventlet.GreenPool(40).imap(read, [*range(12), *range(12)])) == (
        [*(f"l{number}" for number in range(10)), "missing", "missing"] * 2)


def test_the_answer_to_a_key_is_kept_with_the_change(world: World) -> None:
    place = Place(world.database())
    place.things(key="k1").save(Thing(id="t").step())
    assert kept_answer(place.database, ["things"], "k1") == {"key": "k1", "request": "r", "answer": {"count": 1}}
    assert kept_answer(place.database, ["things"], "k2") is None


def test_a_key_is_good_for_one_change_only(world: World) -> None:
    place = Place(world.database())
    place.things(key="k1").save(Thing(id="t").step())
    raised(AnswerExists, place.things(key="k1").save, place.things().get("t").step())
    raised(AnswerExists, place.things(key="k1").save, Thing(id="other").step())
    assert place.things().get("t").count == 1


def test_of_twins_with_one_key_one_is_saved(world: World) -> None:
    place = Place(world.database())

    def begin(number: int) -> bool:
        try:
            place.things(key="k1").save(Thing(id=f"t{number}").step())
        except AnswerExists:
            return False
        return True

    assert sum(eventlet.GreenPool(20).imap(begin, range(20))) == 1
    assert place.database["things"].count_documents({}) == 1


def test_a_document_keeps_its_newest_answers_only(world: World) -> None:
    place = Place(world.database())
    place.things().save(Thing(id="t").step())
    for number in range(ANSWERS_KEPT + 3):
        place.things(key=f"k{number}").save(place.things().get("t").step())
    assert len(place.database["things"].find_one({"_id": "t"})["answers"]) == ANSWERS_KEPT
    assert kept_answer(place.database, ["things"], "k0") is None
    assert kept_answer(place.database, ["things"], f"k{ANSWERS_KEPT + 2}") is not None


def test_the_relay_is_told_of_a_forgotten_predecessor_first(world: World) -> None:
    told: list[list[str]] = []
    place = Place(world.database(), lambda _, id_, events: told.append([event["sequence"] for event in events]))
    things = place.things()
    things.save(Thing(id="t").step())
    things.save(things.get("t").mark("x"))
    things.save(things.get("t").step())
    assert told == [["1"], ["1", "3"]]


def test_what_was_left_behind_is_found_in_order_once_it_is_old_enough(world: World) -> None:
    place = Place(world.database())
    things = place.things()
    things.save(Thing(id="t").step())
    things.save(things.get("t").step())
    things.save(Thing(id="quiet").mark("x"))
    (found,) = unsent(place.database, ["things"], "2999")
    assert found[:2] == ("things", "t") and [event["sequence"] for event in found[2]] == ["1", "2"]
    assert list(unsent(place.database, ["things"], "2000")) == []
