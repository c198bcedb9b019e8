"""What the gateway says of itself: health, metrics, plugins, the OpenAPI document, and a docs page that needs no internet."""
import os
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import falcon
import falcon.asgi
import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway import openapi
from gateway.cache import AnswerCache
from shared.plugins.discovery import GROUPS
from shared.plugins.manifest import Manifest

_PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>官网接口说明</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>"""
_START = 'SwaggerUIBundle({url:"/v1/openapi.json",dom_id:"#swagger-ui",deepLinking:true,validatorUrl:null});'
_CSP = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
_ASSETS = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}


class About:
    """The endpoints that belong to the gateway itself."""

    def __init__(self, manifests: Sequence[Manifest], version: str, cache: AnswerCache, connected: Callable[[], bool],
                 closing: Callable[[], bool] = lambda: False) -> None:
        self._manifests, self._version, self._cache = manifests, version, cache
        self._connected, self._closing = connected, closing
        self._openapi = orjson.dumps(openapi.document(manifests, version))
        self._assets = _assets_folder()

    def add_to(self, app: falcon.asgi.App) -> None:
        """Add the endpoints to the application."""
        for path, suffix in (("/healthz", "health"), ("/readyz", "ready"), ("/metrics", "metrics"), ("/v1/about", "about"),
                             ("/v1/plugins", "plugins"), ("/v1/openapi.json", "openapi"), ("/docs", "docs"),
                             ("/docs/{name}", "asset")):
            app.add_route(path, self, suffix=suffix)

    async def on_get_health(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Alive."""
        response.media = {"status": "alive", "pid": os.getpid()}

    async def on_get_ready(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Able to work: connected for calls and for events."""
        problems = [text for good, text in ((not self._closing(), "about to stop"),
                                            (self._connected(), "no connection for calls"),
                                            (self._cache.feed_up, "no connection for events")) if not good]
        response.status = 503 if problems else 200
        response.media = {"status": "not ready" if problems else "ready", "problems": problems, "pid": os.getpid()}

    async def on_get_metrics(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Prometheus' form."""
        response.content_type = CONTENT_TYPE_LATEST
        response.data = generate_latest()

    async def on_get_about(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Version and services."""
        response.media = {"name": "guanwang", "version": self._version, "pid": os.getpid(), "services": [
            {"name": each.name, "title": each.title, "version": each.version, "articles": list(each.articles)}
            for each in self._manifests]}

    async def on_get_plugins(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """Everything that is installed, by kind, with the distribution that ships it."""
        response.media = {"items": [
            {"group": group, "name": point.name, "distribution": point.dist.name if point.dist else "",
             "version": point.dist.version if point.dist else ""}
            for group in GROUPS for point in sorted(entry_points(group=group), key=lambda point: point.name)], "next": None}

    async def on_get_openapi(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """The document."""
        response.content_type, response.data = "application/json", self._openapi

    async def on_get_docs(self, _: falcon.asgi.Request, response: falcon.asgi.Response) -> None:
        """A page to read and try it."""
        response.content_type, response.text = "text/html; charset=utf-8", _PAGE
        response.set_header("content-security-policy", _CSP)

    async def on_get_asset(self, _: falcon.asgi.Request, response: falcon.asgi.Response, name: str) -> None:
        """What the docs page is made of."""
        if name == "start.js":
            response.content_type, response.text = "text/javascript", _START
        elif name in _ASSETS:
            response.content_type, response.data = _ASSETS[name], (self._assets / name).read_bytes()
        else:
            raise falcon.HTTPNotFound()


def _assets_folder() -> Path:
    """Where the page's script and style lie: in a package that ships them, found without running its code."""
    spec = find_spec("swagger_ui")
    assert spec is not None and spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / "static"
