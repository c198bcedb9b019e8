"""Holiday notices: what their operations take and give."""
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.law.model import NoticeBook
from shared.schemas import Input, Line, Text, View

FILE_CHARACTERS = 100_000
_MOST = validate.Length(max=100, error="最多 100 项。")

OffSpan = Input.from_dict({"name": Line(100, required=True), "from": fields.Date(required=True), "to": fields.Date()},
                          name="OffSpan")
WorkedDay = Input.from_dict({"name": Line(100, required=True), "date": fields.Date(required=True)}, name="WorkedDay")


class Nothing(Input):
    """No input."""


class NoticeFields(Input):
    """A notice field by field; ``amends``: only single days of a year that is settled change."""

    title = Line(150, required=True)
    number = Line(50, metadata={"description": "文号"})
    issued_on = fields.Date(required=True)
    year = fields.Integer(required=True, strict=True)
    amends = fields.Boolean()
    off = fields.List(fields.Nested(OffSpan), validate=_MOST)
    work = fields.List(fields.Nested(WorkedDay), validate=_MOST)


class ImportNotice(Input):
    """A notice: the ``text`` of a file of holiday-cn or of a YAML file (docs/calendar.md), or its fields as ``notice``."""

    name = Line(200, least=0, load_default="", metadata={"description": "文件名"})
    text = Text(FILE_CHARACTERS, load_default=None)
    notice = fields.Nested(NoticeFields, load_default=None)

    @validates_schema
    def _one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("text") is None) == (data.get("notice") is None):
            raise ValidationError("text 和 notice 须填写其中一项。", "text")


class GetNotice(Input):
    """Which notice."""

    notice_id = Line(40, required=True)


class NoticeDayView(View):
    """A day that is off, or worked in exchange."""

    day = fields.Date()
    off = fields.Boolean()
    name = fields.String()


class NoticeView(View):
    """A notice; of the book that an import gives back, the one that was just imported."""

    id = fields.String(attribute="notice.id")
    year = fields.Integer(attribute="notice.year")
    title = fields.String(attribute="notice.title")
    issued_on = fields.Date(attribute="notice.issued_on")
    whole = fields.Boolean(attribute="notice.whole")
    days = fields.List(fields.Nested(NoticeDayView), attribute="notice.days")
    file = fields.String()
    imported_at = fields.DateTime()

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """Of the book, the newest."""
        return super().get_attribute(obj.imported[-1] if isinstance(obj, NoticeBook) else obj, attr, default)


class NoticeDetail(NoticeView):
    """A notice with the file that it came in."""

    text = fields.String()
