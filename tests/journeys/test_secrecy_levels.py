"""Three levels of people, questions to others, and quarantine, through HTTP with real accounts (Art. 12 第十二条)."""
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, open_desk
from shared.clock import legal_day, now
from tests.journeys.conftest import Suite, running
from tests.journeys.files import bring, brought
from tests.journeys.people import administrator, person
from tests.journeys.traces import places_with
from tests.support import wait_until

PACK = """
pack: three-levels
title: 三级保密审查（示例）
level: local
version: "1.0"
bases: [示例州保密审查制度（虚构）]
in_force: {from: 2020-01-01}
values:
  secrecy.review_levels:
    label: 保密审查经过的层级
    article: Art. 12 第十二条
    source: 虚构
    mark: M
    dated:
      - from: 2020-01-01
        value:
          - {levels: [initial, second, final]}
          - {urgency: emergency, levels: [final]}
"""
OTHER = "433101"
MARKED = "机密★10年"


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite of its own: three levels, and marks of state secrets are quarantined at once."""
    folder = tmp_path_factory.mktemp("levels")
    (folder / "packs").mkdir()
    (folder / "packs" / "three-levels.yaml").write_text(PACK)
    environment = dict(os.environ) | {"GUANWANG_LAW_PACKS": "national,xiangxi-2018,three-levels",
                                      "GUANWANG_LAW_FOLDER": str(folder / "packs"), "GUANWANG_QUARANTINE": "automatic"}
    with running(folder, environment, "--gateways", "1") as suite:
        yield suite


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """Editors and a column."""
    return open_desk(administrator(suite), suite.gateways[0])


@pytest.fixture(scope="module")
def clerk(suite: Suite) -> Api:
    """初审."""
    return person(suite, "secrecy_clerk")


@pytest.fixture(scope="module")
def officer(suite: Suite) -> Api:
    """复审."""
    return person(suite, "secrecy_officer")


@pytest.fixture(scope="module")
def head(suite: Suite) -> Api:
    """终审."""
    return person(suite, "secrecy_head")


def handed_in(desk: Desk, title: str = "", body: str = "<p>正文。</p>", urgency: str = "normal", **more: Any) -> dict[str, Any]:
    """An article that waits for its secrecy review."""
    title = title or f"通知{secrets.token_hex(4)}"
    article = desk.editor.post("/v1/articles", column=desk.column, title=title, body=body, **more)
    return approved(desk, article, urgency)


def approved(desk: Desk, article: dict[str, Any], urgency: str = "normal") -> dict[str, Any]:
    """Submitted and approved."""
    article = desk.editor.post(f"/v1/articles/{article['id']}/submission", version=article["version"])
    return dict(desk.approver.post(f"/v1/articles/{article['id']}/approval", version=article["version"], urgency=urgency))


def review_of(who: Api, subject: dict[str, Any], digest: str) -> dict[str, Any]:
    """Its review, with findings and clocks."""
    found = wait_until(lambda: who.get("/v1/reviews", subject=subject["id"], digest=digest)["items"], what="the review opens")
    return dict(who.get(f"/v1/reviews/{found[0]['id']}"))


def opened(who: Api, article: dict[str, Any]) -> dict[str, Any]:
    """The review of an article's newest text."""
    return review_of(who, article, article["current"]["digest"])


def step(who: Api, review: dict[str, Any], path: str, **body: Any) -> dict[str, Any]:
    """Take a step; the clocks may have moved the version since it was read."""
    present = who.get(f"/v1/reviews/{review['id']}")
    return dict(who.post(f"/v1/reviews/{review['id']}/{path}", version=present["version"], **body))


def refused(who: Api, review: dict[str, Any], path: str, **body: Any) -> str:
    """The code with which a step is refused."""
    with pytest.raises(Refusal) as caught:
        step(who, review, path, **body)
    return caught.value.code


def unread(who: Api, review: dict[str, Any]) -> int:
    """The status with which somebody is refused the text."""
    with pytest.raises(Refusal) as caught:
        who.get(f"/v1/reviews/{review['id']}/text")
    return caught.value.status


def inbox(who: Api) -> list[str]:
    """What waits for somebody."""
    return [each["id"] for each in who.get("/v1/reviews", mine="true", limit=100)["items"]]


def through(clerk: Api, officer: Api, head: Api, review: dict[str, Any]) -> dict[str, Any]:
    """All three levels agree."""
    step(clerk, review, "opinion", opinion="初审同意。")
    step(officer, review, "opinion", opinion="复审同意。")
    return step(head, review, "clearance", opinion="同意公开。")


def standing(desk: Desk, article: dict[str, Any], status: str) -> dict[str, Any]:
    """The article, once it has this status."""
    return dict(wait_until(lambda: (found := desk.editor.get(f"/v1/articles/{article['id']}"))["status"] == status and found,
                           what=f"the article is {status}"))


def live(desk: Desk, clerk: Api, officer: Api, head: Api, article: dict[str, Any]) -> dict[str, Any]:
    """Cleared and published."""
    through(clerk, officer, head, opened(officer, article))
    cleared = standing(desk, article, "cleared")
    return dict(desk.publisher.post(f"/v1/articles/{article['id']}/publication", version=cleared["version"]))


def test_each_level_has_its_person_and_the_clearance_names_all_opinions(suite: Suite, desk: Desk, clerk: Api, officer: Api,
                                                                        head: Api) -> None:
    both = person(suite, "secrecy_clerk", "secrecy_officer")
    article = handed_in(desk)
    review = opened(officer, article)
    assert (review["levels"], review["level"]) == (["initial", "second", "final"], "initial")
    assert review["id"] in inbox(clerk) and review["id"] not in inbox(officer) + inbox(head)
    assert refused(officer, review, "opinion", opinion="同意。") == "frame.caller.forbidden"
    step(both, review, "claim")
    assert refused(clerk, review, "opinion", opinion="同意。") == "secrecy.review.claimed"
    step(both, review, "opinion", opinion="初审同意。")
    assert review["id"] in inbox(officer) and review["id"] not in inbox(both)
    assert refused(both, review, "opinion", opinion="复审同意。") == "secrecy.level.same_person"
    assert refused(officer, review, "clearance") == "secrecy.level.not_last"
    step(officer, review, "opinion", opinion="复审同意。")
    assert refused(head, review, "opinion", opinion="同意。") == "secrecy.level.last"
    assert [each["id"] for each in head.get("/v1/reviews", level="final", subject=article["id"])["items"]] == [review["id"]]
    clearance = step(head, review, "clearance", opinion="同意公开。")["clearance"]
    assert [(each["level"], each["text"]) for each in clearance["opinions"]] == [
        ("initial", "初审同意。"), ("second", "复审同意。"), ("final", "同意公开。")]
    assert standing(desk, article, "cleared")["current"]["clearance"]["id"] == clearance["id"]
    account = officer.get(f"/v1/reviews/{review['id']}/account")["items"]
    assert [(each["rule"], each["outcome"]) for each in account] == [
        (f"secrecy.review.{level}", "met") for level in ("initial", "second", "final")]
    assert all(each["sentences"] and each["days"] for each in account)


def test_an_emergency_goes_to_one_level_that_has_hours(desk: Desk, officer: Api, head: Api) -> None:
    article = handed_in(desk, urgency="emergency")
    review = opened(head, article)
    assert review["levels"] == ["final"] and inbox(head)[0] == review["id"], "emergencies come first"
    assert refused(officer, review, "clearance") == "frame.caller.forbidden"
    (hours,) = head.get(f"/v1/reviews/{review['id']}/account")["items"]
    due = datetime.fromisoformat(hours["due_at"]).astimezone(UTC)
    assert hours["rule"] == "emergency.secrecy_review" and (due - now()).total_seconds() < 3600
    step(head, review, "clearance")
    standing(desk, article, "cleared")


def test_what_nobody_can_tell_is_answered_by_the_authority_while_the_clock_stands_still(
        suite: Suite, desk: Desk, clerk: Api, officer: Api) -> None:
    authority = person(suite, "secrecy_authority")
    article = handed_in(desk)
    review = opened(clerk, article)
    step(clerk, review, "referral", question="能否公开？", reason="不能确定。")
    assert wait_until(lambda: desk.editor.get(f"/v1/articles/{article['id']}")["unclear"], what="the editor sees 送审")
    assert review["id"] in inbox(authority)
    listed = authority.get("/v1/referrals", limit=100)["items"]
    assert [each["referrals"][0]["question"] for each in listed if each["id"] == review["id"]] == ["能否公开？"]
    assert authority.get(f"/v1/reviews/{review['id']}/text")["parts"]
    level, asked = clerk.get(f"/v1/reviews/{review['id']}")["duties"]
    assert (asked["kind"], asked["clock"]["term"]["words"]) == ("secrecy.review.authority", "7个工作日")
    (pause,) = level["clock"]["pauses"]
    assert (pause["until"], pause["ended_on"]) == (asked["due_on"], None) and level["due_on"] > asked["due_on"]
    assert refused(clerk, review, "opinion", opinion="同意。") == "secrecy.review.illegal_transition"
    answered = step(authority, review, "authority-answer", answer="clear", grounds="不属于国家秘密事项。")
    assert (answered["state"], answered["level"]) == ("open", "initial")
    wait_until(lambda: not desk.editor.get(f"/v1/articles/{article['id']}")["unclear"], what="送审 is over")
    (pause,) = clerk.get(f"/v1/reviews/{review['id']}")["duties"][0]["clock"]["pauses"]
    assert pause["ended_on"] == legal_day(now()).isoformat()
    assert unread(authority, review) == 403, "who has answered reads no longer"
    assert review["id"] in [each["id"] for each in authority.get("/v1/referrals", open="false", limit=100)["items"]]
    step(clerk, review, "return", reason="请补充依据后重新送审。")
    standing(desk, article, "draft")


def test_another_bodys_information_needs_its_consent(suite: Suite, desk: Desk, clerk: Api, officer: Api, head: Api) -> None:
    theirs, stranger = person(suite, "secrecy_officer", unit=OTHER), person(suite, "secrecy_officer", unit="433122")
    article = handed_in(desk)
    review = opened(clerk, article)
    step(clerk, review, "opinion", opinion="初审同意。")
    assert refused(officer, review, "consents", units=["no-such-unit"], question="能否公开？") == "secrecy.unit.unknown"
    assert refused(officer, review, "consents", units=["433100"], question="能否公开？") == "secrecy.consent.unfit"
    step(officer, review, "consents", units=[OTHER], question="所列数据由贵单位制作，能否公开？")
    step(officer, review, "opinion", opinion="待其同意后可以公开。")
    assert refused(head, review, "clearance") == "secrecy.consent.open"
    assert review["id"] in inbox(theirs) and review["id"] not in inbox(stranger)
    assert theirs.get(f"/v1/reviews/{review['id']}/text")["title"] == article["current"]["title"]
    answer = f"consents/{theirs.get('/v1/consents')['items'][0]['consents'][0]['id']}/answer"
    with pytest.raises(Refusal) as caught:
        stranger.post(f"/v1/reviews/{review['id']}/{answer}", version=1, answer="granted")
    assert caught.value.status == 403
    assert refused(theirs, review, answer, answer="refused") == "secrecy.reason.missing"
    step(theirs, review, answer, answer="refused", reason="数据尚未核定。")
    assert refused(head, review, "clearance") == "secrecy.consent.refused"
    step(head, review, "consents", units=[OTHER], question="已核定，能否公开？")
    step(theirs, review, "consents/c2/answer", answer="granted")
    assert review["id"] not in inbox(theirs)
    step(head, review, "clearance")
    assert standing(desk, article, "cleared")


def test_a_false_positive_is_dismissed_alone_or_by_kind_and_may_be_taken_back(desk: Desk, clerk: Api) -> None:
    body = "<p>项目编号 433101199001011234，433123198506150022，433127200002290043。</p>"
    review = opened(clerk, handed_in(desk, body=body))
    first, *_ = review["findings"]
    step(clerk, review, f"findings/{first['id']}/dismissal", reason="为公开的项目编号。")
    assert refused(clerk, review, "opinion", opinion="同意。") == "secrecy.review.findings_open"
    assert refused(clerk, review, "dismissals", kind="id_card", reason="433101199001011234 是编号") == (
        "secrecy.reason.quotes_finding")
    step(clerk, review, "dismissals", kind="id_card", reason="均为公开的项目编号。")
    step(clerk, review, f"findings/{first['id']}/restoration")
    assert refused(clerk, review, "opinion", opinion="同意。") == "secrecy.review.findings_open"
    step(clerk, review, f"findings/{first['id']}/dismissal", reason="为公开的项目编号。")
    step(clerk, review, "scan")
    assert step(clerk, review, "opinion", opinion="同意。")["level"] == "second"


def test_a_mark_of_a_state_secret_is_quarantined_at_once_and_nothing_of_the_text_is_left(
        suite: Suite, desk: Desk, officer: Api) -> None:
    mark, file = f"靶场坐标{secrets.token_hex(6)}", secrets.token_hex(32)
    written = {"column": desk.column, "title": f"关于{mark}的通知", "body": f"<p>{MARKED}</p><p>{mark}</p>",
               "attachments": [{"file": file, "name": f"{mark}.xlsx"}]}
    draft = desk.editor.post("/v1/articles", key=mark[4:], **written)
    assert len(places_with(suite, mark)) == 1
    article = approved(desk, draft)
    gone = standing(desk, article, "quarantined")
    assert gone["current"]["item"] is None and gone["current"]["digest"] == article["current"]["digest"]
    assert gone["current"]["quarantine"]["circumstances"] == ["automatic", "classification_mark"]
    wait_until(lambda: not places_with(suite, mark), what="nothing of it is left")
    with pytest.raises(Refusal) as caught:
        desk.editor.post("/v1/articles", key=mark[4:], **written)
    assert caught.value.code == "frame.key.answer_forgotten", "what was answered to it is gone, too"
    review = officer.get("/v1/quarantine", reported="false")["items"][0]
    assert review["subject"] == article["id"] and review["quarantine"]["automatic"] and review["id"] in inbox(officer)
    entry = wait_until(lambda: (found := officer.get(f"/v1/quarantine/{review['id']}"))["quarantine"]["removed_at"] and found,
                       what="content says that it is gone")
    assert any(place.startswith("body 第 1 行") for place in entry["quarantine"]["places"])
    assert unread(officer, review) == 409
    with pytest.raises(Refusal) as caught:
        desk.editor.post(f"/v1/articles/{article['id']}/revision", version=gone["version"])
    assert caught.value.code == "content.edition.quarantined"
    report = {"number": "州保报〔2026〕3号", "reported_on": legal_day(now()).isoformat(), "reported_to": "示例州国家保密局"}
    done = officer.post(f"/v1/quarantine/{review['id']}/report", version=entry["version"], **report)
    assert done["quarantine"]["report"]["number"] == report["number"] and review["id"] not in inbox(officer)
    actions = [each["action"] for each in officer.get(f"/v1/quarantine/{review['id']}/history")["items"]]
    assert actions == ["quarantined", "removal_noted", "reported"], "opened and quarantined in one save"


def test_a_file_with_a_mark_goes_with_its_text_and_is_never_taken_again(suite: Suite, desk: Desk) -> None:
    mark = f"弹药库分布{secrets.token_hex(6)}"
    content = f"{MARKED}\n{mark}".encode()
    file = brought(desk.editor, content, f"{mark}.txt")
    path = f"/v1/files/{file['id']}"
    wait_until(lambda: desk.editor.get(path)["examination"]["state"] == "read", what="its text was read")
    assert desk.editor.file(f"{path}/content") == content and list(suite.folder.rglob(file["id"])), "the gateway keeps it"
    article = handed_in(desk, attachments=[{"file": file["id"], "name": "附件.txt"}])
    quarantine = standing(desk, article, "quarantined")["current"]["quarantine"]
    assert quarantine["circumstances"] == ["automatic", "classification_mark"]
    record = wait_until(lambda: (found := desk.editor.get(path))["removed_at"] and found, what="the file is removed")
    assert record["removed_for"] == "quarantined" and record["name"] == "" and record["used_by"] == []
    wait_until(lambda: not places_with(suite, mark), what="nothing of it is left")
    wait_until(lambda: not list(suite.folder.rglob(file["id"])), what="nor on the gateway's disk")
    with pytest.raises(Refusal) as caught:
        desk.editor.file(f"{path}/content")
    assert caught.value.status == 404
    for headers in ({}, {"x_content_sha256": file["id"]}):
        answer = bring(desk.editor, content, "目录.txt", **headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "files.upload.quarantined")
    assert not places_with(suite, mark)


def test_what_was_public_before_it_was_suspected_goes_from_the_public_and_from_the_archive(
        suite: Suite, desk: Desk, clerk: Api, officer: Api, head: Api) -> None:
    mark = f"演习方案{secrets.token_hex(6)}"
    first = live(desk, clerk, officer, head, handed_in(desk, title=f"{mark}公告", body=f"<p>{mark}甲</p>"))
    page, path = f"/v1/public/articles/{first['id']}", f"/v1/articles/{first['id']}"
    revised = desk.editor.post(f"{path}/revision", version=first["version"])
    revised = desk.editor.patch(path, version=revised["version"], body=f"<p>{mark}乙</p>")
    second = live(desk, clerk, officer, head, approved(desk, revised))
    portal = Api(suite.gateways[0])
    assert mark in str(portal.get(page)) and len(places_with(suite, f"{mark}甲")) == 1, "the archive has the first text"
    reviews = [review_of(officer, first, each["current"]["digest"]) for each in (first, second)]
    assert refused(officer, reviews[0], "quarantine", reason="疑似涉密。") == "secrecy.quarantine.unconfirmed"
    step(officer, reviews[0], "quarantine", reason="疑似涉密。", confirm=True)
    wait_until(lambda: not places_with(suite, f"{mark}甲"), what="the archived text is gone")
    assert mark in str(portal.get(page)), "the public text is another one"
    step(head, reviews[1], "quarantine", reason="疑似涉密。", confirm=True)
    wait_until(lambda: not places_with(suite, mark), what="nothing of it is left")
    with pytest.raises(Refusal) as caught:
        portal.get(page)
    assert caught.value.code == "content.page.withdrawn" and "涉密" not in str(caught.value.problem)
    detail = standing(desk, first, "quarantined")
    assert [each["state"] for each in detail["editions"]] == ["quarantined", "quarantined"]
    assert desk.editor.get(f"{path}/editions/1")["item"] is None
    with pytest.raises(Refusal) as caught:
        desk.editor.get(f"{path}/diff", before=1, after=2)
    assert caught.value.code == "content.edition.quarantined"


def test_a_ruling_is_quarantined_like_everything_that_is_published(suite: Suite, clerk: Api, officer: Api, head: Api) -> None:
    keeper, mark = person(suite, "rule_keeper", scope="*"), f"密钥口径{secrets.token_hex(6)}"
    drafted = keeper.post("/v1/rulings", article=7, office="示例州人民政府办公室", text=f"{mark}。")
    step(officer, review_of(officer, drafted, drafted["digest"]), "quarantine", reason="疑似涉密。", confirm=True)
    wait_until(lambda: not places_with(suite, mark), what="nothing of it is left")
    (found,) = [each for each in keeper.get("/v1/rulings", article=7)["items"] if each["id"] == drafted["id"]]
    assert (found["state"], found["text"], found["digest"]) == ("quarantined", "", drafted["digest"])
