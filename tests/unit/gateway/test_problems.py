"""Refusals as problem+json: a status, a code for programs, a Chinese sentence for people."""
import falcon.asgi
import orjson
import pytest

from gateway import problems
from shared.errors import Fault, Forbidden, Kind, StaleVersion, Unauthenticated, Unavailable


def test_a_fault_tells_everything_that_helps() -> None:
    status, body = problems.of_fault(Forbidden(unit="433100", roles="信息发布"), "r1")
    assert status == 403 and body["status"] == 403
    assert body["type"] == "urn:guanwang:problem:frame.caller.forbidden" and body["request_id"] == "r1"
    assert "433100" in body["title"] and "信息发布" in body["remedy"] and body["article"] == "Art. 5 第五条"


def test_what_is_empty_is_left_out() -> None:
    _, body = problems.of_fault(Unauthenticated(), "r1")
    assert not {"errors", "details", "article"} & set(body)


def test_the_fields_at_fault_are_named() -> None:
    _, body = problems.of_fault(StaleVersion(fields={"version": ["旧"]}, current=2), "r1")
    assert body["errors"] == {"version": ["旧"]} and body["details"] == {"current": 2}


@pytest.mark.parametrize("status", [400, 404, 405, 406, 413, 414, 415, 428, 418])
def test_what_the_gateway_itself_refuses_has_a_code_and_a_sentence(status: int) -> None:
    made, body = problems.of_status(status, "r1", "补充。")
    assert made == status and body["code"].startswith("gateway.") and body["title"].endswith("。补充。")


class TooMany(Fault):
    """An example."""

    kind, code = Kind.TOO_MANY, "tests.calls.many"


def written(fault: Fault) -> falcon.asgi.Response:
    """The answer that a fault becomes."""
    response = falcon.asgi.Response()
    problems.write(response, *problems.of_fault(fault, "r1"))
    return response


def test_whoever_is_to_come_back_is_told_when() -> None:
    assert written(Unavailable()).get_header("retry-after") == "2"
    assert written(TooMany(retry_after=30)).get_header("retry-after") == "30"


def test_whoever_is_nobody_is_told_how_to_be_somebody() -> None:
    response = written(Unauthenticated())
    assert response.get_header("www-authenticate") == "Bearer"
    assert response.content_type == "application/problem+json" and orjson.loads(response.data)["status"] == 401
