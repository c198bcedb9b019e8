"""What secrecy reads of others: their requests for a review, and the text that they answer. Only these fields."""
from typing import Any

from marshmallow import ValidationError, fields, validate, validates

from shared.readers import DisplayChanged, NoticeImported, UnitChanged
from shared.schemas import Choice, Reader

__all__ = ["DictionaryChanged", "DisplayChanged", "NoticeImported", "ReviewQuarantined", "ReviewRequested", "ReviewText",
           "TextRemoved", "UnitChanged"]


class ReviewRequested(Reader):
    """<service>.review.requested.v1, the same from every service that publishes."""

    unit = fields.String(required=True, validate=validate.Length(min=1))
    subject = fields.String(required=True, validate=validate.Length(min=1))
    digest = fields.String(required=True, validate=validate.Length(min=1))
    urgency = Choice(("normal", "emergency"), load_default="normal")
    fetch = fields.String(required=True)
    involved = fields.List(fields.String(), required=True)


class DictionaryChanged(Reader):
    """secrecy.dictionary.changed.v1: our own"""

    dictionary = fields.String(required=True)
class ReviewQuarantined(Reader):
    """secrecy.review.quarantined.v1: our own, for other reviews of the same text."""

    review_id = fields.String(required=True)
    service = fields.String(required=True)
    subject = fields.String(required=True)
    digest = fields.String(required=True)


class TextRemoved(Reader):
    """<service>.text.removed.v1, the same from every service that publishes."""

    subject = fields.String(required=True)
    digest = fields.String(required=True)
    copies = fields.Integer(required=True)


class _Part(Reader):
    """``name`` is kept with the findings, so it must be neutral: ``attachment-1``, not the name of a file."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=100))
    format = Choice(("plain", "html", "table"), load_default="plain")
    text = fields.String(required=True)


class _Attachment(Reader):
    """A file of the item; ``name`` is neutral like a part's, ``file`` is its id at the files service."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=60))
    file = fields.String(required=True, validate=validate.Length(min=1, max=100))


class ReviewText(Reader):
    """The answer of <service>.get_review_text."""

    title = fields.String(required=True)
    parts = fields.List(fields.Nested(_Part), required=True, validate=validate.Length(min=1))
    attachments = fields.List(fields.Nested(_Attachment), load_default=list)

    @validates("parts")
    def _tell_apart(self, parts: list[dict[str, Any]], **_: Any) -> None:
        if len({part["name"] for part in parts}) < len(parts):
            raise ValidationError("two parts of one name")

    @validates("attachments")
    def _tell_files_apart(self, attachments: list[dict[str, Any]], **_: Any) -> None:
        if len({each["name"] for each in attachments}) < len(attachments):
            raise ValidationError("two attachments of one name")


class _Gap(Reader):
    part = fields.String(required=True)
    reason = fields.String(required=True)
    label = fields.String(load_default="")
    count = fields.Integer(load_default=1)


class _Piece(Reader):
    name = fields.String(required=True, validate=validate.Length(min=1, max=200))
    kind = Choice(("plain", "html", "table"), required=True)
    text = fields.String(required=True)
    continues = fields.Boolean(load_default=False)


class ExtractedText(Reader):
    """The answer of files.get_extracted_text."""

    outcome = fields.String(required=True)
    gaps = fields.List(fields.Nested(_Gap), required=True)
    pieces = fields.List(fields.Nested(_Piece), required=True)
    next = fields.Integer(required=True, allow_none=True)
