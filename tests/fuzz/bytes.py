"""Requests as bytes: some that are well written, and what becomes of them in hands that know no HTTP."""
import random
from collections.abc import Sequence

HUGE = 70_000
"""More than the head of a request may have."""
TOKENS = (
    b"\0", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b"\n\n", b" ", b"\t", b":", b",", b";", b"%", b"%00", b"%ff", b"?", b"#",
    b"//", b"/../", b"\xff", b"\xe4\xbd\xa0", b"\xed\xa0\x80", b"{", b'"', b"0\r\n\r\n", b"-1", b"9" * 30, b"HTTP/1.1",
    b"HTTP/2.0", b"PRI * ", b"\x16\x03\x01\x02\0", b"AMQP\0\0\x09\x01", b"host: y\r\n", b"x" * 5_000)
LINES = (
    b"content-length: 0", b"content-length: 5", b"content-length: -1", b"content-length: 1e3",
    b"content-length: 184467440737095516160", b"transfer-encoding: chunked", b"transfer-encoding: gzip",
    b"transfer-encoding: chunked, chunked", b"connection: close", b"connection: upgrade", b"upgrade: h2c",
    b"expect: 100-continue", b"expect: 200-maybe", b"host:", b"host: a\0b", b" folded", b": x", b"range: bytes=0-,0-,0-",
    b"range: bytes=9-1", b"if-match: *", b'if-match: "99999999999999999999"', b"if-none-match: \xff",
    b"idempotency-key: \xff", b"accept: */*;q=x", b"accept-encoding: \x80", b"authorization: Bearer",
    b"authorization: Basic =", b"authorization: Bearer a.b.c", b"content-type: application/json; charset=utf-16",
    b"content-type: ;", b"traceparent: 00-0-0-0", b"x-request-id: " + b"i" * 300, b"x-content-sha256: zz",
    b"content-digest: sha-256=:=:", b"x: " + b"y" * HUGE, b"x: y\r\n" * 3_000 + b"x: y", b"cookie: " + b"\xf0" * 500,
    b"origin: null", b"forwarded: for=\"", b"te: trailers", b"trailer: host")


def well_written(token: str) -> list[bytes]:
    """Requests of every shape that a gateway takes: without a body, with a length, in chunks, a file, and two in one."""
    head = f"host: x\r\nauthorization: {token}\r\n".encode()
    as_json = head + b"content-type: application/json\r\n"
    filed = b'{"login":"a","password":""}'
    draft = '{"column":"xxz.none","title":"标题","body":"<p>正文。</p>"}'.encode()
    gets = [b"GET %b HTTP/1.1\r\n%b\r\n" % (path, head) for path in (
        b"/v1/articles?limit=2&sort=-changed_at", b"/v1/public/units", b"/v1/public/search?q=%E5%8A%9E%E6%B3%95", b"/v1/me",
        b"/healthz", b"/v1/files/" + b"0" * 64 + b"/content", b"/v1/public/units/433100")]
    posts = [b"POST /v1/sessions HTTP/1.1\r\n%bcontent-length: %d\r\n\r\n%b" % (as_json, len(filed), filed),
             b"POST /v1/articles HTTP/1.1\r\n%btransfer-encoding: chunked\r\n\r\n%x\r\n%b\r\n%x;a=b\r\n%b\r\n0\r\n\r\n" % (
                 as_json, 9, draft[:9], len(draft) - 9, draft[9:]),
             b'PATCH /v1/articles/none HTTP/1.1\r\n%bif-match: "1"\r\nidempotency-key: k\r\ncontent-length: 15\r\n\r\n%b' % (
                 as_json, b'{"title":"abc"}'),
             b"POST /v1/files?unit=433100&name=a.txt HTTP/1.1\r\n%bcontent-length: 6\r\n\r\nabcde\n" % head]
    return [*gets, *posts, posts[1] + gets[0] + posts[0] + gets[4]]


def changed(requests: Sequence[bytes], chance: random.Random) -> bytes:
    """One of ``requests`` after one to four accidents."""
    data = chance.choice(requests)
    for _ in range(chance.choice((1, 1, 2, 4))):
        accident = chance.choice((_inserted, _inserted, _line, _line, _cut, _twice, _flipped, _number, _joined))
        data = accident(data, requests, chance)
    return data


def _somewhere(data: bytes, chance: random.Random) -> int:
    """A place in a line that was drawn first: else most would lie in the token, which is the longest part."""
    lines = data.split(b"\n")
    number = chance.randrange(len(lines))
    return min(sum(len(each) + 1 for each in lines[:number]) + chance.randrange(len(lines[number]) + 1), len(data))


def _inserted(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    at = _somewhere(data, chance)
    return data[:at] + chance.choice(TOKENS) + data[at:]


def _line(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    head, end, rest = data.partition(b"\r\n")
    return head + end + chance.choice(LINES) + b"\r\n" + rest


def _cut(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    start = _somewhere(data, chance)
    return data[:start] if chance.random() < 0.4 else data[:start] + data[start + chance.choice((1, 2, 20)):]


def _twice(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    start, size = _somewhere(data, chance), chance.choice((1, 10, 100))
    return data[:start] + data[start:start + size] * chance.choice((2, 2, 50)) + data[start + size:]


def _flipped(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    at = _somewhere(data, chance)
    return data[:at] + bytes(each ^ 1 << chance.randrange(8) for each in data[at:at + 1]) + data[at + 1:]


def _number(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    """Another number in the place of a length or a version."""
    other = chance.choice((b": 7", b"1.0", b"1.9", b": 0", b"0\r\n", b"ffffffff\r\n"))
    return data.replace(chance.choice((b": 6", b"1.1", b": 15", b"9\r\n")), other, 1)


def _joined(data: bytes, requests: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(requests)
    return data[:_somewhere(data, chance)] + other[_somewhere(other, chance):] if chance.random() < 0.5 else data + other
