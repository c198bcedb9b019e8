"""The live site, as anybody reads it from a gateway."""
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from shared.cli.api import Api, Refusal

PAGE = 500
"""Addresses that are asked for at once."""


class Live:
    """One site at one gateway."""

    def __init__(self, api: Api, site: str) -> None:
        self._api, self.code = api, site

    def site(self) -> dict[str, Any]:
        """Name, domain and labels of the site; raises ``Refusal``."""
        for each in self._api.get("/v1/public/sites")["items"]:
            if each["id"] == self.code:
                return dict(each)
        raise Refusal({"code": "export.site.not_found", "title": f"没有网站 {self.code}。"}, 404)

    def columns(self) -> list[dict[str, Any]]:
        """The columns that were ever open."""
        return list(self._api.get("/v1/public/columns", site=self.code)["items"])

    def addresses(self) -> Iterator[dict[str, Any]]:
        """Every address that ever was public."""
        cursor = None
        while True:
            page = self._api.get("/v1/public/addresses", site=self.code, limit=PAGE, cursor=cursor)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def article(self, id_: str) -> dict[str, Any] | None:
        """A public article, or ``None`` if it is not public any more."""
        try:
            return dict(self._api.get(f"/v1/public/articles/{id_}"))
        except Refusal as refusal:
            if refusal.status == 404:
                return None
            raise

    def bytes(self, path: str) -> bytes:
        """What is at a path of the gateway; raises ``Refusal``."""
        return self._api.file(path)

    def download(self, sha256: str, to: Path) -> bool:
        """Bring a file to ``to``; False if it is not to be had, or is not what its name says."""
        digest = hashlib.sha256()
        try:
            with httpx.stream("GET", f"{self._api.url}/v1/public/files/{sha256}", timeout=60, follow_redirects=False) as answer:
                if answer.status_code != 200:
                    return False
                with to.open("wb") as file:
                    for chunk in answer.iter_bytes(1 << 20):
                        digest.update(chunk)
                        file.write(chunk)
        except httpx.TransportError:
            return False
        return digest.hexdigest() == sha256
