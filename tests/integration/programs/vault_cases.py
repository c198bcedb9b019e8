"""The vault on a real mongod, and applications in disclosure's own store: what is personal is never there in clear."""
from datetime import date
from typing import Any

import eventlet
from bson import Binary, encode
from pymongo.errors import EncryptionError

from services.disclosure import store
from services.disclosure.errors import applications as errors
from services.disclosure.ports import ApplicationQuery, Desk
from services.disclosure.use_cases import applications as desk
from shared.caller import ANONYMOUS, Caller
from shared.events import Received
from shared.law import loading
from shared.runtime.almanac import Almanac
from shared.runtime.frame import Tools
from shared.runtime.settings import Settings
from shared.runtime.store import Engine, Work, prepare
from shared.runtime.vault import INDEXES, REMEMBERED_MILLISECONDS, Vault
from tests.integration.programs.runner import World, now

SECRET = "integration-test-" * 3
OFFICER = Caller("officer", unit="433100", grants={"disclosure_officer": ("433100",)})
PERSON = {"name": "欧阳秘密示例", "identity_kind": "resident_id", "identity_number": "433101199001011234",
          "phone": "13907439876", "address": "湘西示例隐秘巷七号", "email": "secretly@example.com"}
GIVEN = {"unit": "433100", "applicant_kind": "citizen", "category": "person", "applicant": PERSON, "form": "paper",
         "description": "隐秘河道整治工程的中标文件", "document_number": ""}


def vault(world: World) -> tuple[Any, Vault]:
    """A vault of an empty database."""
    database = world.database()
    database["vault"].create_indexes(list(INDEXES))
    return database, Vault(database, SECRET)


class Place:
    """Disclosure's ports over an empty database, call by call."""

    def __init__(self, world: World) -> None:
        self.database, self.engine = world.database(), Engine()
        prepare(self.database, store.INDEXES)
        settings = Settings(secret_key=SECRET)
        self.tools = Tools(settings, None, store.equip(settings), Almanac(loading.load(["national"]), self.database))
        self.answers: list[Any] = []
        desk.note_unit(self.ports(), now=now(), event=Received("e", "t", now(), "s", 1, "c"), code="433100", name="示例州",
                       kind="", parent=None, dissolved_on=None, successors=[])

    def ports(self, operation: str = "test", key: str = "") -> Desk:
        """As one call sees them."""
        work = Work(self.database, self.engine, operation=operation, caller=OFFICER, now=now(), key=key, request=key and "r",
                    answer=self.answers.append)
        return store.ports(work, self.tools)

    def filed(self, key: str = "", **more: Any) -> Any:
        """An application that came in person."""
        given = GIVEN | {"received_on": None} | more
        return desk.enter_application(self.ports("enter_application", key), caller=OFFICER, now=now(), channel="in_person",
                                      **given)

    def dump(self) -> bytes:
        """Every document of every collection."""
        return b"".join(encode(each) for name in self.database.list_collection_names() for each in self.database[name].find())


def test_what_is_sealed_can_be_opened_by_every_process_and_looks_like_nothing(world: World) -> None:
    database, first = vault(world)
    one, two = (first.seal("a", {"name": "欧阳秘密示例", "long": "长" * 100_000}) for _ in range(2))
    assert one["name"] != two["name"] and "欧阳".encode() not in one["name"]
    assert Vault(database, SECRET).open(one) == {"name": "欧阳秘密示例", "long": "长" * 100_000}
    assert database["vault"].count_documents({}) == 1


def test_another_secret_key_opens_nothing(world: World) -> None:
    database, first = vault(world)
    sealed = first.seal("a", {"name": "欧阳"})
    try:
        Vault(database, SECRET + "x").open(sealed)
    except EncryptionError:
        return
    raise AssertionError("opened")


def test_many_at_once_get_one_key_a_case(world: World) -> None:
    database, first = vault(world)
    pool = eventlet.GreenPool(16)
    found = list(pool.imap(lambda number: first.open(first.seal(f"c{number % 3}", {"n": str(number)}))["n"], range(48)))
    assert found == [str(number) for number in range(48)] and database["vault"].count_documents({}) == 3


def test_a_destroyed_key_opens_nothing_not_even_where_it_was_known(world: World) -> None:
    database, first = vault(world)
    sealed, other = first.seal("a", {"name": "欧阳"}), first.seal("b", {"name": "司徒"})
    for _ in range(2):
        first.destroy("a")
    eventlet.sleep(REMEMBERED_MILLISECONDS / 1000 + 0.2)
    assert first.open(other) == {"name": "司徒"}
    for each in (first, Vault(database, SECRET)):
        try:
            each.open(sealed)
        except EncryptionError:
            continue
        raise AssertionError("opened")


def test_likenesses_are_keyed_and_cannot_be_mixed_up(world: World) -> None:
    database, first = vault(world)
    other = Vault(database, SECRET + "x")
    assert first.likeness("p", "a", "b") == Vault(database, SECRET).likeness("p", "a", "b")
    assert len({first.likeness("p", "a", "b"), first.likeness("p", "ab"), first.likeness("q", "a", "b"),
                other.likeness("p", "a", "b")}) == 4


def test_an_application_comes_back_as_it_was_and_is_stored_as_encrypted_binaries(world: World) -> None:
    place = Place(world)
    application = place.filed().application
    assert place.ports().applications.get(application.id) == application
    stored = place.database["applications"].find_one({"_id": application.id})
    assert all(isinstance(each, Binary) and each.subtype == 6 for each in stored["sealed"].values())
    text = place.dump()
    personal = {*PERSON.values(), GIVEN["description"]} - {"resident_id"}
    assert not [value for value in personal if value.encode() in text]
    assert application.receipt.encode() in text, "so the search would have found what is there"


def test_an_answer_with_a_code_is_kept_nowhere_and_yet_given_twice(world: World) -> None:
    place = Place(world)
    one, two = place.filed("k1"), place.filed("k1")
    assert (one.application.id, one.code) == (two.application.id, two.code) and one.code.encode() not in place.dump()
    assert not place.answers and place.database["applications"].count_documents({}) == 1


def test_the_retention_takes_everything_personal_along(world: World) -> None:
    place = Place(world)
    application = place.filed().application
    ports = place.ports()
    stored = ports.applications.get(application.id)
    rule = ports.law.rule("application.retention", date(2026, 3, 2))
    stored.withdraw("3.6.3", retention=rule, now=now(), calendar=ports.calendar)
    ports.applications.save(stored)
    later = stored.wait("retention").due_at  # type: ignore[union-attr]
    work = Work(place.database, place.engine, operation="sweep", now=later)
    desk.tend_application(store.ports(work, place.tools), now=later, id_=application.id)
    done = place.ports().applications.get(application.id)
    assert done.erased_on and not done.sealed and place.database["vault"].count_documents({}) == 0
    assert done.outcome == "3.6.3" and done.applicant_key == ""


def test_lists_are_turned_page_by_page_and_filtered(world: World) -> None:
    place = Place(world)
    made = [place.filed(received_on=date(2026, 3, 2 + number)).application for number in range(5)]
    ports, found, cursor = place.ports(), [], None
    while True:
        page, cursor = ports.applications.page(ApplicationQuery(units=["433100"], limit=2, cursor=cursor))
        found += [each.id for each in page]
        if cursor is None:
            break
    assert found == [each.id for each in made], "the earliest due first"

    def ids(**query: Any) -> list[str]:
        return [each.id for each in ports.applications.page(ApplicationQuery(**query))[0]]

    assert ids(receipt=f" {made[0].receipt.lower()}") == [made[0].id] and ids(units=["nowhere"]) == []
    assert ids(stage="examination") == found and ids(stage="archive") == [] and ids(state="registered") == found
    assert ids(received_from=date(2026, 3, 4), received_to=date(2026, 3, 5)) == found[2:4]
    assert ids(sort="-due_at", limit=1) == found[-1:] and ids(outcome="3.1") == []
    assert len(ports.applications.alike("433100", "applicant_key", made[0].applicant_key, date(2026, 3, 3))) == 4
    assert ports.applications.open_of("433100") and not ports.applications.open_of("433101")


def test_codes_and_serials_hold_in_the_store(world: World) -> None:
    place = Place(world)
    filed = place.filed()
    look = {"caller": ANONYMOUS, "now": now(), "receipt": filed.application.receipt}
    assert desk.look_up_application(place.ports(), code=filed.code, **look).applicant["name"] == "欧****例"
    try:
        desk.look_up_application(place.ports(), code="2" * 12, **look)
    except errors.WrongCode:
        pass
    else:
        raise AssertionError("let in")
    assert [place.ports().next_serial("a"), place.ports().next_serial("b"), place.ports().next_serial("a")] == [1, 1, 2]
