"""One OpenAPI 3.1 document of all services' routes, made from their manifests and schemas."""
import re
from collections.abc import Sequence
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from gateway import events
from gateway.app import all_routes
from shared.caller import ROLES
from shared.errors import Kind
from shared.plugins.manifest import SIGNED_IN, Manifest, Route

PROBLEM = {
    "type": "object",
    "description": "problem+json (RFC 9457)",
    "required": ["type", "title", "status", "code", "request_id"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string", "description": "给人看的一句话"}, "status": {"type": "integer"},
        "code": {"type": "string", "description": "<service>.<noun>.<reason>"}, "request_id": {"type": "string"},
        "article": {"type": "string", "description": "依据的条款"}, "remedy": {"type": "string", "description": "如何解决"},
        "errors": {"type": "object", "description": "有问题的字段",
                   "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "details": {"type": "object"},
    },
}


def document(manifests: Sequence[Manifest], version: str) -> dict[str, Any]:
    """The OpenAPI document."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    spec = APISpec(title="官网 Guanwang", version=version, openapi_version="3.1.0", plugins=[plugin], info={
        "description": "政府网站管理和内容保障。每个接口注明所执行的条款；拒绝均以 problem+json 说明。"})
    spec.components.schema("Problem", component=PROBLEM)
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    for manifest in manifests:
        spec.tag({"name": manifest.name, "description": f"{manifest.title} · {'、'.join(manifest.articles)}"})
    by_path: dict[str, dict[str, Any]] = {}
    for manifest, route in all_routes(manifests):
        by_path.setdefault(route.path, {})[route.method.lower()] = _operation(plugin, manifest, route)
    spec.tag({"name": "gateway", "description": "网关"})
    by_path[events.PATH] = events.described()
    for path, operations in by_path.items():
        spec.path(path=path, operations=operations)
    made: dict[str, Any] = spec.to_dict()
    return made


def _operation(plugin: MarshmallowPlugin, manifest: Manifest, route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{manifest.name}.{route.operation}", "summary": route.summary, "tags": [manifest.name],
        "description": " · ".join(filter(None, (route.article, _who(route)))),
        "parameters": _parameters(plugin, route), "responses": _responses(route),
        "security": [] if route.public else [{"bearer": []}]}
    if body := _body(route):
        operation["requestBody"] = body
    return operation


def _parameters(plugin: MarshmallowPlugin, route: Route) -> list[dict[str, Any]]:
    in_path = re.findall(r"\{(\w+)", route.path)
    declared = route.takes().fields

    def parameter(name: str, where: str) -> dict[str, Any]:
        field = declared[name]
        return {"name": field.data_key or name, "in": where, "required": where == "path" or field.required,
                "schema": plugin.converter.field2property(field)}

    found = [parameter(name, "path") for name in in_path]
    if route.upload or not route.write:
        found += [parameter(name, "query") for name in declared if name not in [*in_path, *(["file"] if route.upload else [])]]
    if "version" in declared:
        found.append({"name": "If-Match", "in": "header", "required": True, "description": "所见的版本，例如 \"3\"",
                      "schema": {"type": "string", "pattern": '^"?[1-9][0-9]{0,14}"?$'}})
    if route.write:
        found.append({"name": "Idempotency-Key", "in": "header", "required": False,
                      "description": "同一请求重发时使用同一个键，得到第一次的答复",
                      "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,200}$"}})
    return found


def _body(route: Route) -> dict[str, Any] | None:
    if not route.write:
        return None
    if route.upload:
        return {"required": True, "description": "文件的内容", "content": {"application/octet-stream": {"schema": _BINARY}}}
    in_path = set(re.findall(r"\{(\w+)", route.path))
    left_out = [name for name in route.takes().fields if name in in_path or name == "version"]
    schema = route.takes(exclude=left_out)
    if not schema.fields:
        return None
    content: dict[str, Any] = {"schema": schema}
    if route.example:
        content["example"] = dict(route.example)
    return {"required": any(field.required for field in schema.fields.values()), "content": {"application/json": content}}


def _responses(route: Route) -> dict[str, Any]:
    shape: Any = route.gives or {"type": "object"}
    if route.many:
        shape = {"type": "object", "required": ["items", "next"], "properties": {
            "items": {"type": "array", "items": shape}, "next": {"type": ["string", "null"], "description": "下一页的游标"}}}
    answers: dict[str, Any] = {str(route.status): {"description": "成功"}}
    if route.media_types and route.cache:
        answers["200"] = _ready(route.media_types)
    elif route.media_types or route.download:
        answers["200"] = _document(route.media_types or ("*/*",))
    elif route.status != 204:
        answers[str(route.status)]["content"] = {"application/json": {"schema": shape}}
    refusals = {400: "请求格式不正确", **{kind.status: kind.value for kind in Kind}}
    if route.write:
        refusals |= {413: "提交的内容过大"} | ({} if route.upload else {415: "只接受 application/json"})
    if route.download:
        answers |= {"206": _document(route.media_types or ("*/*",)) | {"description": "文件的一段（Range）"}}
        refusals[416] = "没有所要求的一段"
    if "version" in route.takes().fields:
        refusals[428] = "缺少 If-Match"
    for status, text in sorted(refusals.items()):
        answers[str(status)] = {"description": text, "content": {"application/problem+json": {
            "schema": {"$ref": "#/components/schemas/Problem"}}}}
    return answers


_BINARY = {"type": "string", "format": "binary"}


def _ready(media_types: Sequence[str]) -> dict[str, Any]:
    return {"description": "成功", "content": {media_type: {"schema": {
        "type": "object" if media_type.endswith("+json") else "string"}} for media_type in media_types}}


def _document(media_types: Sequence[str]) -> dict[str, Any]:
    name = {"description": "文件名（RFC 6266）", "required": True, "schema": {"type": "string"}}
    return {"description": "文件", "headers": {"Content-Disposition": name},
            "content": {media_type: {"schema": _BINARY} for media_type in media_types}}


def _who(route: Route) -> str:
    if route.public:
        return "任何人"
    if SIGNED_IN in route.roles:
        return "已登录"
    return "、".join(f"{ROLES[role]}（{role}）" for role in route.roles) or "无人"


def _name(schema: Any) -> str:
    """The schema's name with its service's before it: two services may each have a ``ClaimView``."""
    made = schema() if isinstance(schema, type) else schema
    package, _, rest = type(made).__module__.partition(".")
    owner = rest.partition(".")[0] if package == "services" else package
    return f"{owner}.{type(made).__name__}" + ("Body" if made.exclude else "")
