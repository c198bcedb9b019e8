"""Files through HTTP, for journeys: bringing and fetching them as any client does."""
import hashlib
import io
import secrets
from typing import Any

import httpx
from PIL import Image

from shared.cli.api import Api

PDF = b"%PDF-1.7\n"


def pdf(mark: str, size: int = 0) -> bytes:
    """Bytes that begin as a PDF does and are nobody else's."""
    return PDF + mark.encode() + bytes(size)


def text(length: int) -> bytes:
    """Plain text of so many characters in which nothing is to be found, and that is nobody else's."""
    mark = "".join(secrets.choice("甲乙丙丁戊己庚辛") for _ in range(16))
    return f"{mark}\n{'目录。' * (length // 3)}".encode()


def picture(width: int, height: int, mark: int = 0) -> bytes:
    """A PNG."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), (mark % 256, mark // 256 % 256, 7)).save(made, "PNG")
    return made.getvalue()


def digest(content: bytes) -> str:
    """The id of a file."""
    return hashlib.sha256(content).hexdigest()


def bring(api: Api, content: Any, name: str, *, unit: str = "433100", **headers: str) -> httpx.Response:
    """Upload; whatever the answer is."""
    return api._http.post("/v1/files", params={"unit": unit, "name": name}, content=content,
                          headers={key.replace("_", "-"): value for key, value in headers.items()})


def brought(api: Api, content: bytes, name: str) -> dict[str, Any]:
    """Upload, which must succeed."""
    answer = bring(api, content, name)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    assert found["id"] == digest(content) and found["size"] == len(content)
    return found
