"""What files reads of others' events: only these fields."""
from marshmallow import fields

from shared.schemas import Reader


class _ShownFile(Reader):
    file = fields.String(required=True)
    name = fields.String(required=True)


class DisplayChanged(Reader):
    """<service>.display.changed.v1"""

    unit = fields.String(required=True)
    subject = fields.String(required=True)
    files = fields.List(fields.Nested(_ShownFile), load_default=list)


class AttachmentsChanged(Reader):
    """<service>.attachments.changed.v1"""

    unit = fields.String(required=True)
    subject = fields.String(required=True)
    files = fields.List(fields.String(), required=True)


class TextRemoved(Reader):
    """<service>.text.removed.v1: a quarantined text is gone, and these files were used by nothing else of its subject."""

    unit = fields.String(required=True)
    subject = fields.String(required=True)
    files = fields.List(fields.String(), load_default=list)


class FileStored(Reader):
    """files.file.stored.v1: this service hears its own, and reads the file once it is safely stored."""

    file = fields.String(required=True)
