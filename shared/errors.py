"""Faults: refusals that a caller can understand and act on. Only these cross from a service to a caller.

A fault class states its kind (which decides the HTTP status), its code ``<service>.<noun>.<reason>`` for programs,
a Chinese sentence for people, the article of the regulation that it rests on, and what would resolve it.
"""
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, ClassVar


class Kind(StrEnum):
    """The kinds of fault, each with its HTTP status. There are no others; a bug is not a fault."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    UNAVAILABLE = "unavailable"
    TOO_MANY = "too_many"

    @property
    def status(self) -> int:
        """The HTTP status code of this kind."""
        return _STATUS[self]


_STATUS = {
    Kind.INVALID: 422,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.UNAVAILABLE: 503,
    Kind.TOO_MANY: 429,
}


class Fault(Exception):
    """A refusal. Subclasses set the class attributes; ``details`` fill the sentence and travel as data.

    ``fields`` maps the path of each field at fault to its messages, e.g. ``{"title": ["…"]}``.
    """

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "frame.call.refused"
    text: ClassVar[str] = "请求未被受理。"
    article: ClassVar[str] = ""
    """The article that it rests on, e.g. ``Art. 4 第四条``; empty when the law is silent."""
    remedy: ClassVar[str] = ""
    """One Chinese sentence: what to do next."""

    def __init__(self, *, fields: Mapping[str, list[str]] | None = None, **details: Any) -> None:
        self.fields = dict(fields or {})
        self.details = details
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The Chinese sentence for people, with the details filled in."""
        return self.text.format_map(_Lenient(self.details))

    def to_wire(self) -> dict[str, Any]:
        """The fault as a JSON-able dict: kind, code, text, article, remedy, fields, details."""
        return {
            "kind": self.kind.value,
            "code": self.code,
            "text": self.sentence,
            "article": self.article,
            "remedy": self.remedy.format_map(_Lenient(self.details)),
            "fields": self.fields,
            "details": {key: _plain(value) for key, value in self.details.items()},
        }

    @staticmethod
    def from_wire(wire: Mapping[str, Any]) -> "Fault":
        """A fault that another process raised, rebuilt without knowing its class."""
        fault = Fault.__new__(_RemoteFault)
        fault.kind = Kind(wire["kind"])  # type: ignore[misc]
        fault.code, fault.text = wire["code"], wire["text"].replace("{", "{{").replace("}", "}}")  # type: ignore[misc]
        fault.article, fault.remedy = wire.get("article", ""), wire.get("remedy", "")  # type: ignore[misc]
        Fault.__init__(fault, fields=wire.get("fields"), **wire.get("details", {}))
        return fault


class _RemoteFault(Fault):
    """A fault as it came over the wire."""


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | type(None)) else str(value)


def attempted(function: Callable[..., Any], *args: Any) -> Any:
    """``function(*args)``, or the fault that it raised: one result among many."""
    try:
        return function(*args)
    except Fault as fault:
        return fault


class InvalidInput(Fault):
    """A field is missing, unknown, of the wrong type or out of bounds."""

    kind, code = Kind.INVALID, "frame.input.invalid"
    text = "提交的内容不符合要求。"
    remedy = "请按 fields 中的说明逐项改正后重新提交。"


class InvalidCursor(Fault):
    """The cursor was not given out by this list."""

    kind, code = Kind.INVALID, "frame.list.invalid_cursor"
    text = "分页游标无效。"
    remedy = "请从第一页重新读取。"


class KeyReused(Fault):
    """An idempotency key came back with a different request."""

    kind, code = Kind.INVALID, "frame.key.reused"
    text = "同一幂等键已用于另一个请求。"
    remedy = "新的请求请使用新的 Idempotency-Key。"


class AnswerForgotten(Fault):
    """A request came back whose answer was removed, because it held what must not be kept."""

    kind, code = Kind.CONFLICT, "frame.key.answer_forgotten"
    text = "该请求已经办理，其结果已按规定清除，不再提供。"
    article = "Art. 12 第十二条"
    remedy = "请重新读取该项内容的现状。"


class StaleVersion(Fault):
    """The item was changed since the caller read it; ``current`` is its version now."""

    kind, code = Kind.CONFLICT, "frame.version.stale"
    text = "该项内容已被他人修改，当前版本为 {current}。"
    remedy = "请重新读取后再提交。"


class Unauthenticated(Fault):
    """Nobody is signed in, or the token is expired, forged, revoked or meant for somebody else."""

    kind, code = Kind.UNAUTHENTICATED, "frame.caller.unauthenticated"
    text = "未登录或登录已失效。"
    remedy = "请登录后重试。"


class Forbidden(Fault):
    """The caller lacks the role for this unit."""

    kind, code = Kind.FORBIDDEN, "frame.caller.forbidden"
    text = "您没有对单位 {unit} 执行此操作的权限。"
    article = "Art. 5 第五条"
    remedy = "请由具有相应职责的人员办理：{roles}。"


class Expired(Fault):
    """The call reached its deadline before anybody worked on it; nothing was changed."""

    kind, code = Kind.UNAVAILABLE, "frame.call.expired"
    text = "系统繁忙，请求未能及时处理。"
    remedy = "请稍后重试。"


class Busy(Fault):
    """More waits for this than can be answered in time: refused before anybody was asked, so nothing was changed."""

    kind, code = Kind.UNAVAILABLE, "frame.service.busy"
    text = "系统繁忙，请求过多，未予受理。"
    remedy = "请稍后重试。"


class UnknownOperation(Fault):
    """No process of the service that answered knows this operation yet: it is being brought to another version."""

    kind, code = Kind.UNAVAILABLE, "frame.operation.unknown"
    text = "服务正在更新，该功能暂不可用。"
    remedy = "请在更新完成后重试。"


class Unavailable(Fault):
    """A service or a store behind this call does not answer; the call may be repeated with the same key."""

    kind, code = Kind.UNAVAILABLE, "frame.service.unavailable"
    text = "服务暂时不可用。"
    remedy = "请稍后以同一幂等键重试。"


class DocumentTooLarge(Fault):
    """A document that was asked for is too large to be given in one piece."""

    kind, code = Kind.INVALID, "frame.document.too_large"
    text = "生成的文件过大（{bytes} 字节，上限为 {most} 字节）。"
    remedy = "请缩小范围后重新导出。"


class Internal(Fault):
    """A defect of ours: logged with the correlation id, shown without details."""

    kind, code = Kind.UNAVAILABLE, "frame.call.failed"
    text = "系统内部错误，请求未能完成。"
    remedy = "请凭请求编号联系运维人员。"
