"""HTTP in, one call out: what is malformed is refused before any service is asked, always as a problem."""
import asyncio
from collections.abc import Iterator
from typing import Any

import falcon.testing
import orjson
import pytest

from gateway import app as application
from gateway.cache import AnswerCache
from gateway.identity import Gatekeeper
from gateway.public import PublicReads
from gateway.room import Room
from shared.document import DOCX, Document
from shared.errors import DocumentTooLarge, StaleVersion, Unavailable
from shared.plugins.manifest import Manifest
from tests.unit.gateway.test_identity import IDENTITY, KEY, token
from tests.unit.gateway.transport import Answering, Call, Outcome

TOWN = Manifest(name="town", title="示例", version="1", routes="tests.unit.gateway.town:ROUTES")
EDITOR = {"Authorization": f"Bearer {token()}"}
STRANGER = {"Authorization": f"Bearer {token(sub='b', grants={})}"}
BODY_BYTES = 1000


class Town(Answering):
    """The service behind the gateway: answers with what it was given, or as the test says."""

    def __init__(self) -> None:
        super().__init__(self._tell)
        self.outcome: Outcome | None = None

    def _tell(self, operation: str, call: Call) -> Outcome:
        if operation == IDENTITY.keys:
            return {"answer": {"keys": [KEY.as_dict(private=False)]}}
        if operation == IDENTITY.revoked:
            return {"answer": {"items": []}}
        return self.outcome or {"answer": {"version": 4, **call["args"]}}

    @property
    def calls(self) -> list[Call]:
        """What it was asked, but for keys."""
        return [call for operation, call in self.asked if operation.startswith("town.")]


@pytest.fixture
def town() -> Town:
    """A service."""
    return Town()


@pytest.fixture
def cache() -> AnswerCache:
    """A cache whose feed is up."""
    made = AnswerCache()
    made.feed_is_up()
    return made


@pytest.fixture
def client(town: Town, cache: AnswerCache) -> Iterator[falcon.testing.TestClient]:
    """A client of a gateway before that service."""
    dispatcher = town.dispatcher()
    routes = application.all_routes([TOWN])
    built = application.build(routes, dispatcher, Gatekeeper(IDENTITY, dispatcher), BODY_BYTES, Room(1_000_000, "bodies"))
    yield falcon.testing.TestClient(PublicReads(routes, dispatcher, cache, built))


def post(client: falcon.testing.TestClient, path: str = "/v1/houses", body: bytes | str = b'{"name":"a"}',
         **headers: str) -> Any:
    """An editor's POST of JSON; ``headers`` are added, empty ones left out."""
    sent = EDITOR | {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.simulate_post(path, body=body, headers={name: value for name, value in sent.items() if value})


def problem(result: Any, status: int) -> dict[str, Any]:
    """The problem that ``result`` is, checked to be a whole one."""
    assert result.status_code == status, result.text
    assert result.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = orjson.loads(result.content)
    assert body["status"] == status and body["code"].count(".") == 2 and body["title"].endswith("。")
    assert body["request_id"] == result.headers["x-request-id"]
    return body


def test_a_good_request_becomes_one_call(client: Any, town: Town) -> None:
    result = post(client, Idempotency_Key="k1", X_Request_Id="r1", traceparent=f"00-{'a' * 32}-{'b' * 16}-01")
    assert result.status_code == 201 and result.json == {"version": 4, "name": "a"}
    assert (result.headers["etag"], result.headers["cache-control"]) == ('"4"', "no-store")
    assert result.headers["x-request-id"] == "r1" and result.headers["x-content-type-options"] == "nosniff"
    (call,) = town.calls
    assert (call["args"], call["key"], call["correlation"]) == ({"name": "a"}, "k1", "r1")
    assert call["caller"]["id"] == "a" and call["traceparent"].startswith("00-aaa")


def test_path_and_version_join_the_body(client: Any, town: Town) -> None:
    post(client, "/v1/houses/h1/paint", b'{"colour":"red"}', If_Match='"3"')
    assert town.calls[0]["args"] == {"colour": "red", "id": "h1", "version": 3}


def test_a_document_is_given_as_the_file_that_it_is(client: Any, town: Town) -> None:
    town.outcome = {"answer": Document("图纸 一.docx", DOCX, b"PK\x03\x04\x00").to_wire()}
    result = client.simulate_get("/v1/houses/h1/plan", headers=EDITOR)
    assert result.status_code == 200 and result.content == b"PK\x03\x04\x00"
    headers = result.headers
    assert headers["content-type"] == DOCX and headers["content-length"] == "5"
    assert headers["content-disposition"] == ("attachment; filename=\"document.docx\"; "
                                              "filename*=UTF-8''%E5%9B%BE%E7%BA%B8%20%E4%B8%80.docx")
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"


def test_a_document_that_its_route_did_not_announce_is_not_given(client: Any, town: Town) -> None:
    town.outcome = {"answer": Document("a.html", "text/html", b"<script>alert(1)</script>").to_wire()}
    assert problem(client.simulate_get("/v1/houses/h1/plan", headers=EDITOR), 503)["code"] == "frame.call.failed"


def test_a_refusal_in_place_of_a_document_is_a_problem(client: Any, town: Town) -> None:
    town.outcome = {"fault": DocumentTooLarge(bytes=9, most=8).to_wire()}
    refused = problem(client.simulate_get("/v1/houses/h1/plan", headers=EDITOR), 422)
    assert refused["code"] == "frame.document.too_large" and "9" in refused["title"]


def test_path_and_query_join_on_a_read(client: Any, town: Town) -> None:
    client.simulate_get("/v1/houses/h1", query_string="floor=2&empty=", headers=EDITOR)
    assert town.calls[0]["args"] == {"id": "h1", "floor": "2", "empty": ""}


@pytest.mark.parametrize("body", [b"{", b"[1]", b"5", b'"x"', b"null", b"{'a':1}", b'{"a":NaN}', b"\xff\xfe",
                                  b'{"a":"\\ud800"}', b"[" * 900])
def test_malformed_json_is_refused(client: Any, town: Town, body: bytes) -> None:
    assert problem(post(client, body=body), 400)["code"] == "gateway.request.malformed"
    assert town.calls == []


def test_a_body_that_is_too_large_is_refused(client: Any, town: Town) -> None:
    assert "1000" in problem(post(client, body=b'{"a":"' + b"x" * BODY_BYTES + b'"}'), 413)["title"]
    assert town.calls == []


def test_a_body_that_is_too_large_is_refused_also_in_chunks(client: Any, town: Town) -> None:
    sent: list[dict[str, Any]] = []
    chunks = [{"type": "http.request", "body": b"x" * 400, "more_body": True}] * 5

    async def receive() -> dict[str, Any]:
        return chunks.pop() if chunks else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = {"Content-Type": "application/json", **EDITOR}
    scope = falcon.testing.create_scope(path="/v1/houses", method="POST", headers=headers)
    scope["headers"] = list(scope["headers"])
    asyncio.run(client.app(scope, receive, send))
    assert sent[0]["status"] == 413 and orjson.loads(sent[1]["body"])["code"] == "gateway.body.too_large"
    assert len(chunks) == 2 and town.calls == []  # it stopped reading as soon as it was too much


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", ""])
def test_only_json_is_taken(client: Any, media: str) -> None:
    problem(post(client, Content_Type=media), 415)


def test_json_with_a_charset_is_json(client: Any) -> None:
    assert post(client, Content_Type="Application/JSON; charset=utf-8").status_code == 201


def test_a_change_without_a_body_is_a_change_without_fields(client: Any, town: Town) -> None:
    assert post(client, "/v1/houses/h1/paint", b"", If_Match='"3"', Content_Type="").status_code == 200
    assert town.calls[0]["args"] == {"id": "h1", "version": 3}


def test_a_change_must_name_the_version_that_was_seen(client: Any) -> None:
    assert problem(post(client, "/v1/houses/h1/paint"), 428)["code"] == "gateway.version.required"


@pytest.mark.parametrize("header", ["*", "three", '"a"', "-1", '"3", "4"', "9" * 16, '""', "1.5"])
def test_a_version_that_is_none_is_refused(client: Any, header: str) -> None:
    assert "If-Match" in problem(post(client, "/v1/houses/h1/paint", If_Match=header), 400)["title"]


@pytest.mark.parametrize("header", ["3", '"3"', 'W/"3"', ' "3" '])
def test_a_version_may_be_written_as_clients_do(client: Any, town: Town, header: str) -> None:
    post(client, "/v1/houses/h1/paint", If_Match=header)
    assert town.calls[0]["args"]["version"] == 3


def test_a_version_in_the_body_does_not_stand_in_for_the_header(client: Any) -> None:
    problem(post(client, "/v1/houses/h1/paint", b'{"version":3}'), 428)


def test_a_change_takes_no_query(client: Any, town: Town) -> None:
    problem(post(client, "/v1/houses?name=b"), 400)
    assert town.calls == []


def test_what_the_address_says_is_not_said_again(client: Any, town: Town) -> None:
    assert "id" in problem(post(client, "/v1/houses/h1/paint", b'{"id":"h2"}', If_Match='"3"'), 400)["title"]
    problem(client.simulate_get("/v1/houses/h1", query_string="id=h2", headers=EDITOR), 400)
    assert town.calls == []


@pytest.mark.parametrize("key", ["x" * 201, "a b", "政"])
def test_a_key_that_is_none_is_refused(client: Any, key: str) -> None:
    problem(post(client, Idempotency_Key=key.encode().decode("latin-1")), 400)


@pytest.mark.parametrize("path", ["/v1/nowhere", "/", "/v1/houses/h1/paint/x"])
def test_an_unknown_address_is_not_found(client: Any, path: str) -> None:
    assert problem(client.simulate_get(path), 404)["code"] == "gateway.route.not_found"


def test_a_wrong_method_is_told_the_right_ones(client: Any) -> None:
    result = client.simulate_delete("/v1/houses", headers=EDITOR)
    problem(result, 405)
    assert "POST" in result.headers["allow"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}])
def test_nobody_is_asked_to_sign_in(client: Any, town: Town, headers: dict[str, str]) -> None:
    result = client.simulate_post("/v1/houses", json={"name": "a"}, headers=headers)
    problem(result, 401)
    assert result.headers["www-authenticate"] == "Bearer" and town.calls == []


def test_somebody_without_the_role_is_refused_with_its_name(client: Any, town: Town) -> None:
    body = problem(client.simulate_post("/v1/houses", json={"name": "a"}, headers=STRANGER), 403)
    assert "信息采编" in body["remedy"] and town.calls == []


def test_what_is_for_the_signed_in_needs_no_role(client: Any) -> None:
    assert client.simulate_get("/v1/houses/h1", headers=STRANGER).status_code == 200
    problem(client.simulate_get("/v1/houses/h1"), 401)


def test_a_fault_of_the_service_arrives_whole(client: Any, town: Town) -> None:
    town.outcome = {"fault": StaleVersion(current=9, fields={"version": ["旧"]}).to_wire()}
    body = problem(post(client), 409)
    assert (body["details"], body["errors"]) == ({"current": 9}, {"version": ["旧"]})


def test_a_service_that_is_away_is_to_be_asked_again(client: Any, town: Town) -> None:
    town.outcome = {"fault": Unavailable().to_wire()}
    result = post(client)
    problem(result, 503)
    assert result.headers["retry-after"] == "2"


def test_a_defect_of_ours_is_told_without_details(client: Any, town: Town) -> None:
    town.outcome = {"nonsense": 1}
    body = problem(post(client), 503)
    assert body["code"] == "frame.call.failed" and "nonsense" not in str(body)


@pytest.mark.parametrize("request_id", ["x" * 65, "a b", "<script>", ""])
def test_a_request_id_that_is_none_is_replaced(client: Any, request_id: str) -> None:
    given = client.simulate_get("/v1/nowhere", headers={"X-Request-Id": request_id}).headers["x-request-id"]
    assert given != request_id and len(given) == 32


READY = {"answer": {"json": '{"title":"a"}', "tags": ["house:h1"]}}


def test_a_public_answer_is_kept_until_an_event_names_it(client: Any, town: Town, cache: AnswerCache) -> None:
    town.outcome = READY
    result = client.simulate_get("/v1/public/houses/h1", query_string="a=1")
    assert result.json == {"title": "a"} and result.headers["cache-control"] == "no-cache"
    assert cache.fresh(b"/v1/public/houses/h1?a=1") is not None
    cache.drop(["house:h1"])
    assert cache.fresh(b"/v1/public/houses/h1?a=1") is None


def test_a_reader_who_has_it_is_told_so(client: Any, town: Town) -> None:
    town.outcome = READY
    etag = client.simulate_get("/v1/public/houses/h1").headers["etag"]
    result = client.simulate_get("/v1/public/houses/h1", headers={"If-None-Match": etag})
    assert (result.status_code, result.content) == (304, b"")


def test_while_the_service_is_away_an_old_answer_is_given_and_labelled(client: Any, town: Town) -> None:
    town.outcome = READY
    client.simulate_get("/v1/public/houses/h1")
    town.outcome = {"fault": Unavailable().to_wire()}
    result = client.simulate_get("/v1/public/houses/h1")
    assert result.json == {"title": "a"} and result.headers["x-guanwang-stale"] == "true"
    assert result.headers["warning"].startswith("110")


def test_a_withdrawn_answer_is_not_given_while_the_service_is_away(client: Any, town: Town, cache: AnswerCache) -> None:
    town.outcome = READY
    client.simulate_get("/v1/public/houses/h1")
    cache.drop(["house:h1"])
    town.outcome = {"fault": Unavailable().to_wire()}
    problem(client.simulate_get("/v1/public/houses/h1"), 503)


def test_a_refusal_is_never_kept(client: Any, town: Town, cache: AnswerCache) -> None:
    town.outcome = {"fault": StaleVersion(current=1).to_wire()}
    problem(client.simulate_get("/v1/public/houses/h1"), 409)
    assert cache.fresh(b"/v1/public/houses/h1") is None
