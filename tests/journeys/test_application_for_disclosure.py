"""An application for disclosure through HTTP: by the applicant with nothing but a code, and by the people of the unit."""
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from bson import encode
from kombu import Connection
from pymongo import MongoClient

from shared.attempts import FAILURES
from shared.cli.api import Api, Refusal
from shared.events import EXCHANGE
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until

NAME, NUMBER, PHONE = "欧阳秘密示例", "433101199001011234", "13907439876"
STREET, MAIL = "湘西示例隐秘巷七号", "secretly@example.com"
ASKED, PARTY, HIDDEN = "隐秘河道整治工程的中标文件", "司徒被征求示例", "报价九千九百九十九万元"
PLANTED = [NAME, NUMBER, PHONE, STREET, MAIL, ASKED, PARTY, HIDDEN]
APPLICATION = {"unit": "433100", "applicant_kind": "citizen", "category": "person", "form": "electronic", "description": ASKED,
               "applicant": {"name": NAME, "identity_kind": "resident_id", "identity_number": NUMBER, "phone": PHONE,
                             "address": STREET, "email": MAIL}}


@dataclass
class Case:
    """Everybody who has to do with applications, and all events that the broker carries meanwhile."""

    suite: Suite
    officer: Api
    head: Api
    auditor: Api
    anybody: Api
    secrets: list[str] = field(default_factory=lambda: list(PLANTED))

    def apply(self, **more: Any) -> dict[str, Any]:
        """A new application; what must not be found anywhere is remembered."""
        filed: dict[str, Any] = self.anybody.post("/v1/public/applications", **(APPLICATION | more))
        self.secrets += [filed["code"], filed["code"].replace("-", "")]
        return filed

    def look(self, filed: dict[str, Any]) -> dict[str, Any]:
        """What the applicant sees."""
        seen: dict[str, Any] = self.anybody.post("/v1/public/applications/lookup", receipt=filed["receipt"], code=filed["code"])
        return seen

    def own(self, filed: dict[str, Any], path: str, **body: Any) -> dict[str, Any]:
        """The applicant's step."""
        done: dict[str, Any] = self.anybody.post(f"/v1/public/applications/{path}", version=self.look(filed)["version"],
                                                 receipt=filed["receipt"], code=filed["code"], **body)
        return done

    def id_of(self, filed: dict[str, Any]) -> str:
        """The id, which only staff learn."""
        return str(self.officer.get("/v1/applications", receipt=filed["receipt"])["items"][0]["id"])

    def step(self, who: Api, id_: str, path: str, **body: Any) -> dict[str, Any]:
        """The unit's step."""
        version = who.get(f"/v1/applications/{id_}")["version"]
        done: dict[str, Any] = who.post(f"/v1/applications/{id_}/{path}", version=version, **body)
        return done


@pytest.fixture(scope="module")
def case(suite: Suite) -> Iterator[Case]:
    """People of the prefecture's office; at the end nothing personal is found in the database, the events or the logs."""
    people = {role: person(suite, role) for role in ("disclosure_officer", "disclosure_head", "auditor")}
    made = Case(suite, people["disclosure_officer"], people["disclosure_head"], people["auditor"], Api(suite.gateways[0]))

    def heard_of_the_unit() -> bool:
        try:
            return bool(made.apply())
        except Refusal as refusal:
            assert refusal.code == "disclosure.unit.unknown", refusal
            return False

    with Connection(suite.rabbitmq_url) as connection:
        channel = connection.channel()
        queue, _, _ = channel.queue_declare(f"test.{secrets.token_hex(4)}", exclusive=True, auto_delete=True)
        channel.queue_bind(queue, EXCHANGE, routing_key="#")
        wait_until(heard_of_the_unit, 30, what="disclosure knows the unit")
        yield made
        events = b""
        while (message := channel.basic_get(queue, no_ack=True)) is not None:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            events += json.dumps(json.loads(body), ensure_ascii=False).encode()
    _holds_nothing(made.secrets, "events", events)
    assert b"disclosure.application.answered.v1" in events
    for path in (suite.folder / "logs").rglob("*.log"):
        _holds_nothing(made.secrets, path.name, path.read_bytes())
    client: MongoClient[dict[str, Any]] = MongoClient(json.loads((suite.folder / "stack.json").read_text())["mongo_url"])
    for database in client.list_database_names():
        if database.startswith("guanwang_"):
            for name in client[database].list_collection_names():
                dump = b"".join(encode(each) for each in client[database][name].find())
                _holds_nothing(made.secrets, f"{database}.{name}", dump)
    client.close()


def _holds_nothing(planted: list[str], where: str, found: bytes) -> None:
    text = found.decode("utf-8", "ignore")
    shown = [each for each in planted if each in text or each.encode() in found or json.dumps(each)[1:-1] in text]
    assert not shown, f"{where} holds {shown}"


def _refused(code: str, call: Any, /, *args: Any, **body: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        call(*args, **body)
    assert refused.value.code == code, refused.value
    return refused.value


def test_from_the_application_to_the_archive(case: Case) -> None:
    filed = case.apply()
    id_ = case.id_of(filed)
    case.own(filed, "confirmation")
    case.step(case.officer, id_, "confirmation")
    seen = case.look(filed)
    assert seen["stage_label"] == "审核" and seen["due_on"] and "24时届满" in seen["sentences"][-1]
    assert seen["applicant"]["name"] == "欧****例" and seen["applicant"]["identity_number"].endswith("1234")
    assert seen["letters"][0]["kind"] == "receipt" and seen["description"] == ASKED
    case.step(case.officer, id_, "acceptance")
    case.step(case.officer, id_, "consultations", party="third_party", name=PARTY, summary="可否公开投标文件")
    case.step(case.officer, id_, "consultations", party="co_maker", name="示例水利局", summary="可否公开")
    for consultation, reply in (("c1", "refused"), ("c2", "agreed")):
        case.step(case.officer, id_, f"consultations/{consultation}/reply", reply=reply, reason="商业秘密")
    _refused("disclosure.application.refusal_stands", case.step, case.officer, id_, "answer", outcome="3.1", provided="寄送")
    text = f"中标人已公示。{HIDDEN}。工期一年。"
    mask = {"start": 7, "end": 7 + len(HIDDEN), "reason": "商业秘密"}
    given = {"outcome": "3.2", "text": text, "explanation": "报价属于商业秘密。", "review_body": "示例省人民政府",
             "court": "示例市人民法院"}
    _refused("disclosure.application.invalid_masks", case.step, case.officer, id_, "answer", **given,
             masks=[mask, mask | {"start": 8, "end": 9}])
    _refused("disclosure.application.personal_data_shown", case.step, case.officer, id_, "answer", masks=[mask],
             **given | {"explanation": f"{NAME}申请的信息"})
    case.step(case.officer, id_, "answer", **given, masks=[mask])
    assert case.look(filed)["released"] == ""
    _refused("frame.caller.forbidden", case.step, case.officer, id_, "answer/issue")
    case.step(case.head, id_, "answer/issue")
    seen = case.look(filed)
    assert seen["released"] == text.replace(HIDDEN, "■" * len(HIDDEN)) and seen["state_label"] == "已答复"
    assert [letter["kind"] for letter in seen["letters"]] == ["receipt", "consultation_notice", "consultation_notice", "partly"]
    assert "行政复议" in seen["letters"][-1]["facts"]["remedy"]
    case.own(filed, "rating", level="satisfied")
    case.step(case.officer, id_, "archive")
    record = [each["action"] for each in case.auditor.get(f"/v1/applications/{id_}/history")["items"]]
    assert record == ["submitted", "confirmed", "registered", "accepted", "consulted", "consulted", "replied", "replied",
                      "answer_drafted", "answered", "rated", "archived"]
    assert case.officer.get(f"/v1/applications/{id_}/account")["sentences"]


def test_the_inspection_sees_no_text_and_nobody_sees_a_whole_name(case: Case) -> None:
    id_ = case.id_of(case.apply())
    for who, text in ((case.officer, ASKED), (case.auditor, "")):
        seen = who.get(f"/v1/applications/{id_}")
        shown = json.dumps(seen, ensure_ascii=False)
        assert seen["description"] == text and not [each for each in PLANTED[:5] if each in shown]


def test_a_repeat_with_the_same_key_gets_the_same_receipt_and_code(case: Case) -> None:
    key = secrets.token_hex(8)
    first, second = (case.anybody.post("/v1/public/applications", key=key, **APPLICATION) for _ in range(2))
    case.secrets.append(first["code"])
    assert first == second
    _refused("frame.key.reused", case.anybody.post, "/v1/public/applications", key=key, **APPLICATION | {"form": "paper"})


def test_a_step_repeated_with_its_key_is_done_once(case: Case) -> None:
    filed = case.apply()
    version, key = case.look(filed)["version"], secrets.token_hex(8)
    first, second = (case.anybody.post("/v1/public/applications/confirmation", key=key, version=version,
                                       receipt=filed["receipt"], code=filed["code"]) for _ in range(2))
    assert first == second and case.look(filed)["version"] == version + 1


def test_an_unknown_receipt_and_a_wrong_code_are_the_same_and_lock_after_a_while(case: Case) -> None:
    mine, other = case.apply(), case.apply()
    lookup = "/v1/public/applications/lookup"
    wrong = _refused("disclosure.application.wrong_code", case.anybody.post, lookup, receipt=mine["receipt"],
                     code=other["code"])
    unknown = _refused("disclosure.application.wrong_code", case.anybody.post, lookup, receipt="20260101-433100-22222222",
                       code=other["code"])
    same = {key: value for key, value in wrong.problem.items() if key not in ("request_id", "instance")}
    assert same == {key: value for key, value in unknown.problem.items() if key not in ("request_id", "instance")}
    for _ in range(FAILURES - 1):
        _refused("disclosure.application.wrong_code", case.anybody.post, lookup, receipt=mine["receipt"], code="2" * 12)
    for code in ("2" * 12, mine["code"]):
        locked = _refused("disclosure.application.code_locked", case.anybody.post, lookup, receipt=mine["receipt"], code=code)
        assert locked.status == 429
    assert case.look(other)["state_label"] == "待确认"


@pytest.mark.parametrize(("more", "code", "at_fault"), [
    ({"description": "长" * 1_000_000}, "frame.input.invalid", "description"),
    ({"description": " "}, "disclosure.application.invalid_request", "description"),
    ({"document_number": "第八号"}, "disclosure.application.invalid_request", "document_number"),
    ({"applicant_kind": "legal_person"}, "disclosure.application.invalid_applicant", "applicant.representative"),
    ({"category": "enterprise"}, "disclosure.application.invalid_applicant", "category"),
    ({"category": "martian"}, "disclosure.application.unknown_code", "category"),
    ({"applicant": {"name": "示例", "identity_kind": "resident_id", "identity_number": "433101199001011235", "phone": "1"}},
     "disclosure.application.invalid_applicant", "applicant.identity_number"),
    ({"applicant": {"name": "示例", "shoe_size": 43}}, "frame.input.invalid", "applicant.shoe_size"),
    ({"unit": "nowhere"}, "disclosure.unit.unknown", ""),
])
def test_bad_input_is_refused_with_the_field_at_fault(case: Case, more: dict[str, Any], code: str, at_fault: str) -> None:
    refusal = _refused(code, case.anybody.post, "/v1/public/applications", **APPLICATION | more)
    assert not at_fault or at_fault in refusal.problem["errors"]


def test_a_code_in_an_address_and_steps_without_a_token_are_not_taken(case: Case) -> None:
    filed = case.apply()
    address = f"/v1/public/applications/lookup?receipt={filed['receipt']}"
    response = case.anybody._http.post(address, json={"code": filed["code"]})
    assert response.status_code == 400
    id_ = case.id_of(filed)
    _refused("frame.caller.unauthenticated", case.anybody.post, f"/v1/applications/{id_}/claim", version=1)
    _refused("frame.caller.forbidden", case.auditor.post, f"/v1/applications/{id_}/claim", version=1)


def test_many_who_ask_for_the_same_become_a_matter_for_all(case: Case) -> None:
    number = f"州政办发〔2025〕{secrets.randbelow(9000) + 1}号"
    for place in range(3):
        who = APPLICATION["applicant"] | {"identity_kind": "passport", "identity_number": f"SL00{place}{number[-5:-1]}"}
        filed = case.apply(document_number=number, applicant=who)
        case.own(filed, "confirmation")
        case.step(case.officer, case.id_of(filed), "confirmation")
    id_ = case.id_of(filed)
    hints = case.officer.get(f"/v1/applications/{id_}")["hints"]
    assert hints["same_request"] == 3 and hints["same_request_many"]
    done = case.step(case.officer, id_, "matter", title=f"公开{number}", classes=["other"], happened_on="2026-01-05")
    matter = case.officer.get(f"/v1/matters/{done['matter_id']}")
    assert matter["origin"] == "application" and matter["origin_ref"] == id_


def test_the_records_of_all_cases_hold(case: Case) -> None:
    assert administrator(case.suite)
    from shared.cli.located import located
    from shared.plugins.discovery import manifests
    from shared.runtime.verifying import checked, stored

    records = [each for each in stored(located(case.suite.folder), manifests()) if "/applications/" in each["subject"]]
    assert records and not [flaw for each in records for flaw in checked(each)]
