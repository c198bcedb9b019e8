"""Requests that two readers may read in two ways are refused, so that nothing can hide behind them (RFC 9112 §11.2)."""
import pytest

from tests.journeys.conftest import Suite
from tests.security.raw import SMUGGLED, talk

POST = b"POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
CHUNKED, END = b"transfer-encoding: chunked\r\n", b"0\r\n\r\n"


@pytest.mark.parametrize("request_", [
    pytest.param(POST + b"content-length: 5\r\n" + CHUNKED + b"\r\n" + END, id="a length and chunks"),
    pytest.param(POST + CHUNKED + b"content-length: 5\r\n\r\n" + END, id="chunks and a length"),
    pytest.param(POST + b"content-length: 0\r\ncontent-length: 36\r\n\r\n", id="two lengths"),
    pytest.param(POST + b"content-length: 2\r\ncontent-length: 2\r\n\r\n{}", id="the same length twice"),
    pytest.param(POST + b"content-length: 2, 2\r\n\r\n{}", id="a list of lengths"),
    pytest.param(POST + b"content-length: +2\r\n\r\n{}", id="a length with a sign"),
    pytest.param(POST + b"content-length: -1\r\n\r\n{}", id="a negative length"),
    pytest.param(POST + b"content-length: 0x2\r\n\r\n{}", id="a length in hex"),
    pytest.param(POST + b"content-length: 99999999999999999999999\r\n\r\n{}", id="a length beyond reason"),
    pytest.param(POST + b"content-length : 2\r\n\r\n{}", id="a space before the colon"),
    pytest.param(POST + b"transfer-encoding: xchunked\r\n\r\n" + END, id="an unknown coding"),
    pytest.param(POST + b"transfer-encoding: chunked, identity\r\n\r\n" + END, id="chunks not last"),
    pytest.param(POST + CHUNKED + b"transfer-encoding: identity\r\n\r\n" + END, id="two codings"),
    pytest.param(POST + b"transfer-encoding: \x0bchunked\r\n\r\n" + END, id="a coding behind a vertical tab"),
    pytest.param(POST + b"transfer-encoding:\r\n chunked\r\n\r\n" + END, id="a folded coding"),
    pytest.param(POST + b"x-a: b\r\n c\r\ncontent-length: 2\r\n\r\n{}", id="a folded header"),
    pytest.param(POST + CHUNKED + b"\r\n2\n{}\r\n" + END, id="a chunk's size with a bare line feed"),
    pytest.param(POST + CHUNKED + b"\r\n2\r\n{}XX" + END, id="a chunk longer than it says"),
    pytest.param(POST + CHUNKED + b"\r\n-2\r\n{}\r\n" + END, id="a negative chunk"),
    pytest.param(POST + CHUNKED + b"\r\n10000000000000002\r\n{}\r\n" + END, id="a chunk's size that overflows"),
    pytest.param(b"GET /healthz HTTP/1.1\nhost: x\n\n", id="bare line feeds"),
    pytest.param(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-y: a\rb\r\n\r\n", id="a bare carriage return"),
    pytest.param(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-y: a\0b\r\n\r\n", id="a NUL"),
    pytest.param(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx y: a\r\n\r\n", id="a space in a name"),
    pytest.param(b"GET /healthz http/1.1\r\nhost: x\r\n\r\n", id="a protocol in small letters"),
    pytest.param(b"GET /healthz HTTP/1.2\r\nhost: x\r\n\r\n", id="a version that there is not"),
    pytest.param(b"GET /\xe4\xbd\xa0 HTTP/1.1\r\nhost: x\r\n\r\n", id="bytes in an address"),
    pytest.param(b"CONNECT a:1 HTTP/1.1\r\nhost: x\r\n\r\n", id="a tunnel"),
])
def test_what_can_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_read(suite: Suite, request_: bytes) -> None:
    statuses, ended, said = talk(suite.gateways[0], request_ + SMUGGLED)
    assert (statuses, ended) == ([400], True) and b"gateway.request.malformed" in said and b"nosniff" in said


@pytest.mark.parametrize("head", [
    pytest.param(b"GET /healthz HTTP/1.1\r\n\r\n", id="no host"),
    pytest.param(b"GET /v1/articles HTTP/0.9\r\nhost: x\r\n\r\n", id="a version of old"),
    pytest.param(b"GET /v1/articles HTTP/2.0\r\nhost: x\r\n\r\n", id="a version that is written otherwise"),
    pytest.param(b"GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", id="two hosts"),
    pytest.param(POST + b"transfer-encoding: gzip, chunked\r\n\r\n" + END, id="a coding that nobody undoes"),
])
def test_what_is_clear_but_wrong_is_refused(suite: Suite, head: bytes) -> None:
    assert talk(suite.gateways[0], head)[0] == [400]


def test_what_is_well_written_is_answered_each_in_its_turn(suite: Suite) -> None:
    """Otherwise the tests above would prove nothing."""
    chunks = POST + CHUNKED + b"\r\n2;name=value\r\n{}\r\n" + END
    whole = POST + b"content-length: 2\r\n\r\n{}"
    assert talk(suite.gateways[0], chunks + whole + SMUGGLED)[:2] == ([422, 422, 200], False)


@pytest.mark.parametrize("garbage", [
    b"GARBAGE\r\n\r\n", SMUGGLED + b"\0\r\n\r\n", b"x" * 70_000, POST + b"content-length: -1\r\n\r\n"])
def test_what_is_wrong_is_never_the_answer_to_what_came_before_it(suite: Suite, garbage: bytes) -> None:
    """A client that is told 400 would believe that its first request had no effect."""
    statuses, ended, said = talk(suite.gateways[0], POST + b"content-length: 2\r\n\r\n{}" + garbage)
    assert (statuses, ended) == ([422], True) and b"malformed" not in said


def test_a_body_where_none_is_due_is_no_request(suite: Suite) -> None:
    for path in (b"/healthz", b"/v1/public/units"):  # also one that is answered from memory
        head = b"GET %b HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % (path, len(SMUGGLED))
        assert talk(suite.gateways[0], head + SMUGGLED)[0] == [200]


def test_a_head_without_an_end_is_refused_while_it_is_small(suite: Suite) -> None:
    for head in (b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: ", b"GET /healthz HTTP/1.1\r\nhost: x\r\n" + b"x: y\r\n" * 500_000):
        statuses, ended, _ = talk(suite.gateways[0], head + b"a" * 3_000_000)
        assert ended and statuses in ([431], []), "an answer may be lost when the other side is still sending"
    assert talk(suite.gateways[0], SMUGGLED)[0] == [200]


def test_nobody_is_asked_to_go_on_after_a_refusal(suite: Suite) -> None:
    head = b"POST /v1/sessions HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n" + CHUNKED + b"\r\n-2\r\n"
    log = suite.folder / "logs" / "gateway-1.log"
    before = log.read_text().count("Traceback")
    assert talk(suite.gateways[0], head)[0] == [400] and log.read_text().count("Traceback") == before


def test_an_offer_to_speak_another_protocol_is_not_taken_up(suite: Suite) -> None:
    for offer in (b"h2c", b"websocket"):
        head = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: " + offer + b"\r\n\r\n"
        assert talk(suite.gateways[0], head)[0] == [200]
