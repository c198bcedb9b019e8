"""The ASGI application: one endpoint for each route that a manifest declares, and nothing else."""
import logging
import re
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import falcon
import falcon.asgi
import orjson

from gateway import attachment, metrics, problems
from gateway.asking import key_of
from gateway.cache import Receive, Scope, Send
from gateway.dispatch import Dispatcher
from gateway.headers import STANDING
from gateway.identity import Gatekeeper, admitted
from gateway.room import Room, Share
from shared.errors import Fault, Internal
from shared.plugins.discovery import PluginError
from shared.plugins.manifest import Manifest, Route, load

log = logging.getLogger("guanwang.gateway")

_REQUEST_ID = re.compile(r"[0-9A-Za-z._:-]{1,64}\Z")
_VERSION = re.compile(r'(?:W/)?"?(\d{1,15})"?\Z')
_STANDING = [(name.decode(), value.decode()) for name, value in STANDING]
_TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\Z")


def all_routes(manifests: Sequence[Manifest]) -> list[tuple[Manifest, Route]]:
    """Every route of every service; raises ``PluginError`` when two services claim the same method and path."""
    found: dict[tuple[str, str], tuple[Manifest, Route]] = {}
    for manifest in manifests:
        for route in load(manifest.routes) if manifest.routes else ():
            place = route.method, re.sub(r"\{[^}]*\}", "{}", route.path)
            if place in found:
                raise PluginError(f"the services “{found[place][0].name}” and “{manifest.name}” both answer "
                                  f"{route.method} {route.path}; switch one off")
            found[place] = manifest, route
    return list(found.values())


CUT = "guanwang.cut"
"""In the scope of a request whose client went away before the end."""


class Endpoint:
    """One route: request → call → answer."""

    def __init__(self, manifest: Manifest, route: Route, dispatcher: Dispatcher, gatekeeper: Gatekeeper,
                 body_bytes: int, bodies: Room) -> None:
        self._route, self._operation = route, f"{manifest.name}.{route.operation}"
        self._dispatcher, self._gatekeeper = dispatcher, gatekeeper
        self._body_bytes, self._bodies = body_bytes, bodies
        self._versioned = "version" in route.takes().fields
        self._parameters = set(re.findall(r"\{(\w+)", route.path))

    async def __call__(self, request: falcon.asgi.Request, response: falcon.asgi.Response, **path: str) -> None:
        """Answer ``request``."""
        route = self._route
        caller = await admitted(self._gatekeeper, route, request.get_header("authorization"))
        with self._bodies.share() as held:
            args = await self._arguments(request, path, held)
            answer = await self._dispatcher.call(
                self._operation, args, caller=caller, correlation=request.context.id, key=self._key(request),
                traceparent=_header(request, "traceparent", _TRACEPARENT), size=held.amount)
        response.status = route.status
        response.set_header("cache-control", "no-store")
        if route.status == 204:
            return
        if route.media_types:
            attachment.give(response, answer, route)
            return
        response.data = orjson.dumps(answer)
        if isinstance(answer, dict) and isinstance(answer.get("version"), int):
            response.set_header("etag", f'"{answer["version"]}"')

    async def _arguments(self, request: falcon.asgi.Request, path: dict[str, str], held: Share) -> dict[str, Any]:
        args: dict[str, Any] = dict(request.params) if not self._route.write else {}
        if self._route.write:
            if request.query_string:
                raise problems.Refused(400, "写操作不接受查询参数。")
            args = await self._body(request, held)
        if clash := self._parameters & set(args):
            raise problems.Refused(400, f"{'、'.join(sorted(clash))} 已由地址给出。")
        if self._versioned:
            args["version"] = self._version(request)
        return args | path

    def _version(self, request: falcon.asgi.Request) -> int:
        header = request.get_header("if-match")
        if header is None:
            raise problems.Refused(428)
        found = _VERSION.match(header.strip())
        if found is None:
            raise problems.Refused(400, "If-Match 应为所见版本，例如 \"3\"。")
        return int(found[1])

    def _key(self, request: falcon.asgi.Request) -> str | None:
        return key_of(request.get_header("idempotency-key")) if self._route.write else None

    async def _body(self, request: falcon.asgi.Request, held: Share) -> dict[str, Any]:
        if (request.content_length or 0) > self._body_bytes:
            raise problems.Refused(413, f"上限为 {self._body_bytes} 字节。")
        raw = bytearray()
        async for chunk in request.stream:
            held.grow(len(chunk))
            raw += chunk
            if len(raw) > self._body_bytes:
                raise problems.Refused(413, f"上限为 {self._body_bytes} 字节。")
        if CUT in request.scope:  # falcon takes it for the end, and half of a body may be good JSON
            raise problems.Refused(400, "请求没有发送完整。")
        if not raw:
            return {}
        if (request.content_type or "").split(";")[0].strip().lower() != "application/json":
            raise problems.Refused(415)
        try:
            body = orjson.loads(bytes(raw))
        except ValueError as error:
            raise problems.Refused(400, f"不是合法的 JSON：{error}。") from None
        if not isinstance(body, dict):
            raise problems.Refused(400, "应为一个 JSON 对象。")
        return body


class Responder:
    """The falcon resource of one path: its endpoints by method."""

    def __init__(self, endpoints: dict[str, Endpoint], elsewhere: Iterable[str]) -> None:
        for method in elsewhere:
            setattr(self, f"on_{method.lower()}", _answered_before)
        for method, endpoint in endpoints.items():
            setattr(self, f"on_{method.lower()}", _on(endpoint))


class Frame:
    """Middleware: a request id in and out, the headers that every answer carries, and what is counted."""

    async def process_request(self, request: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Take the caller's request id or make one."""
        request.context.id = _header(request, "x-request-id", _REQUEST_ID) or uuid.uuid4().hex
        request.context.began = time.perf_counter()
        response.set_header("x-request-id", request.context.id)
        for name, value in _STANDING:
            response.set_header(name, value)

    async def process_response(self, request: falcon.asgi.Request, response: falcon.asgi.Response, resource: object,
                               succeeded: bool) -> None:
        """Count the answer under its route, never under the address that was asked for: that may be anything."""
        route = request.uri_template or "none"
        metrics.requests(request.method if resource else "any", route, response.status_code).inc()
        if resource:
            metrics.seconds(route).observe(time.perf_counter() - request.context.began)


def build(routes: Sequence[tuple[Manifest, Route]], dispatcher: Dispatcher, gatekeeper: Gatekeeper, body_bytes: int,
          bodies: Room) -> falcon.asgi.App:
    """The application of all ``routes`` but public reads and files, see ``gateway.public`` and ``gateway.streams``."""
    app = falcon.asgi.App(media_type=falcon.MEDIA_JSON, middleware=[Frame()])
    app.req_options.strip_url_path_trailing_slash = False
    app.req_options.keep_blank_qs_values = True
    app.req_options.auto_parse_qs_csv = False
    by_path: dict[str, dict[str, Endpoint]] = {}
    elsewhere: dict[str, set[str]] = {}
    for manifest, route in routes:
        if route.cache or route.streams:
            elsewhere.setdefault(route.path, set()).add(route.method)
        else:
            endpoint = Endpoint(manifest, route, dispatcher, gatekeeper, body_bytes, bodies)
            by_path.setdefault(route.path, {})[route.method] = endpoint
    for path, endpoints in by_path.items():
        app.add_route(path, Responder(endpoints, elsewhere.get(path, ())))
    app.add_error_handler(Exception, _on_error)
    app.add_error_handler(Fault, _on_fault)
    app.add_error_handler(problems.Refused, _on_refused)
    app.add_error_handler(falcon.HTTPError, _on_http_error)
    return app


def noting_cuts(inner: Callable[[Scope, Receive, Send], Awaitable[None]]) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """``inner``, which can see by ``CUT`` whether the body that it read has an end."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        async def noted() -> dict[str, Any]:
            message = await receive()
            if message["type"] == "http.disconnect":
                scope[CUT] = True
            return message

        await inner(scope, noted if scope["type"] == "http" and scope["method"] != "GET" else receive, send)

    return application


def _on(endpoint: Endpoint) -> Any:
    async def responder(request: falcon.asgi.Request, response: falcon.asgi.Response, **path: str) -> None:
        await endpoint(request, response, **path)

    return responder


async def _answered_before(request: falcon.asgi.Request, response: falcon.asgi.Response, **path: str) -> None:
    """Nobody comes here: it is there for ``Allow``, which names the methods of a path that has files or ready bytes too."""
    raise falcon.HTTPNotFound


def _header(request: falcon.asgi.Request, name: str, pattern: re.Pattern[str]) -> str | None:
    value = request.get_header(name)
    return str(value) if value and pattern.match(value) else None


def _request_id(request: falcon.asgi.Request) -> str:
    return str(getattr(request.context, "id", ""))


async def _on_fault(request: falcon.asgi.Request, response: falcon.asgi.Response, fault: Fault, _: Any) -> None:
    problems.write(response, *problems.of_fault(fault, _request_id(request)))


async def _on_refused(request: falcon.asgi.Request, response: falcon.asgi.Response, refused: problems.Refused, _: Any) -> None:
    problems.write(response, *problems.of_status(refused.status, _request_id(request), refused.detail))


async def _on_http_error(request: falcon.asgi.Request, response: falcon.asgi.Response, error: falcon.HTTPError, _: Any) -> None:
    problems.write(response, *problems.of_status(error.status_code, _request_id(request)))
    for name, value in dict(error.headers or {}).items():
        response.set_header(name, value)


async def _on_error(request: falcon.asgi.Request, response: falcon.asgi.Response, error: Exception, _: Any) -> None:
    log.exception("request %s failed", _request_id(request), exc_info=error)
    problems.write(response, *problems.of_fault(Internal(), _request_id(request)))
