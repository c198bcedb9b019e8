"""A client of the gateway as a user of the suite would write one: signs in, sends keys and versions, tells what went wrong."""
import secrets
import time
from typing import Any

import httpx

PATIENCE_SECONDS = 30.0
"""How long a request is repeated, with the same idempotency key, while a gateway or a service is away."""


class Refusal(Exception):
    """The gateway refused a request: ``status``, ``code`` and the whole ``problem``."""

    def __init__(self, problem: dict[str, Any], status: int) -> None:
        self.problem, self.status, self.code = problem, status, str(problem.get("code", ""))
        super().__init__(f"{status} {self.code}: {problem.get('title', '')} {problem.get('errors', '')}")


class Api:
    """One person or program at one gateway."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self._http = httpx.Client(base_url=url, timeout=30, headers={"authorization": f"Bearer {token}"} if token else {})

    def at(self, url: str) -> "Api":
        """The same identity at another gateway."""
        other = Api(url)
        other._http.headers = self._http.headers
        return other

    def get(self, path: str, /, **query: Any) -> Any:
        """The answer to a GET; raises ``Refusal``."""
        given = {name: value for name, value in query.items() if value is not None}
        return _checked(self._patiently("GET", path, params=given))

    def file(self, path: str, /, **query: Any) -> bytes:
        """The bytes of a file that a GET answers with; raises ``Refusal``."""
        return _accepted(self._patiently("GET", path, params=query)).content

    def response(self, path: str, /, **headers: str) -> httpx.Response:
        """The raw response to a GET, whatever it is."""
        return self._patiently("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, /, *, version: int | None = None, key: str | None = None, **body: Any) -> Any:
        """The answer to a POST with an idempotency key; raises ``Refusal``."""
        return self._send("POST", path, version, key, body)

    def patch(self, path: str, /, *, version: int, key: str | None = None, **body: Any) -> Any:
        """The answer to a PATCH; raises ``Refusal``."""
        return self._send("PATCH", path, version, key, body)

    def _send(self, method: str, path: str, version: int | None, key: str | None, body: dict[str, Any]) -> Any:
        headers = {"idempotency-key": key or secrets.token_hex(16)}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        return _checked(self._patiently(method, path, json=body, headers=headers))

    def _patiently(self, method: str, path: str, **request: Any) -> httpx.Response:
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                response = self._http.request(method, path, **request)
                if response.status_code != 503 or time.monotonic() > end:
                    return response
            except httpx.TransportError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.3)


def sign_in(url: str, login: str, password: str) -> Api:
    """A signed-in person; raises ``Refusal``."""
    answer = Api(url).post("/v1/sessions", login=login, password=password)
    return Api(url, answer["access_token"])


def _checked(response: httpx.Response) -> Any:
    return _accepted(response).json() if response.content else None


def _accepted(response: httpx.Response) -> httpx.Response:
    if response.status_code >= 400:
        try:
            problem = response.json()
        except ValueError:
            problem = {"title": response.text[:200]}
        raise Refusal(problem, response.status_code)
    return response
