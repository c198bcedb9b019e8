"""One thing of each kind, all of one unit: what somebody of another unit must neither see nor touch."""
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import amqp

from shared.access.rights import PARKING
from shared.caller import EVERYWHERE, ROLES
from shared.cli.api import Api
from shared.cli.demo.desk import Desk
from shared.runtime.broker import connected
from tests.journeys.conftest import Suite
from tests.journeys.files import brought, pdf
from tests.journeys.parking import park
from tests.journeys.people import person
from tests.support import wait_until

UNIT, ASKED, COUNTY = "433100", "433101", "433122"
"""Whose the things are; who is asked about one; who has nothing to do with any of them."""
NUMBERS = "<p>项目编号 433101199001011234，433123198506150022。</p>"


@dataclass
class Things:
    """What was made: the beginning of an address → what its parameters are, and in which version it is."""

    suite: Suite
    chief: Api
    desk: Desk
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def add(self, place: str, thing: Mapping[str, Any] | None = None, **ids: str) -> None:
        """``place`` is the item's address as it stands in routes; other parameters below it are given too."""
        self.ids[place] = ids
        address = place.format_map(ids)
        found = thing or self.chief.get(address)
        self.versions[place] = int(found.get("version", 1))

    def about(self, route: str) -> tuple[Mapping[str, str], int]:
        """The parameters and the version for a route."""
        place = max((each for each in self.ids if route.startswith(each)), key=len)
        return self.ids[place], self.versions[place]

    @property
    def shown(self) -> Iterator[str]:
        """What no list of somebody else may name."""
        return (value for ids in self.ids.values() for value in ids.values() if len(value) > 15)


def make(suite: Suite, desk: Desk) -> Things:
    """Everything, through the gateway, by the people whose work it is."""
    things = Things(suite, person(suite, *ROLES, scope=EVERYWHERE), desk)
    for part in (_people, _texts, _review, _recall, _disclosure, _rest, _parked):
        part(things)
    return things


def _people(things: Things) -> None:
    chief = things.chief
    post = {"kind": "person", "holder": f"示例 {secrets.token_hex(3)}", "title": "专人", "from": "2026-01-01"}
    posts = chief.post(f"/v1/units/{UNIT}/posts", version=chief.get(f"/v1/units/{UNIT}")["version"], **post)["posts"]
    things.add("/v1/units/{code}", code=UNIT, post_id=posts[-1]["id"])
    account = things.desk.accounts["editor"]
    things.add("/v1/accounts/{account_id}", account_id=account)
    session = chief.get(f"/v1/accounts/{account}/sessions")["items"][0]
    things.add("/v1/sessions/{session_id}", session, session_id=session["id"])
    client = chief.post("/v1/clients", name="示例程序", unit=UNIT, grants=[])
    things.add("/v1/clients/{client_id}", client, client_id=client["id"])


def _texts(things: Things) -> None:
    desk = things.desk
    site, code = desk.column.split(".")
    plan = {"code": f"c{secrets.token_hex(3)}", "unit": UNIT, "name": f"示例栏目 {secrets.token_hex(2)}", "kind": "policy",
            "type": "政策文件", "description": "示例", "keywords": ["示例"]}
    filing = desk.manager.post("/v1/filings", kind="open", site=site, plan=plan, reason="集中公开同类信息。")
    things.add("/v1/filings/{filing_id}", filing_id=filing["id"])
    things.add("/v1/columns/{column_id}", column_id=desk.column)
    article = _drafted(desk, NUMBERS)
    article = desk.editor.post(f"/v1/articles/{article['id']}/masking", version=article["version"], reason="隐去证号。",
                               places=[{"part": "body", "start": 5, "end": 23, "style": "id_card"}])
    original = things.chief.get("/v1/originals", article_id=article["id"])["items"][0]
    things.add("/v1/originals/{original_id}", original, original_id=original["id"])
    things.add("/v1/articles/{article_id}", article_id=article["id"], edition="1", column=desk.column)
    file = brought(desk.editor, pdf(secrets.token_hex(8)), "示例.pdf")
    things.add("/v1/files/{file_id}", file_id=file["id"])


def _review(things: Things) -> None:
    chief = things.chief
    kept, gone = (_opened(things.desk, _approved(things.desk, _drafted(things.desk, NUMBERS))) for _ in range(2))
    chief.post(f"/v1/reviews/{gone['id']}/quarantine", version=gone["version"], reason="示例", confirm=True)
    chief.post(f"/v1/reviews/{kept['id']}/consents", version=kept["version"], units=[ASKED], question="能否公开？")
    kept = chief.get(f"/v1/reviews/{kept['id']}")
    things.add("/v1/reviews/{review_id}", review_id=kept["id"], finding_id=kept["findings"][0]["id"],
               consent_id=kept["consents"][0]["id"])
    things.add("/v1/quarantine/{review_id}", review_id=gone["id"])


def _recall(things: Things) -> None:
    """A term that comes into a dictionary takes a public text away, which opens a recall; the run that found it is listed."""
    chief, desk = things.chief, things.desk
    word = "".join(secrets.choice("云杉银杏梧桐松柏枫樟楠榆槐柳") for _ in range(10)) + "工程"
    article = _approved(desk, _drafted(desk, f"<p>{word}</p>"))
    review = _opened(desk, article)
    desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
    path = f"/v1/articles/{article['id']}"
    cleared = wait_until(lambda: (found := chief.get(path))["status"] == "cleared" and found, what="it is cleared")
    desk.publisher.post(f"{path}/publication", version=cleared["version"])
    code = chief.post("/v1/dictionaries", code=f"d{secrets.token_hex(8)}", unit=UNIT, name="示例词库")["id"]
    chief.post(f"/v1/dictionaries/{code}/changes", version=chief.get(f"/v1/dictionaries/{code}")["version"],
               add=[{"text": word, "reason": "虚构的工程代号"}])
    recall = wait_until(lambda: chief.get("/v1/recalls", subject=article["id"])["items"], 30, what="the recall opens")[0]
    things.add("/v1/dictionaries/{dictionary_id}", dictionary_id=code)
    things.add("/v1/recalls/{recall_id}", recall_id=recall["id"])
    run = chief.get("/v1/reexaminations")["items"][0]
    things.add("/v1/reexaminations/{reexamination_id}", reexamination_id=run["id"])


def _disclosure(things: Things) -> None:
    chief = things.chief
    matter = chief.post("/v1/matters", unit=UNIT, title=f"示例 {secrets.token_hex(4)}", classes=["other"],
                        happened_on="2026-01-05")
    things.add("/v1/matters/{matter_id}", matter_id=matter["id"])
    table = "名称,信息类别,日期,文号\n关于公布重点项目进展的通知,通知公告,2026-11-20,\n"
    started = chief.post("/v1/matter-imports", unit=UNIT, format="csv", name="示例.csv", content=table)
    things.add("/v1/matter-imports/{import_id}", import_id=started["id"])
    filed = chief.post("/v1/applications", unit=UNIT, applicant_kind="citizen", category="person", form="paper",
                       channel="in_person", description="示例工程的批复", applicant={
                           "name": "示例申请人", "identity_kind": "other", "identity_number": "SL000001",
                           "email": "a@example.com"})
    id_ = chief.get("/v1/applications", receipt=filed["receipt"])["items"][0]["id"]
    letters = chief.get(f"/v1/applications/{id_}")["application"]["letters"]
    things.add("/v1/applications/{application_id}", application_id=id_, letter_id=letters[0]["id"], consultation_id="c1",
               remedy_id="r1")
    report = chief.get("/v1/yearly-reports", unit=UNIT)["items"][0]["id"]
    things.add("/v1/yearly-reports/{report_id}", report_id=report)


def _rest(things: Things) -> None:
    """What holds for everybody and belongs to no unit, but is not everybody's to change."""
    ruling = things.chief.post("/v1/rulings", article=7, office="示例州人民政府办公室", text=f"示例 {secrets.token_hex(4)}。")
    things.add("/v1/rulings/{ruling_id}", ruling, ruling_id=ruling["id"])
    id_ = park(things.suite, b"what nobody can read")
    event = wait_until(lambda: next((each for each in things.chief.get("/v1/parking/events", sort="-parked_at")["items"]
                                     if each["message_id"] == id_), None), 30, what="it is parked")
    things.chief.post(f"/v1/parking/events/{event['id']}/drop", version=event["version"], reason="示例")
    things.add("/v1/parking/events/{event_id}", event_id=event["id"])
    batch = things.chief.post("/v1/parking/retries", queue="nobody.on_anything")
    things.add("/v1/parking/batches/{batch_id}", batch, batch_id=batch["id"])


def _parked(things: Things) -> None:
    """An event that nobody could handle, and what was decided about it: the suite's, and no unit's."""
    queue, body = f"content.on_{secrets.token_hex(8)}", {"specversion": "1.0", "id": secrets.token_hex(16)}
    with connected(things.suite.rabbitmq_url) as connection:
        connection.channel().basic_publish(amqp.Message(json.dumps(body)), PARKING, queue)
    found = wait_until(lambda: things.chief.get("/v1/parking/events", queue=queue)["items"], 30, what="it is parked")
    things.add("/v1/parking/events/{event_id}", event_id=found[0]["id"])
    batch = things.chief.post("/v1/parking/drops", queue=queue, reason="示例")
    things.add("/v1/parking/batches/{batch_id}", batch, batch_id=batch["id"])


def _drafted(desk: Desk, body: str) -> dict[str, Any]:
    title = f"示例 {secrets.token_hex(4)}"
    return dict(desk.editor.post("/v1/articles", column=desk.column, title=title, body=body))


def _approved(desk: Desk, article: dict[str, Any]) -> dict[str, Any]:
    path = f"/v1/articles/{article['id']}"
    article = desk.editor.post(f"{path}/submission", version=article["version"])
    return dict(desk.approver.post(f"{path}/approval", version=article["version"]))


def _opened(desk: Desk, article: dict[str, Any]) -> dict[str, Any]:
    asked = {"subject": article["id"], "state": "open"}
    found = wait_until(lambda: desk.officer.get("/v1/reviews", **asked)["items"], 30, what="the review opens")[0]
    return dict(desk.officer.get(f"/v1/reviews/{found['id']}"))
