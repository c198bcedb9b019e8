"""Public answers that are no JSON: kept, told apart and dropped as those that are."""
from typing import Any

from gateway.cache import AnswerCache
from tests.unit.gateway.test_app import Town, cache, client, problem, town  # noqa: F401

PLAN = {"answer": {"json": "<?xml version='1.0' encoding='UTF-8'?>\n<房/>", "tags": ["house:h1"],
                   "media_type": "application/xml"}}
PATH = "/v1/public/plans/h1.xml"


def test_an_answer_has_the_media_type_that_the_service_gave_it_kept_or_not(client: Any, town: Town) -> None:  # noqa: F811
    town.outcome = PLAN
    for _ in range(2):
        result = client.simulate_get(PATH)
        assert (result.headers["content-type"], result.text) == ("application/xml", PLAN["answer"]["json"])
    assert town.calls[0]["args"] == {"id": "h1"}
    again = client.simulate_get(PATH, headers={"If-None-Match": result.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_event_drops_it(client: Any, town: Town, cache: AnswerCache) -> None:  # noqa: F811
    town.outcome = PLAN
    client.simulate_get(PATH)
    assert cache.fresh(PATH.encode()) is not None and cache.drop(["house:h1"]) == 1
    assert cache.fresh(PATH.encode()) is None


def test_what_the_route_did_not_announce_is_a_defect(client: Any, town: Town, cache: AnswerCache) -> None:  # noqa: F811
    town.outcome = {"answer": PLAN["answer"] | {"media_type": "text/html"}}
    problem(client.simulate_get(PATH), 503)
    town.outcome = {"answer": {"json": "{}", "tags": []}}
    problem(client.simulate_get(PATH), 503)
    assert cache.fresh(PATH.encode()) is None
