"""Bad input gets a clear problem+json answer through the gateway, and changes nothing."""
import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from shared.cli.api import Api
from shared.cli.demo.desk import COLUMN, Desk, open_desk
from shared.tokens import ALGORITHM, AUDIENCE, ISSUER
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person

ARTICLE = {"column": f"{COLUMN['site']}.{COLUMN['code']}", "title": "测试稿件", "body": "<p>正文。</p>"}


@dataclass
class Draft:
    """A fresh draft and how to see whether it changed."""

    desk: Desk
    article: dict[str, Any]

    @property
    def path(self) -> str:
        return f"/v1/articles/{self.article['id']}"

    def now(self) -> dict[str, Any]:
        """The article and its record as they are."""
        return {"article": self.desk.editor.get(self.path), "history": self.desk.editor.get(f"{self.path}/history")}


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """The people of the prefecture's office, and who files its columns."""
    return open_desk(administrator(suite), suite.gateways[0])


@pytest.fixture
def draft(desk: Desk) -> Draft:
    """A draft of its own for each test."""
    return Draft(desk, desk.editor.post("/v1/articles", **ARTICLE))


def _raw(api: Api, method: str, path: str, *, headers: dict[str, str] | None = None, **request: Any) -> httpx.Response:
    return api._http.request(method, path, headers=headers or {}, **request)


def _is_problem(response: httpx.Response, status: int, code: str, *fields: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["code"] == code and problem["title"] and problem["request_id"] == response.headers["x-request-id"]
    assert set(fields) <= set(problem.get("errors", {}))


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(("body", "headers", "status", "code", "fields"), [
    (b'{"title": ', JSON, 400, "gateway.request.malformed", ()),
    (b"[1, 2]", JSON, 400, "gateway.request.malformed", ()),
    (b'{"title": "\xff"}', JSON, 400, "gateway.request.malformed", ()),
    (b'{"title": "x"}', {"content-type": "text/plain"}, 415, "gateway.body.unsupported", ()),
    (b'{"title": "' + b"x" * 10_000_000 + b'"}', JSON, 413, "gateway.body.too_large", ()),
    (b'{"title": 7}', JSON, 422, "frame.input.invalid", ("title",)),
    (b'{"title": ""}', JSON, 422, "frame.input.invalid", ("title",)),
    (b'{"title": "a\\u0000b"}', JSON, 422, "frame.input.invalid", ("title",)),
    (b'{"made_on": "2026-02-30"}', JSON, 422, "frame.input.invalid", ("made_on",)),
    (b'{"kind": "decree"}', JSON, 422, "frame.input.invalid", ("kind",)),
    (b'{"colour": "red"}', JSON, 422, "frame.input.invalid", ("colour",)),
    (b'{"body": "<p>x</p><script>alert(1)</script>"}', JSON, 422, "content.item.unsafe_markup", ("body",)),
    (b'{"body": "<img src=x onerror=alert(1)>"}', JSON, 422, "content.item.unsafe_markup", ("body",)),
    (b'{"body": "<a href=\\"java&#115;cript:alert(1)\\">x</a>"}', JSON, 422, "content.item.unsafe_markup", ("body",)),
    (b'{"document_number": "\xe7\xac\xac\xe5\x85\xab\xe5\x8f\xb7"}', JSON, 422, "content.item.invalid", ("document_number",)),
    (b'{"attribute": "withheld"}', JSON, 422, "content.item.invalid", ("withholding_reason", "re_examine_on")),
])
def test_a_bad_body_is_refused_field_by_field(draft: Draft, body: bytes, headers: dict[str, str], status: int, code: str,
                                              fields: tuple[str, ...]) -> None:
    before = draft.now()
    _is_problem(_raw(draft.desk.editor, "PATCH", draft.path, content=body, headers={**headers, "if-match": '"1"'}),
                status, code, *fields)
    assert draft.now() == before


@pytest.mark.parametrize(("version", "status", "code"), [
    (None, 428, "gateway.version.required"), ("one", 400, "gateway.request.malformed"), ('"9"', 409, "frame.version.stale")])
def test_a_change_names_the_version_that_it_saw(draft: Draft, version: str | None, status: int, code: str) -> None:
    before = draft.now()
    headers = {"if-match": version} if version else {}
    _is_problem(_raw(draft.desk.editor, "PATCH", draft.path, json={"title": "新标题"}, headers=headers), status, code)
    assert draft.now() == before


def test_a_repeated_key_gets_the_first_answer_and_another_body_is_refused(draft: Draft) -> None:
    headers = {"idempotency-key": f"key-{draft.article['id']}", "if-match": '"1"'}
    first = _raw(draft.desk.editor, "PATCH", draft.path, json={"title": "第一次"}, headers=headers)
    again = _raw(draft.desk.editor, "PATCH", draft.path, json={"title": "第一次"}, headers=headers)
    other = _raw(draft.desk.editor, "PATCH", draft.path, json={"title": "第二次"}, headers=headers)
    assert first.status_code == again.status_code == 200 and first.json() == again.json()
    _is_problem(other, 422, "frame.key.reused")
    assert [entry["action"] for entry in draft.now()["history"]["items"]] == ["drafted", "edited"]


def _token(key: Any, algorithm: str = ALGORITHM, **claims: Any) -> str:
    values = {"iss": ISSUER, "aud": AUDIENCE, "sub": "x", "kind": "person", "unit": "433100", "sid": "s",
              "grants": {"editor": ["*"]}, "exp": int(time.time()) + 300, **claims}
    return jwt.encode({"alg": algorithm, "kid": getattr(key, "kid", None) or "k"}, values, key, algorithms=[algorithm])


def test_tokens_that_are_forged_foreign_expired_or_garbage_are_refused(suite: Suite, draft: Draft) -> None:
    own = OKPKey.generate_key("Ed25519", {"alg": ALGORITHM, "use": "sig"}, auto_kid=True)
    published = httpx.get(f"{suite.gateways[0]}/v1/jwks.json").json()["keys"][0]
    confused = OctKey.import_key(published["x"] * 2, {"kid": published["kid"]})
    good = draft.desk.editor._http.headers["authorization"].removeprefix("Bearer ")
    head, payload, signature = good.split(".")
    tokens = [_token(own), _token(own, aud="other"), _token(own, exp=1), _token(confused, "HS256"), "garbage", "a.b.c",
              f"{head}.{payload}.", f"{head}.{payload}.{signature[:-4]}AAAA"]
    before = draft.now()
    for token in tokens:
        stranger = Api(suite.gateways[0], token)
        _is_problem(_raw(stranger, "PATCH", draft.path, json={"title": "x"}, headers={"if-match": '"1"'}), 401,
                    "frame.caller.unauthenticated")
    assert draft.now() == before


def test_another_units_item_is_out_of_reach(suite: Suite, draft: Draft) -> None:
    stranger = person(suite, "editor", "approver", "publisher", unit="433101")
    before = draft.now()
    for method, path in (("GET", draft.path), ("PATCH", draft.path), ("POST", f"{draft.path}/submission"),
                         ("POST", f"{draft.path}/publication")):
        _is_problem(_raw(stranger, method, path, headers={"if-match": '"1"'}, **({} if method == "GET" else {"json": {}})),
                    403, "frame.caller.forbidden")
    assert draft.now() == before


def test_nobody_approves_what_he_wrote_even_with_every_role(suite: Suite, draft: Draft) -> None:
    everybody = person(suite, "editor", "approver", "secrecy_officer", "publisher")
    article = everybody.patch(draft.path, version=1, title="自己写的")
    article = everybody.post(f"{draft.path}/submission", version=article["version"])
    before = draft.now()
    _is_problem(_raw(everybody, "POST", f"{draft.path}/approval", json={}, headers={"if-match": f'"{article["version"]}"'}),
                403, "content.edition.same_person")
    assert draft.now() == before


@pytest.mark.parametrize("step", ["approval", "publication", "revision", "withdrawal", "recall"])
def test_a_step_that_the_state_does_not_allow_is_refused(suite: Suite, draft: Draft, step: str) -> None:
    everybody = person(suite, "editor", "approver", "publisher")
    body = {"reason": "测试原因"} if step == "withdrawal" else {}
    before = draft.now()
    answer = _raw(everybody, "POST", f"{draft.path}/{step}", json=body, headers={"if-match": '"1"'})
    assert answer.status_code == 409 and answer.json()["code"].startswith("content."), answer.text
    assert draft.now() == before


def test_an_edit_after_approval_voids_the_approval_and_nothing_stale_goes_online(draft: Draft) -> None:
    desk = draft.desk
    article = desk.editor.post(f"{draft.path}/submission", version=1)
    article = desk.approver.post(f"{draft.path}/approval", version=article["version"])
    same = desk.editor.patch(draft.path, version=article["version"], title=ARTICLE["title"])
    assert same["current"]["approval"] is not None and same["status"] == "approved"
    changed = desk.editor.patch(draft.path, version=same["version"], title="改过的标题")
    assert changed["current"]["approval"] is None and changed["status"] == "draft"
    answer = _raw(desk.publisher, "POST", f"{draft.path}/publication", json={}, headers={"if-match": f'"{changed["version"]}"'})
    _is_problem(answer, 409, "content.edition.illegal_transition")


def test_unknown_addresses_methods_and_parameters_are_problems_too(suite: Suite, draft: Draft) -> None:
    editor = draft.desk.editor
    _is_problem(_raw(editor, "GET", "/v1/nothing"), 404, "gateway.route.not_found")
    _is_problem(_raw(editor, "DELETE", draft.path), 405, "gateway.route.method_not_allowed")
    _is_problem(_raw(editor, "GET", "/v1/articles?colour=red"), 422, "frame.input.invalid", "colour")
    _is_problem(_raw(editor, "GET", "/v1/articles?limit=1000"), 422, "frame.input.invalid", "limit")
    _is_problem(_raw(editor, "GET", "/v1/articles?cursor=nonsense"), 422, "frame.list.invalid_cursor")
    _is_problem(_raw(Api(suite.gateways[0]), "GET", draft.path), 401, "frame.caller.unauthenticated")


def test_one_bad_call_among_many_good_ones_fails_alone(desk: Desk) -> None:
    import concurrent.futures

    def send(number: int) -> int:
        body = ARTICLE | ({"title": f"并发 {number}"} if number % 10 else {"title": 7})
        return _raw(desk.editor, "POST", "/v1/articles", json=body).status_code

    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(send, range(60)))
    assert [status for number, status in enumerate(statuses) if number % 10 == 0] == [422] * 6
    assert {status for number, status in enumerate(statuses) if number % 10} == {201}
