"""Images of a body (Art. 12 第十二条): the item's own files, which are reviewed with it, or hosts that the house allows."""
import html
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from services.content.errors import ForeignImage
from services.content.model.item import Item

_IMAGE = re.compile(r"""<img((?:\s+[a-z]+="[^"]*")*)\s*/?>""")
_SOURCE = re.compile(r'''(\ssrc=")([^"]*)(")''')
_FILE = re.compile(r"/v1/public/files/([0-9a-f]{64})(?:[?#].*)?\Z")


def with_own_images(item: Item, hosts: Collection[str]) -> str:
    """The body (sanitised HTML) of ``item``, its images with the addresses that its files have. Raises ``ForeignImage``."""
    files, foreign = {each.file: each.url for each in item.attachments}, list[str]()

    def written(found: re.Match[str]) -> str:
        source = html.unescape(found[2]).strip()
        file = _FILE.match(source)
        if file and file[1] in files:
            return f"{found[1]}{html.escape(files[file[1]])}{found[3]}"
        if not _allowed(source, hosts):
            foreign.append(source)
        return found[0]

    body = _IMAGE.sub(lambda image: f"<img{_SOURCE.sub(written, image[1])}>", item.body)
    if foreign:
        raise ForeignImage(sources="、".join(each[:200] for each in foreign[:5]), fields={
            "body": [f"图片 {each[:200]} 既不是本稿件的附件，也不在允许的网站上。" for each in foreign[:20]]})
    return body


def sources(body: str) -> list[str]:
    """The addresses of the images of a body, each once, in order."""
    found = [html.unescape(source[2]) for image in _IMAGE.finditer(body) for source in _SOURCE.finditer(image[1])]
    return list(dict.fromkeys(found))


def _allowed(source: str, hosts: Collection[str]) -> bool:
    try:
        parts = urlsplit(source)
        return parts.scheme == "https" and parts.hostname in hosts and not parts.username and parts.port in (None, 443)
    except ValueError:
        return False
