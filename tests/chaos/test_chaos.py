"""The short version of ``make chaos``: two seeds on a real suite; and that the checker would have noticed."""
import copy
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bson
import pytest

from shared.digests import digest as suites_digest
from shared.runtime.verifying import checked
from tests.chaos.checker.canonical import FRAME_FIELDS, chain_flaws, digest
from tests.chaos.checker.check import flaws, stored_flaws
from tests.chaos.checker.evidence import Evidence
from tests.chaos.ground import ground
from tests.chaos.run import Result, Runner
from tests.chaos.schedule import BROKER, BROKERS, CLUSTER_KINDS, DATABASE, DATABASES, KINDS, schedule

SEEDS = (4, 11)
SECONDS = 6


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Result]]:
    with ground(tmp_path_factory.mktemp("chaos"), print) as made:
        runner = Runner(made)
        quiet = runner.run(0, SECONDS, kinds=())
        if not _something_is_public(quiet):  # a busy machine: once more, with all that takes time at a start behind it
            quiet = runner.run(0, 4 * SECONDS, kinds=())
        hurt = [runner.run(seed, SECONDS) for seed in SEEDS]
        assert stored_flaws(made.stack.endpoints.mongo_url) == []
        yield [quiet, *hurt]


@pytest.fixture(scope="module")
def sound(results: list[Result]) -> Evidence:
    """What was found where nothing went wrong: enough has happened in it to be falsified."""
    evidence = results[0].evidence
    assert evidence and _something_is_public(results[0])
    return evidence


def _something_is_public(result: Result) -> bool:
    evidence = result.evidence
    return bool(evidence and evidence.seen and any(article["live"] for article in evidence.articles.values()))


def test_every_promise_is_kept(results: list[Result]) -> None:
    assert [each.flaws for each in results] == [[]] * len(results)
    assert sum(each.writes["accepted"] for each in results) > 30


def test_the_same_seed_is_the_same_schedule() -> None:
    assert schedule(7, 10) == schedule(7, 10) != schedule(8, 10)
    drawn = {fault.kind for seed in range(200) for fault in schedule(seed, 10)}
    assert drawn == set(KINDS)


def test_in_a_cluster_one_server_of_each_kind_is_hurt() -> None:
    for seed in range(100):
        faults = schedule(seed, 10, tuple(CLUSTER_KINDS), cluster=True)
        hurt = [fault.target.partition("-")[0] for fault in faults if fault.target in BROKERS + DATABASES]
        assert sorted(hurt) == [DATABASE, BROKER]
    assert {fault.target for seed in range(100) for fault in schedule(seed, 10, tuple(CLUSTER_KINDS), cluster=True)
            } >= {*BROKERS, *DATABASES}


def test_two_ways_to_a_digest_agree() -> None:
    value = {"b": [1, 2.5, None, True, "州人民政府 \u2028\"\\"], "a": {"z": b"\x00\xff", "y": "é"}}
    assert digest(value) == suites_digest(value)


def _public(evidence: Evidence) -> dict[str, Any]:
    return next(article for article in evidence.articles.values() if article["live"])


def _lose_a_write(evidence: Evidence) -> None:
    _public(evidence)["history"].pop()


def _double_a_write(evidence: Evidence) -> None:
    history = _public(evidence)["history"]
    history.append(history[-2])


def _do_what_was_refused(evidence: Evidence) -> None:
    write = next(each for each in evidence.writes.values() if each["end"] == "accepted" and each["operation"] == "edit_article"
                 or each["operation"] == "submission_of_article")
    write["end"] = "refused"


def _lose_an_event(evidence: Evidence) -> None:
    evidence.events.remove(next(event for event in evidence.events if event["type"] == "guanwang.content.article.published.v1"))


def _swap_events(evidence: Evidence) -> None:
    id_ = _public(evidence)["_id"]
    mine = [number for number, event in enumerate(evidence.events) if event["subject"] == id_]
    evidence.events[mine[0]], evidence.events[mine[-1]] = evidence.events[mine[-1]], evidence.events[mine[0]]


def _change_a_told_event(evidence: Evidence) -> None:
    again = copy.deepcopy(evidence.events[0])
    again["data"] = {}
    evidence.events.append(again)


def _keep_from_the_department(evidence: Evidence) -> None:
    del evidence.delivered[evidence.events[-1]["id"]]


def _open_a_review_twice(evidence: Evidence) -> None:
    reviews = evidence.documents["secrecy.reviews"]
    reviews["twice"] = {**next(iter(reviews.values())), "_id": "twice"}


def _clear_without_secrecy(evidence: Evidence) -> None:
    for review in evidence.documents["secrecy.reviews"].values():
        review["state"] = "open"


def _miss_the_catalogue(evidence: Evidence) -> None:
    del evidence.documents["disclosure.items"][_public(evidence)["_id"]]


def _list_twice(evidence: Evidence) -> None:
    item = evidence.documents["disclosure.items"][_public(evidence)["_id"]]
    item["history"].append({**item["history"][-1]})


def _show_what_is_not_public(evidence: Evidence) -> None:
    article = next(each for each in evidence.articles.values() if not each["live"])
    gateway = next(iter(evidence.shown))[0]
    evidence.shown[gateway, article["_id"]] = (200, "示例公告标记甲终")


def _see_too_early(evidence: Evidence) -> None:
    sight, mark = _sight_of_this_run(evidence)
    evidence.seen.append({**sight, "marks": [mark], "ended": sight["ended"] - 3600})


def _see_too_late(evidence: Evidence) -> None:
    withdrawal = next(each for each in evidence.writes.values() if each["operation"] == "withdrawal_of_article")
    before = [each for each in evidence.writes.values() if each.get("article") == withdrawal["article"] and each.get("mark")
              and each["at"] < withdrawal["at"] and each["end"] == "accepted"]
    draft = max(before, key=lambda each: each["at"])
    evidence.seen.append({"gateway": "g", "path": "/", "marks": [draft["mark"]], "began": withdrawal["answered_at"] + 31,
                          "ended": withdrawal["answered_at"] + 32})


def _put_another_text_under_the_clearance(evidence: Evidence) -> None:
    _public(evidence)["editions"][-1]["item"]["body"] += "<p>补充。</p>"


def _sight_of_this_run(evidence: Evidence) -> tuple[dict[str, Any], str]:
    own = {each["mark"] for each in evidence.writes.values() if each.get("mark")}
    return next((sight, mark) for sight in evidence.seen for mark in sight["marks"] if mark in own)


@pytest.mark.parametrize("falsify", [
    _lose_a_write, _double_a_write, _do_what_was_refused, _lose_an_event, _swap_events, _change_a_told_event,
    _keep_from_the_department, _open_a_review_twice, _clear_without_secrecy, _miss_the_catalogue, _list_twice,
    _show_what_is_not_public, _see_too_early, _see_too_late, _put_another_text_under_the_clearance])
def test_the_checker_notices(sound: Evidence, falsify: Callable[[Evidence], None]) -> None:
    assert flaws(sound) == []
    changed = copy.deepcopy(sound)
    falsify(changed)
    assert flaws(changed)


def test_one_flipped_byte_anywhere_is_found_and_named(sound: Evidence) -> None:
    chance, tried = random.Random(5), 0
    options = bson.CodecOptions(tz_aware=True)
    for where, documents in sound.documents.items():
        for id_, document in documents.items():
            if "history" not in document:
                continue
            raw = bytearray(bson.encode({name: each for name, each in document.items() if name not in ("outbox", "answers")}))
            raw[chance.randrange(4, len(raw))] ^= 1 << chance.randrange(8)
            try:
                flipped = bson.decode(bytes(raw), options)
            except Exception:
                continue  # the database itself cannot read it any more
            if flipped == {name: each for name, each in document.items() if name not in ("outbox", "answers")}:
                continue
            tried += 1
            assert chain_flaws(f"{where}/{id_}", flipped), flipped
            state = {name: each for name, each in flipped.items() if name not in FRAME_FIELDS}
            found = checked({"subject": f"{where}/{id_}", "version": flipped.get("version"), "state": suites_digest(state),
                             "history": flipped.get("history"), "head": flipped.get("head")})
            assert found and all(flaw.subject == f"{where}/{id_}" for flaw in found)
    assert tried > 20


def test_a_report_can_be_read_without_the_tool(results: list[Result], tmp_path: Path) -> None:
    from tests.chaos.figures import figures, line

    found = figures(results)
    assert found["runs"] == found["sound"] == len(results)
    assert found["accepted"] == sum(each.writes["accepted"] for each in results)
    assert all("sound" in line(each) for each in results)
