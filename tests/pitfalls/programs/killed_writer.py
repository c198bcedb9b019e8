"""Changes a document and is killed in the middle of it: ``python -m …killed_writer stock|ours URL DATABASE``."""
import sys

import eventlet

eventlet.monkey_patch()

import pymongo

from tests.pitfalls.programs import moods


def stock(url: str, name: str) -> None:
    """As it is usually done where two documents change, or a document and an outbox: in a transaction."""
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(url)
    with client.start_session() as session:
        session.start_transaction()
        client[name]["things"].update_one({"_id": "a"}, {"$set": {"count": 2}}, session=session)
        client[name]["outbox"].insert_one({"about": "a"}, session=session)
        moods.die()


def ours(url: str, name: str) -> None:
    """By the store, which makes one update of it, in the moment when that is on its way."""
    from shared.runtime.database import connect
    from shared.runtime.settings import Settings
    from tests.integration.programs.things import Place

    client = connect(Settings(mongo_url=url), pool=4)
    things = Place(client[name]).things()
    eventlet.spawn(things.save, things.get("a").step())
    while not client[name]["things"].find_one({"_id": "a", "count": 2}, {"_id": 1}):
        eventlet.sleep(0)
    moods.die()


if __name__ == "__main__":
    {"stock": stock, "ours": ours}[sys.argv[1]](*sys.argv[2:])
