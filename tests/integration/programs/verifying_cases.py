"""``guanwang verify``: what was tampered with in the database or in an exported file is found and named."""
import os
import tempfile
from pathlib import Path
from typing import Any

from shared.history import Flaw
from shared.plugins.manifest import Manifest
from shared.runtime import verifying
from shared.runtime.settings import Settings
from tests.integration.programs.runner import World
from tests.integration.programs.things import Place, Thing

MANIFEST = Manifest(name="things", title="物", version="1.0.0")


class Vault:
    """A stored thing with a record of four entries, and a quiet one beside it."""

    def __init__(self, world: World) -> None:
        database = world.database()
        self.settings = Settings(mongo_url=os.environ["MONGO_URL"], database_prefix=f"{database.name}_")
        self.mongo = world.client[f"{database.name}_things"]["things"]
        things = Place(self.mongo.database).things()
        things.save(Thing(id="quiet", words=["政"]).step())
        things.save(Thing(id="t").step())
        for word in "abc":
            thing = things.get("t")
            thing.words.append(word)
            things.save(thing.step())

    def records(self) -> list[dict[str, Any]]:
        """What is stored."""
        return list(verifying.stored(self.settings, [MANIFEST]))

    def flaws(self) -> list[Flaw]:
        """Everything that is wrong."""
        return [flaw for record in self.records() for flaw in verifying.checked(record)]

    def tamper(self, **update: Any) -> list[Flaw]:
        """Change the document behind the suite's back; what is found then."""
        self.mongo.update_one({"_id": "t"}, {f"${name}": value for name, value in update.items()})
        return self.flaws()


def test_an_honest_store_has_no_flaws(world: World) -> None:
    assert Vault(world).flaws() == []


def test_a_state_that_was_changed_is_found(world: World) -> None:
    (flaw,) = Vault(world).tamper(set={"count": 99})
    assert flaw.subject == "things/things/t" and "outside the suite" in flaw.problem


def test_an_entry_that_was_changed_is_found(world: World) -> None:
    (flaw,) = Vault(world).tamper(set={"history.1.by": "somebody else"})
    assert (flaw.subject, flaw.entry) == ("things/things/t", 2)


def test_an_entry_that_was_removed_is_found_at_the_end_too(world: World) -> None:
    assert Vault(world).tamper(pop={"history": -1})
    assert Vault(world).tamper(pop={"history": 1})


def test_a_record_that_was_emptied_is_found(world: World) -> None:
    assert Vault(world).tamper(set={"history": []})


def test_an_exported_record_is_as_good_as_the_stored_one(world: World) -> None:
    vault = Vault(world)
    path = Path(tempfile.mkdtemp()) / "records"
    assert verifying.to_file(vault.records(), path) == 2
    assert [verifying.checked(record) for record in verifying.from_file(path)] == [[], []]


def test_any_flipped_byte_of_an_exported_record_is_found(world: World) -> None:
    """But in the name of the record: that is not in the chain."""
    vault = Vault(world)
    path = Path(tempfile.mkdtemp()) / "records"
    verifying.to_file(vault.records(), path)
    whole = path.read_bytes()
    missed = []
    for place in range(0, len(whole), 3):
        if whole[place:place + 1] == b"\n" or b'"subject"' in whole[max(0, place - 30):place + 12]:
            continue
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        if not found(path):
            missed.append(whole[max(0, place - 20):place + 20])
    assert not missed, missed


def test_a_line_that_is_no_record_is_named(world: World) -> None:
    path = Path(tempfile.mkdtemp()) / "records"
    for line in (b"{", b"5", b"[]", b"{}", b'{"subject":"x"}', b'{"subject":"x","history":5,"state":"","version":1}'):
        path.write_bytes(line + b"\n")
        assert found(path), line


def found(path: Path) -> bool:
    """True if something is wrong with a file, said in a sentence or as a flaw."""
    try:
        return any(verifying.checked(record) for record in verifying.from_file(path))
    except ValueError:
        return True


def test_a_head_that_is_not_the_last_entrys_is_found(world: World) -> None:
    (flaw,) = Vault(world).tamper(set={"head": "0" * 64})
    assert flaw.subject == "things/things/t"
