"""What files' operations take and give."""
from typing import Any

from marshmallow import ValidationError, fields, validate

from shared.file_name import NAME_MOST, is_file_name
from shared.schemas import Choice, Code, Input, Line, Page, Version, View

WIDTHS = (160, 320, 640, 1280)
"""Pixels of a thumbnail's width; a closed list, so that nobody can have any number of pictures made."""


class Sha256(Line):
    """A SHA-256 in lower-case hex; what files are named by."""

    def __init__(self, **kwargs: Any) -> None:
        pattern = validate.Regexp(r"^[0-9a-f]{64}\Z", error="须为 64 位小写十六进制的 SHA-256 摘要。")
        super().__init__(64, validate=pattern, **kwargs)


class FileName(Line):
    """The name of a file; never a path."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(NAME_MOST, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, attr, data, **kwargs)
        if not is_file_name(name):
            raise ValidationError("不能作为文件名：不得含有路径、控制字符或改变文字方向的字符。")
        return name


class OpenUpload(Input):
    """What is about to be brought; ``size`` and ``sha256`` as far as the client says them."""

    unit = Code(required=True)
    name = FileName(required=True)
    size = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(min=0))
    sha256 = Sha256(load_default=None, allow_none=True)


class StoreFile(Input):
    """For whom and under which name; ``file`` is what the bytes turned out to be."""

    unit = Code(required=True)
    name = FileName(required=True)
    file = Sha256(required=True)


class GetFile(Input):
    """Which file."""

    file_id = Sha256(required=True)


class GetContent(GetFile):
    """Which file, and by which of its names."""

    name = Line(NAME_MOST, load_default=None, allow_none=True)


class ChangeFile(GetFile):
    """Nothing but the file and its version."""

    version = Version()


class GetText(GetFile):
    """From which piece of the text on (0, then ``next``), and how much of it about."""

    from_piece = fields.Integer(load_default=0, validate=validate.Range(min=0, max=1_000_000))
    most_characters = fields.Integer(load_default=200_000, validate=validate.Range(min=1, max=1_000_000))


class GetThumbnail(GetFile):
    """Of which image, and how wide."""

    width = fields.Integer(load_default=320, validate=validate.OneOf(
        WIDTHS, error=f"只能是：{'、'.join(map(str, WIDTHS))}。"))


class ListFiles(Page):
    """Filters of the list."""

    unit = Code(load_default=None, allow_none=True)
    name = Line(NAME_MOST, load_default=None, allow_none=True, metadata={"description": "名称中包含的文字"})
    media_type = Line(100, load_default=None, allow_none=True)
    unused = fields.Boolean(load_default=None, allow_none=True, metadata={"description": "true：没有任何内容引用的文件"})
    sort = Choice(("stored_at", "-stored_at", "name", "-name"), load_default="-stored_at")


class UploadView(View):
    """Who brought it, for which unit, under which name."""

    unit = fields.String()
    by = fields.String()
    at = fields.DateTime()
    name = fields.String()


class ExaminationView(View):
    """How far the reading of its text has come."""

    state = fields.String()
    reason = fields.String()
    reason_label = fields.String()
    parts = fields.Integer()
    characters = fields.Integer()
    at = fields.DateTime(allow_none=True)
    version = fields.Integer()


class GapView(View):
    """A place that may hold text which could not be read; ``part`` is empty for the file as a whole."""

    part = fields.String()
    reason = fields.String()
    label = fields.String()
    count = fields.Integer()


class PieceView(View):
    """A piece of a part; ``kind`` is ``plain``, ``html`` or ``table`` (a line a row, a tab between cells)."""

    name = fields.String()
    kind = fields.String()
    text = fields.String()
    continues = fields.Boolean(metadata={"description": "true：接续前一段"})


class TextView(View):
    """A page of the text inside a file; ``next`` is where the next one begins, ``null`` after the last."""

    file = fields.String()
    outcome = fields.String()
    reason = fields.String()
    gaps = fields.List(fields.Nested(GapView))
    pieces = fields.List(fields.Nested(PieceView))
    next = fields.Integer(allow_none=True)


class FileView(View):
    """A file; ``id`` is the SHA-256 of its bytes, ``media_type`` what they were found to be."""

    id = fields.String()
    version = fields.Integer()
    size = fields.Integer()
    media_type = fields.String()
    charset = fields.String()
    name = fields.String()
    stored_at = fields.DateTime()
    uploads = fields.List(fields.Nested(UploadView))
    warnings = fields.List(fields.String())
    unused_since = fields.DateTime(allow_none=True)
    removed_at = fields.DateTime(allow_none=True)
    removed_for = fields.String(metadata={"description": "unused：长期未被引用；quarantined：因疑似涉密被隔离清除"})
    quarantined_at = fields.DateTime(allow_none=True)
    examination = fields.Nested(ExaminationView, allow_none=True)


class UseView(View):
    """Something that refers to a file: ``<service>/<subject>``, and the names by which the public sees it there, if it does."""

    subject = fields.String(attribute="id")
    unit = fields.String()
    shown = fields.Function(lambda reference: [each.name for each in reference.shown])


class FileDetail(FileView):
    """A file with everything that refers to it."""

    used_by = fields.List(fields.Nested(UseView))
