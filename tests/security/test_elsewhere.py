"""Whoever has every role, but for another unit, neither sees nor touches what belongs to this one (Art. 5 第五条)."""
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from shared.caller import ROLES
from shared.cli.api import Api
from shared.cli.demo.desk import Desk
from shared.plugins.manifest import Route
from tests.journeys.conftest import Suite
from tests.journeys.people import person
from tests.security import access
from tests.security.access import ELSEWHERE, NOTHING, OPEN
from tests.security.asking import Ask, answers, ask_for
from tests.security.crowd import bearer
from tests.security.things import COUNTY, UNIT, Things, make

QUERIES = {"diff": {"before": "1", "after": "2"}, "differences": {"before": "0", "after": "1"}}
BULK = "POST /v1/articles/bulk"
LACKING = {"content.edition.not_found", "content.links.unwatched"}
"""What the draft has not got: a second edition, and links that somebody follows."""
ASKED = {name: (route, access.table()[name][ELSEWHERE]) for name, route in access.endpoints().items()
         if route and not route.public}


@pytest.fixture(scope="module")
def things(suite: Suite, desk: Desk) -> Things:
    """One of each kind."""
    return make(suite, desk)


@pytest.fixture(scope="module")
def stranger(suite: Suite) -> Api:
    """Every role, in a county that has nothing to do with any of it."""
    return person(suite, *ROLES, unit=COUNTY)


def asking(things: Things, name: str, route: Route) -> Ask:
    """A request that would do something if it were let in."""
    if name == BULK:
        return ask_for(name, route, body=bulk(things))
    query = QUERIES.get(name.rpartition("/")[2])
    if "{" not in name:
        return replace(ask_for(name, route, body=dict(route.example or {})), headers={})
    ids, version = things.about(name.partition(" ")[2])
    body: Mapping[str, Any] | None = {"column": things.desk.column} if name.endswith("/move") else None
    return ask_for(name, route, ids, version=version, body=body, query=query)


def bulk(things: Things) -> dict[str, Any]:
    """One step with an article."""
    ids, version = things.about("/v1/articles/{article_id}")
    return {"action": "move", "items": [{"id": ids["article_id"], "version": version}],
            "arguments": {"column": things.desk.column}}


def test_everything_that_belongs_to_a_unit_is_kept_from_another(suite: Suite, things: Things, stranger: Api) -> None:
    kept = {name: said for name, (_, said) in ASKED.items() if said in ("403", "404")}
    told = answers(suite.gateways[0], ((asking(things, name, ASKED[name][0]), bearer(stranger)) for name in kept))
    wrong = [(name, said, answer.status, answer.code) for (name, said), answer in zip(kept.items(), told, strict=True)
             if (str(answer.status), answer.code.rpartition(".")[2]) != (said, "forbidden" if said == "403" else "not_found")]
    assert not wrong and len(kept) > 150, wrong


def test_no_list_names_what_belongs_to_another_unit(suite: Suite, things: Things, stranger: Api) -> None:
    lists = {name: route for name, (route, said) in ASKED.items() if said == NOTHING and not route.write}
    asks = [(name, asking(things, name, route)) for name, route in lists.items()]
    asks += [(f"{name}?unit", replace(ask, query={"unit": UNIT})) for name, ask in asks if "unit" in lists[name].takes().fields]
    told = answers(suite.gateways[0], ((ask, bearer(stranger)) for _, ask in asks))
    shown = [(name, thing) for (name, _), answer in zip(asks, told, strict=True) for thing in things.shown
             if thing in answer.text]
    assert not shown
    odd = [(name, answer.status, answer.code) for (name, _), answer in zip(asks, told, strict=True)
           if answer.status not in (200, 403)]
    assert not odd and len(asks) > 30, odd


def test_of_many_at_once_each_is_refused(suite: Suite, things: Things, stranger: Api) -> None:
    (item,) = stranger.post(BULK.partition(" ")[2], **bulk(things))["items"]
    assert not item["ok"] and item["fault"]["code"] == "frame.caller.forbidden"


def test_the_same_requests_of_those_whose_it_is_are_not_refused_for_the_unit(suite: Suite, things: Things) -> None:
    """Otherwise the tests above would prove nothing but that something is missing."""
    reads = {name: route for name, (route, said) in ASKED.items() if said == "403" and not route.write}
    told = answers(suite.gateways[0], ((asking(things, name, route), bearer(things.chief)) for name, route in reads.items()))
    assert not [(name, answer.status, answer.code) for name, answer in zip(reads, told, strict=True)
                if answer.status != 200 and answer.code not in LACKING]


def test_what_is_open_to_every_unit_is_so_on_purpose() -> None:
    assert {name for name, (_, said) in ASKED.items() if said == OPEN} == set(access.ON_PURPOSE)
