"""Masking: parts of a text that is released (区分处理, 第三十七条), and personal data as it may be shown. Pure."""
import re
from collections.abc import Sequence

from services.disclosure.errors.applications import InvalidMasks
from services.disclosure.model.application.parts import Mask

BLOCK = "■"


def release(text: str, masks: Sequence[Mask]) -> str:
    """``text`` with each masked span as one block per character; raises ``InvalidMasks``."""
    parts, end = [], 0
    for number, mask in sorted(enumerate(masks), key=lambda each: (each[1].start, each[1].end)):
        problem = _problem(mask, end, len(text))
        if problem:
            raise InvalidMasks(fields={f"masks.{number}": [problem]})
        parts += [text[end:mask.start], BLOCK * (mask.end - mask.start)]
        end = mask.end
    return "".join([*parts, text[end:]])


def _problem(mask: Mask, end: int, length: int) -> str:
    if not 0 <= mask.start < mask.end <= length:
        return f"遮盖范围应在 0–{length} 之内，且不为空。"
    return "与另一处遮盖重叠。" if mask.start < end else ""


def masked(name: str, value: str) -> str:
    """A personal value as it may leave the service: enough to recognise one's own, too little to learn another's."""
    if not value:
        return ""
    if name == "email":
        user, _, host = value.partition("@")
        return f"{user[:1]}***@{host}"
    if name in ("name", "contact", "representative"):
        return value[0] + "*" * (len(value) - 1) if len(value) < 5 else value[0] + "*" * (len(value) - 2) + value[-1]
    if name == "address":
        return value[:3] + "****"
    return "*" * max(len(value) - 4, 0) + value[-4:] if len(value) > 6 else "*" * len(value)


def holds_any(text: str, values: Sequence[str]) -> bool:
    """True if ``text`` holds one of the personal ``values``, however it is spaced."""
    plain = _SPACES.sub("", text)
    return any(len(value) > 1 and _SPACES.sub("", value) in plain for value in values)


_SPACES = re.compile(r"[\s\-·•]+")
