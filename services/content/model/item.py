"""The item itself: title, body and metadata, and the digest that approvals and clearances are bound to."""
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from services.content.errors import InvalidMetadata
from services.content.model import markup
from services.content.model.attachment import Attachment, faults_of
from services.content.model.correction import Correction
from shared.digests import digest
from shared.document_number import WANTED, is_document_number, normal_document_number

LATER = ("attachments", "correction", "masking")
"""Fields that an item did not have from the beginning."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """Everything that a reader could come to see. Two items are the same exactly when their digests are."""

    title: str
    body: str
    """Sanitised HTML."""
    summary: str = ""
    source: str = ""
    """ContentSource 来源."""
    author: str = ""
    keywords: tuple[str, ...] = ()
    kind: str = "other"
    """公文种类, a code of ``vocabulary.DOCUMENT_KINDS``."""
    document_number: str = ""
    """发文字号, normalised: 州政办发〔2018〕21号."""
    subject: str = "other"
    """主题分类, a code of ``vocabulary.SUBJECTS``."""
    attribute: str = "proactive"
    """公开属性, a code of ``vocabulary.ATTRIBUTES``."""
    withholding_reason: str = ""
    re_examine_on: date | None = None
    made_on: date | None = None
    """生成日期."""
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str = "in_force"
    attachments: tuple[Attachment, ...] = ()
    correction: Correction | None = None
    """更正说明: what it puts right of what was public before."""
    masking: str = ""
    """脱敏说明: why characters of it are masked; only a masking writes it."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content (Art. 4 第四条: approved and cleared is exactly this)."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in LATER:
            if not content[name]:  # an item without any has the digest that it had before there could be one
                del content[name]
        return digest(content)

    def with_changes(self, changes: dict[str, Any]) -> "Item":
        """The item with ``changes`` made, checked and normalised; raises ``InvalidMetadata`` or ``UnsafeMarkup``."""
        return checked(replace(self, **changes))


def checked(item: Item) -> Item:
    """``item`` with a clean body and a normalised document number; raises a fault that names each field at fault."""
    problems: dict[str, list[str]] = {}
    number = normal_document_number(item.document_number)
    if number and not is_document_number(number):
        problems["document_number"] = [WANTED]
    if item.attribute == "withheld" and not item.withholding_reason:
        problems["withholding_reason"] = ["不予公开的，应当说明理由。"]
    if item.attribute == "withheld" and item.re_examine_on is None:
        problems["re_examine_on"] = ["不予公开的，应当确定重新审查的日期。"]
    if item.attribute != "withheld" and item.withholding_reason:
        problems["withholding_reason"] = ["只有不予公开的信息才填写不予公开理由。"]
    if item.effective_on and item.expires_on and item.expires_on < item.effective_on:
        problems["expires_on"] = ["失效日期不得早于生效日期。"]
    if faults := faults_of(item.attachments):
        problems["attachments"] = faults
    if problems:
        raise InvalidMetadata(fields=problems)
    return replace(item, body=markup.sanitised(item.body), document_number=number)
