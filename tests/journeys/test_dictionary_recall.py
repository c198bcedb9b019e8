"""A changed dictionary takes what is live from the public within a moment; lifted, it is back as it was (Art. 12)."""
import json
import os
import re
import secrets
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, open_desk
from shared.cli.demo.desk import wait_until as wait_long
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.live_articles import live
from tests.support import wait_until

LETTERS = "云杉银杏梧桐松柏枫樟楠榆槐柳"


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """The people of an office."""
    return open_desk(administrator(suite), suite.gateways[0])


@pytest.fixture(scope="module")
def keeper(suite: Suite) -> Api:
    """Who keeps dictionaries."""
    return person(suite, "dictionary_keeper")


@pytest.fixture
def code(keeper: Api) -> str:
    """An empty dictionary of its own for each test."""
    made: str = keeper.post("/v1/dictionaries", code=f"d{secrets.token_hex(4)}", unit="433100", name="工程代号词库")["id"]
    return made


def word() -> str:
    """A term that stands nowhere else."""
    return "".join(secrets.choice(LETTERS) for _ in range(8)) + "工程"


def change(keeper: Api, code: str, **fields: Any) -> dict[str, Any]:
    """One change of the present edition."""
    version = keeper.get(f"/v1/dictionaries/{code}")["version"]
    made: dict[str, Any] = keeper.post(f"/v1/dictionaries/{code}/changes", version=version, **fields)
    return made


def term(text: str, **fields: Any) -> dict[str, Any]:
    """A line of a change."""
    return {"text": text, "reason": "虚构的工程代号", **fields}


def published(desk: Desk, body: str) -> dict[str, Any]:
    """An article that went through every step to the public."""
    article = desk.editor.post("/v1/articles", column=desk.column, title=f"示例 {secrets.token_hex(3)}", body=f"<p>{body}</p>")
    path = f"/v1/articles/{article['id']}"
    for who, step in ((desk.editor, "submission"), (desk.approver, "approval")):
        who.post(f"{path}/{step}", version=who.get(path)["version"])
    opened = wait_until(lambda: desk.officer.get("/v1/reviews", subject=article["id"], state="open")["items"],
                        what="the review opens")[0]
    found = desk.officer.get(f"/v1/reviews/{opened['id']}")
    dismissals = [{"finding": each["id"], "reason": "示例文本"} for each in found["findings"] if each["blocks"]]
    desk.officer.post(f"/v1/reviews/{opened['id']}/clearance", version=opened["version"], dismissals=dismissals)
    wait_until(lambda: desk.publisher.get(path)["status"] == "cleared", what="it is cleared")
    desk.publisher.post(f"{path}/publication", version=desk.publisher.get(path)["version"])
    return dict(desk.publisher.get(path))


def status(suite: Suite, article: dict[str, Any], gateway: int = 0) -> int:
    """What a reader gets."""
    return Api(suite.gateways[gateway]).response(f"/v1/public/articles/{article['id']}").status_code


def gateways(suite: Suite) -> set[int]:
    """The first and the last."""
    return {0, len(suite.gateways) - 1}


def settled(desk: Desk, keeper: Api, dictionary: dict[str, Any]) -> dict[str, Any]:
    """The run under an edition, once it is over."""
    edition = f"{dictionary['id']}@{dictionary['edition']}"

    def over() -> dict[str, Any] | None:
        runs = keeper.get("/v1/reexaminations", limit=100)["items"]
        return next((run for run in runs if edition in run["dictionary"].split("+") and run["state"] == "done"), None)

    found: dict[str, Any] = wait_long("the run ends", over, 60)
    return found


def recall_of(desk: Desk, article: dict[str, Any]) -> dict[str, Any]:
    """The recall of an article, with its findings."""
    (found,) = desk.officer.get("/v1/recalls", subject=article["id"], state="open")["items"]
    detail: dict[str, Any] = desk.officer.get(f"/v1/recalls/{found['id']}")
    return detail


def refused(code: str, attempt: Callable[..., Any], *arguments: Any, **fields: Any) -> dict[str, Any]:
    """The problem that it is refused with."""
    with pytest.raises(Refusal) as caught:
        attempt(*arguments, **fields)
    assert caught.value.code == code, caught.value.problem
    return caught.value.problem


def test_a_new_term_hides_what_is_live_at_both_gateways_and_lifted_it_is_as_it_was(suite: Suite, desk: Desk, keeper: Api,
                                                                                     code: str) -> None:
    text, phrase = word(), word()
    article, other = published(desk, f"关于{text}的通知，{phrase}展览馆"), published(desk, "别的通知")
    for gateway in gateways(suite):
        wait_until(lambda at=gateway: status(suite, article, at) == 200, what="everybody reads it")
    before = Api(suite.gateways[0]).get(f"/v1/public/articles/{article['id']}")
    column = Api(suite.gateways[0]).get("/v1/public/columns", site="xxz")

    changed = change(keeper, code, add=[term(text), term(phrase, severity="medium")])
    answered = time.monotonic()
    for gateway in gateways(suite):
        wait_until(lambda at=gateway: status(suite, article, at) == 404, what="nobody reads it", interval=0.005)
    print(f"\nfrom the dictionary's change to unreadable at both gateways: {(time.monotonic() - answered) * 1000:.0f} ms")
    problem = Api(suite.gateways[0]).response(f"/v1/public/articles/{article['id']}").json()
    assert "正在按保密审查要求复核" in problem["title"] and text not in json.dumps(problem, ensure_ascii=False)
    assert status(suite, other) == 200 and desk.publisher.get(f"/v1/articles/{article['id']}")["status"] == "recalled"
    run = settled(desk, keeper, changed)
    rows = keeper.get(f"/v1/reexaminations/{run['id']}/outcomes", limit=100)["items"]
    assert [row["outcome"] for row in rows if row["subject"] == article["id"]] == ["recalled"]

    recall = recall_of(desk, article)
    assert text in json.dumps(desk.officer.get(f"/v1/recalls/{recall['id']}/text"), ensure_ascii=False)
    blocking = [each["id"] for each in recall["findings"] if each["blocks"]]
    path = f"/v1/recalls/{recall['id']}"
    refused("secrecy.recall.not_found", desk.officer.get, "/v1/recalls/none")
    refused("secrecy.finding.unknown", desk.officer.post, f"{path}/lifting", version=recall["version"],
            dismissals=[{"finding": "none", "reason": "误报"}])
    refused("secrecy.review.findings_open", desk.officer.post, f"{path}/lifting", version=recall["version"])
    refused("secrecy.reason.quotes_finding", desk.officer.post, f"{path}/upholding", version=recall["version"],
            reason=f"含有{text}")
    refused("frame.caller.forbidden", desk.editor.post, f"{path}/upholding", version=recall["version"], reason="不宜")
    desk.officer.post(f"{path}/lifting", version=recall["version"], opinion="可以公开",
                      dismissals=[{"finding": each, "reason": "为公开的展览名称"} for each in blocking])
    for gateway in gateways(suite):
        wait_until(lambda at=gateway: status(suite, article, at) == 200, what="everybody reads it again")
    assert Api(suite.gateways[0]).get(f"/v1/public/articles/{article['id']}") == before
    assert Api(suite.gateways[0]).get("/v1/public/columns", site="xxz") == column, "the column's clock did not move"
    history = [each["action"] for each in desk.editor.get(f"/v1/articles/{article['id']}/history")["items"]]
    assert history[-3:] == ["published", "hidden", "restored"]
    assert settled(desk, keeper, change(keeper, code, add=[term(word())]))["counts"].get("recalled", 0) == 0, "once dismissed"


def test_upheld_it_stays_away_and_a_new_edition_goes_public(suite: Suite, desk: Desk, keeper: Api, code: str) -> None:
    text = word()
    article = published(desk, f"关于{text}的通知")
    change(keeper, code, add=[term(text)])
    wait_until(lambda: status(suite, article) == 404, what="nobody reads it")
    recall = recall_of(desk, article)
    desk.officer.post(f"/v1/recalls/{recall['id']}/upholding", version=recall["version"], reason="含有不得公开的工程代号")
    path = f"/v1/articles/{article['id']}"
    wait_until(lambda: desk.editor.get(path)["status"] == "withdrawn", what="it stays withdrawn")
    revised = desk.editor.post(f"{path}/revision", version=desk.editor.get(path)["version"])
    desk.editor.patch(path, version=revised["version"], body="<p>改正后的通知</p>")
    for who, step in ((desk.editor, "submission"), (desk.approver, "approval")):
        who.post(f"{path}/{step}", version=who.get(path)["version"])
    opened = wait_until(lambda: desk.officer.get("/v1/reviews", subject=article["id"], state="open")["items"], what="review")[0]
    desk.officer.post(f"/v1/reviews/{opened['id']}/clearance", version=opened["version"])
    wait_until(lambda: desk.publisher.get(path)["status"] == "cleared", what="it is cleared")
    desk.publisher.post(f"{path}/publication", version=desk.publisher.get(path)["version"])
    wait_until(lambda: status(suite, article) == 200, what="the new edition is public")


def test_a_ruling_is_hidden_and_comes_back(suite: Suite, desk: Desk, keeper: Api, code: str) -> None:
    rules, text = person(suite, "rule_keeper", scope="*"), word()
    ruling = rules.post("/v1/rulings", article=8, office="示例州人民政府办公室", text=f"{text}自生效之日起算。")
    opened = wait_until(lambda: desk.officer.get("/v1/reviews", subject=ruling["id"], state="open")["items"], what="review")[0]
    desk.officer.post(f"/v1/reviews/{opened['id']}/clearance", version=opened["version"])

    def now() -> dict[str, Any]:
        found = rules.get("/v1/rulings", article=8)["items"]
        return next(each for each in found if each["id"] == ruling["id"])

    def shown() -> bool:
        return text in json.dumps(Api(suite.gateways[-1]).get("/v1/public/regulation")["articles"][7], ensure_ascii=False)

    wait_until(lambda: now()["state"] == "cleared", what="it is cleared")
    rules.post(f"/v1/rulings/{ruling['id']}/publication", version=now()["version"])
    wait_until(shown, what="everybody reads it")
    change(keeper, code, add=[term(text)])
    wait_until(lambda: not shown(), what="nobody reads it")
    recall = recall_of(desk, ruling)
    desk.officer.post(f"/v1/recalls/{recall['id']}/lifting", version=recall["version"], dismissals=[
        {"finding": each["id"], "reason": "为公开的名称"} for each in recall["findings"] if each["blocks"]])
    wait_until(shown, what="everybody reads it again")


def test_a_dictionary_that_changes_during_a_review_sends_it_back_and_bad_changes_say_why(suite: Suite, desk: Desk, keeper: Api,
                                                                                         code: str) -> None:
    text = word()
    article = desk.editor.post("/v1/articles", column=desk.column, title="示例", body=f"<p>{text}</p>")
    path = f"/v1/articles/{article['id']}"
    for who, step in ((desk.editor, "submission"), (desk.approver, "approval")):
        who.post(f"{path}/{step}", version=who.get(path)["version"])
    review = wait_until(lambda: desk.officer.get("/v1/reviews", subject=article["id"], state="open")["items"], what="review")[0]
    changed = change(keeper, code, add=[term(text)])
    one = f"/v1/reviews/{review['id']}"
    refused("secrecy.scan.stale", desk.officer.post, f"{one}/clearance", version=review["version"])
    scanned = desk.officer.post(f"{one}/scan", version=review["version"])
    refused("secrecy.review.findings_open", desk.officer.post, f"{one}/clearance", version=scanned["version"])

    at = f"/v1/dictionaries/{code}"
    for bad in (term("密"), term(text), term(f"{text}二", reason=f"即{text}二"), term("(", kind="pattern"),
                term(text, kind="phrase"), term("a*", kind="pattern")):
        problem = refused("secrecy.entry.refused", keeper.post, f"{at}/changes", version=changed["version"], add=[bad])
        assert list(problem["errors"]) == ["add.0"] and text not in json.dumps(problem, ensure_ascii=False)
    refused("frame.version.stale", keeper.post, f"{at}/changes", version=1, add=[term(word())])
    refused("secrecy.change.empty", keeper.post, f"{at}/changes", version=changed["version"])
    refused("secrecy.change.page_missing", keeper.post, f"{at}/changes", version=changed["version"], change="x", pages=2)
    refused("frame.caller.forbidden", desk.officer.get, f"{at}/entries")
    key = secrets.token_hex(8)
    first = keeper.post(f"{at}/changes", version=changed["version"], key=key, add=[term("梧桐一号")])
    assert keeper.post(f"{at}/changes", version=changed["version"], key=key, add=[term("梧桐一号")]) == first
    assert keeper.get(f"{at}/entries", text="梧桐")["items"][0]["edition"] == 2
    assert [each["what"] for each in keeper.get(f"{at}/differences", before=1, after=2)["items"]] == ["added"]
    assert len(keeper.file(f"{at}/export", format="jsonl").splitlines()) == 2
    assert [each["action"] for each in keeper.get(f"{at}/history")["items"]] == ["created", "changed", "changed"]


def test_a_bulk_comes_in_pages(keeper: Api, code: str) -> None:
    at = f"/v1/dictionaries/{code}"
    for page in (1, 2):
        lines = [json.dumps(term(f"松柏{page}区{number}号工程"), ensure_ascii=False) for number in range(500)]
        keeper.post(f"{at}/pages", change="bulk", page=page, format="jsonl", content="\n".join(lines))
    assert keeper.get(f"{at}/entries")["items"] == []
    assert change(keeper, code, change="bulk", pages=2)["size"] == 1000


def test_killing_secrecy_in_the_middle_of_a_re_examination_misses_nothing(suite: Suite, keeper: Api, code: str) -> None:
    text, prefix, count = word(), f"k{secrets.token_hex(4)}", 1500
    wanted = {f"{prefix}-{number:06d}" for number in range(0, count, 50)}
    bodies = (f"<p>{text if number % 50 == 0 else '正文'}</p>" + "<p>各县市人民政府、州直各单位：现予印发。</p>" * 40
              for number in range(count))
    client = MongoClient(json.loads((suite.folder / "stack.json").read_text())["mongo_url"])
    articles, shown = zip(*live(bodies, prefix=prefix), strict=True)
    client["guanwang_content"]["articles"].insert_many(articles)
    client["guanwang_secrecy"]["shown"].insert_many(shown)
    runs = client["guanwang_secrecy"]["reexaminations"]
    changed = change(keeper, code, add=[term(text)])
    mine = {"dictionary": {"$regex": f"{changed['id']}@1"}}

    def under_way() -> bool:
        run = runs.find_one(mine, {"done": 1, "state": 1})
        assert run is None or run["state"] == "running", "the run was over before anybody was killed"
        return bool(run and run["done"] >= 100)

    wait_until(under_way, timeout=60, interval=0.002, what="the run is in its middle")
    victim = suite.pid("secrecy")
    os.kill(victim, signal.SIGKILL)
    wait_long("the run ends", lambda: (runs.find_one(mine, {"state": 1}) or {}).get("state") == "done", 120)
    assert suite.pid("secrecy") != victim
    done = runs.find_one(mine)
    recalls = list(client["guanwang_secrecy"]["recalls"].find({"reexamination": done["_id"]}))
    assert sorted(each["subject"] for each in recalls) == sorted(wanted), "each one once"
    assert done["done"] >= count - len(wanted) and done["counts"]["recalled"] >= len(wanted)
    wait_long("each of them is hidden", lambda: client["guanwang_content"]["articles"].count_documents(
        {"_id": {"$in": sorted(wanted)}, "status": "recalled"}) == len(wanted), 60)
    client["guanwang_secrecy"]["shown"].delete_many({"subject": {"$regex": f"^{prefix}"}})
    client["guanwang_content"]["articles"].delete_many({"_id": {"$regex": f"^{prefix}"}})
    client.close()


def test_the_walk_in_the_docs_runs_as_it_stands(suite: Suite) -> None:
    page = Path(__file__).parents[2] / "docs/dictionaries.md"
    (script,) = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    script = script.replace("http://127.0.0.1:8080", suite.gateways[0]).replace("@.guanwang/", f"@{suite.folder}/")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    assert said[:5] == ["1", str({"word.on": 1, "word.trial": 1, "pattern.on": 1, "phrase": 1}), "2", "2", "3"], said
    assert "('removed', '示例戊号工程')" in said[5] and len(said) == 6 + 7
