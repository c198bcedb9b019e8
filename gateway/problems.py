"""Problems: every refusal as problem+json (RFC 9457), with a Chinese sentence for people and a code for programs."""
from typing import Any

import falcon
import falcon.asgi
import orjson

from shared.errors import Fault, Kind

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"

_HTTP = {
    400: ("gateway.request.malformed", "请求格式不正确。"),
    404: ("gateway.route.not_found", "没有这个地址。"),
    405: ("gateway.route.method_not_allowed", "该地址不支持这种请求方法。"),
    406: ("gateway.answer.not_acceptable", "只能以 JSON 作答。"),
    408: ("gateway.request.too_slow", "请求发送过慢，未能在规定时间内收齐。"),
    413: ("gateway.body.too_large", "提交的内容过大。"),
    414: ("gateway.request.too_long", "地址过长。"),
    416: ("gateway.range.not_satisfiable", "文件没有所要求的这一段。"),
    415: ("gateway.body.unsupported", "只接受 application/json。"),
    428: ("gateway.version.required", "修改须用 If-Match 指明所见的版本。"),
    431: ("gateway.request.head_too_large", "请求头过大。"),
    503: ("gateway.busy", "系统繁忙，请求过多，未予受理。"),
}
"""What the gateway itself refuses, before any service is asked: status → code and sentence."""


PHRASES = {400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large", 503: "Service Unavailable"}
"""How the status lines of what is refused below the framework end."""


class Refused(Exception):
    """The gateway refuses a request; ``detail`` adds to the standard sentence."""

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(status)
        self.status, self.detail = status, detail


def of_fault(fault: Fault, request_id: str) -> tuple[int, dict[str, Any]]:
    """Status and body for a fault."""
    wire = fault.to_wire()
    status = fault.kind.status
    body = _body(status, wire["code"], wire["text"], request_id) | {
        "article": wire["article"], "remedy": wire["remedy"], "errors": wire["fields"], "details": wire["details"]}
    return status, {key: value for key, value in body.items() if value not in ("", {}, None)}


def of_status(status: int, request_id: str, detail: str = "") -> tuple[int, dict[str, Any]]:
    """Status and body for what the gateway itself refuses."""
    code, text = _HTTP.get(status, ("gateway.request.refused", "请求未被受理。"))
    return status, _body(status, code, f"{text}{detail}", request_id)


def write(response: falcon.asgi.Response, status: int, body: dict[str, Any]) -> None:
    """Make ``body`` the answer."""
    response.status = status
    response.content_type = MEDIA_TYPE
    response.data = orjson.dumps(body)
    for name, value in headers(status, body).items():
        response.set_header(name, value)


def headers(status: int, body: dict[str, Any]) -> dict[str, str]:
    """What a problem says beside its body: when to try again, or how to sign in."""
    if status in (Kind.UNAVAILABLE.status, Kind.TOO_MANY.status):
        return {"Retry-After": str(body.get("details", {}).get("retry_after", RETRY_AFTER))}
    return {"WWW-Authenticate": "Bearer"} if status == Kind.UNAUTHENTICATED.status else {}


def _body(status: int, code: str, text: str, request_id: str) -> dict[str, Any]:
    return {"type": f"urn:guanwang:problem:{code}", "title": text, "status": status, "code": code, "request_id": request_id}
