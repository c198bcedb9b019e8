"""A database falls back to a backup: what is newer is found, versions go beyond what was seen, nothing is counted twice."""
import os
import tempfile
from pathlib import Path
from typing import Any

from shared.retelling import Told
from shared.runtime.backup import reconciling, restoring
from shared.runtime.backup.archive import reading, writing
from shared.runtime.backup.copying import ordered
from shared.runtime.backup.errors import BackupError
from shared.runtime.backup.reconciling import Ledger
from shared.runtime.backup.replaying import Store
from shared.runtime.database import FLOORS, RESTORED
from shared.runtime.handling import Outage
from shared.runtime.retelling import Retelling
from shared.runtime.serials import next_serial
from shared.runtime.tailing import Recorded
from shared.runtime.verifying import checked, record
from tests.integration.programs.runner import World, now
from tests.integration.programs.things import Place, Thing, ThingNotFound

SERVICE = "tests"


class Fallen:
    """A database, a backup of it, and what happened since."""

    def __init__(self, world: World) -> None:
        self.place = Place(world.database())
        self.database = self.place.database
        for id_ in ("quiet", "changed", "gone"):
            self.place.things().save(Thing(id=id_).step())
        self.place.things().save(self.place.things().get("changed").step())
        self.mongo = self.database["things"]
        self.given = next_serial(self.database, "s")
        self.archive = Path(tempfile.mkdtemp()) / "a"
        self._back_up()
        for _ in range(3):
            self.place.things().save(self.place.things().get("changed").step())
        self.place.things().save(Thing(id="new").step())
        self.place.things().save(self.place.things().get("new").step())
        self.given = next_serial(self.database, "s")

    def _back_up(self) -> None:
        with writing(self.archive) as file:
            names = ordered(self.database)
            for name in names:
                with file.part(f"data/{SERVICE}/{name}.bson") as part:
                    for batch in self.database[name].find_raw_batches():
                        part.write(batch)
            file.finish({"services": {SERVICE: {"collections": names}}, "suite": "1"})

    def events(self, id_: str, collection: str = "things") -> list[Recorded]:
        """What the others were told of a thing."""
        return [Recorded(0, each, collection) for each in self.place.outbox(id_)]

    def restore(self, told: list[Recorded] | None = None) -> Ledger:
        """Put it back, and make good what ``told`` says."""
        with reading(self.archive) as archive:
            restoring.stage(archive, SERVICE, self.database, lambda _: None)
            newer = list(restoring.newer(archive, SERVICE, self.database))
            restoring.swap(archive, SERVICE, self.database)
        store = Store(self.database)
        ledger = Ledger({SERVICE: store})
        ledger.compare(SERVICE, newer)
        ledger.hear(told or [])
        for loss in ledger.losses:
            reconciling.settle(loss, store, now=now(), correlation="r")
        return ledger

    def lost(self, ledger: Ledger) -> dict[str, list[int]]:
        """What was lost of which thing."""
        return {each.subject: each.described()["lost_versions"] for each in ledger.losses}

    def again(self) -> Any:
        """The things as a process sees them that was started after the restore."""
        return Place(self.database).things()

    def sound(self) -> bool:
        """Whether every record is whole."""
        return not [flaw for each in self.mongo.find() for flaw in checked(record(each["_id"], each))]


def test_what_was_newer_is_found_and_goes_beyond(world: World) -> None:
    fallen = Fallen(world)
    ledger = fallen.restore()
    assert fallen.lost(ledger) == {"changed": [3, 5], "new": [1, 2]}
    assert {each["_id"]: (each["version"], each["count"]) for each in fallen.mongo.find()} == {
        "quiet": (1, 1), "changed": (6, 2), "gone": (1, 1)}
    assert fallen.mongo.find_one({"_id": "changed"})["history"][-1]["details"] == {"lost_versions": [3, 5]}
    assert fallen.sound()
    fallen.again().save(fallen.again().get("changed").step())
    assert fallen.sound() and fallen.place.outbox("changed")[-1]["sequence"] == "7"


def test_what_others_were_told_counts_where_the_old_database_says_nothing(world: World) -> None:
    fallen = Fallen(world)
    told = fallen.events("changed") + fallen.events("new") + fallen.events("quiet")
    world.client.drop_database(fallen.database.name)
    ledger = fallen.restore(told)
    assert fallen.lost(ledger) == {"changed": [3, 5], "new": [1, 2]}
    restored = {each["_id"]: each["events"] for each in fallen.database[RESTORED].find()}
    assert set(restored) == {"things/changed", "things/new"}
    assert [(each["type"], each["sequence"]) for each in restored["things/new"]] == [("tests.thing.counted.v1", 2)]
    assert fallen.sound()


def test_an_event_that_does_not_say_where_its_thing_lies_is_understood_too(world: World) -> None:
    fallen = Fallen(world)
    told = [Recorded(0, each.event) for id_ in ("changed", "new") for each in fallen.events(id_)]
    world.client.drop_database(fallen.database.name)
    assert fallen.lost(fallen.restore(told)) == {"changed": [3, 5], "new": [1, 2]}


def test_what_begins_anew_goes_on_behind_what_was_seen(world: World) -> None:
    fallen = Fallen(world)
    fallen.restore()
    assert fallen.database[FLOORS].find_one({"_id": "things/new"})["version"] == 3
    things = fallen.again()
    things.save(Thing(id="new").step())
    things.save(things.get("new").step())
    assert things.get("new").version == 5 and fallen.sound()
    assert [each["sequence"] for each in fallen.place.outbox("new")] == ["4", "5"]
    things.save(Thing(id="other").step())
    assert things.get("other").version == 1


def test_a_second_fall_knows_what_the_first_one_lost(world: World) -> None:
    fallen = Fallen(world)
    told = fallen.events("changed")
    fallen.restore(told)
    store = Store(fallen.database)
    assert [store.holds(each) for each in told] == [True, True, False, False, False], "lost ones are not brought again"
    fallen.again().save(fallen.again().get("changed").step())
    ledger = fallen.restore()
    assert fallen.lost(ledger)["changed"] == [3, 7] and fallen.sound()
    assert fallen.database[FLOORS].find_one({"_id": "things/new"})["version"] == 3, "what was kept in mind stays so"


def test_serial_numbers_do_not_go_back(world: World) -> None:
    fallen = Fallen(world)
    fallen.restore()
    assert next_serial(fallen.database, "s") == fallen.given + 1


def test_what_the_backup_does_not_have_is_gone_and_leftovers_of_an_earlier_try_too(world: World) -> None:
    fallen = Fallen(world)
    fallen.database["side"].insert_one({"x": 1})
    fallen.database["restoring.things"].insert_one({"_id": "half"})
    fallen.restore()
    names = set(fallen.database.list_collection_names())
    assert "side" not in names and not [each for each in names if each.startswith("restoring.")]
    assert fallen.mongo.find_one({"_id": "half"}) is None


def test_a_damaged_backup_replaces_nothing(world: World) -> None:
    fallen = Fallen(world)
    content = bytearray(fallen.archive.read_bytes())
    content[200] ^= 1
    os.chmod(fallen.archive, 0o600)
    fallen.archive.write_bytes(content)
    before = list(fallen.mongo.find())
    try:
        fallen.restore()
    except BackupError:
        assert list(fallen.mongo.find()) == before
    else:
        raise AssertionError("it was not noticed")


def test_what_was_restored_tells_in_order_before_anything_is_handled_and_once(world: World) -> None:
    fallen = Fallen(world)
    told = fallen.events("changed") + fallen.events("new")
    fallen.restore(told)
    fallen.database[RESTORED].insert_one({"_id": "first/a", "collection": "first", "id": "a", "events": []})
    fallen.database[RESTORED].insert_one({"_id": "unknown/b", "collection": "unknown", "id": "b", "events": []})
    asked: list[tuple[str, str, list[str]]] = []

    def tell(name: str) -> Any:
        def use_case(*, id_: str, told: Told) -> None:
            asked.append((name, id_, sorted(told)))
            if id_ == "new":
                raise ThingNotFound(id=id_)
        return use_case

    anew = {"first": tell("first"), "things": tell("things")}
    retelling = Retelling(fallen.database, anew, lambda _, __, use_case, **fields: use_case(**fields))
    retelling.guard()
    try:
        retelling.wait(0.01)
    except Outage:
        pass
    else:
        raise AssertionError("nobody waited")
    assert retelling.tell()
    retelling.wait(0.01)
    counted = ["tests.thing.counted.v1"]
    assert asked == [("first", "a", []), ("things", "changed", counted), ("things", "new", counted)]
    assert fallen.database[RESTORED].count_documents({}) == 0 and retelling.tell() and len(asked) == 3


def test_where_nothing_was_restored_nobody_waits(world: World) -> None:
    retelling = Retelling(Fallen(world).database, {}, lambda *_, **__: None)
    retelling.wait(0.01)
    retelling.guard()
    retelling.wait(0.01)


def test_what_cannot_be_told_is_told_later_and_keeps_nobody_waiting(world: World) -> None:
    fallen = Fallen(world)
    fallen.restore(fallen.events("changed"))
    fails = [True]

    def use_case(*, id_: str, told: Told) -> None:
        if fails:
            raise RuntimeError(id_)

    retelling = Retelling(fallen.database, {"things": use_case}, lambda _, __, use_case, **fields: use_case(**fields))
    retelling.guard()
    assert not retelling.tell()
    retelling.wait(0.01)
    fails.clear()
    assert retelling.tell() and fallen.database[RESTORED].count_documents({}) == 0
