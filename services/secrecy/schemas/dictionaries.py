"""Dictionaries: what their operations take and give."""
from marshmallow import fields, validate

from services.secrecy.model import SEVERITIES
from services.secrecy.model.dictionary import ENTRY_STATES, KINDS
from services.secrecy.model.entry_lines import FORMATS, REASON_MOST, TAG_MOST, TAGS_MOST, TEXT_MOST
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version, View

AT_ONCE = 1_000
"""Entries that a change names itself; more come on pages."""
CONTENT_MOST = 3_500_000
PAGES_MOST = 1_000


class CreateDictionary(Input):
    """A new dictionary; its code is part of the versions that clearances name."""

    dictionary_id = Code(20, required=True, data_key="code")
    unit = Code(required=True, metadata={"description": "维护单位"})
    name = Line(100, required=True)
    purpose = Line(300, least=0, load_default="")


class GetDictionary(Input):
    """Which dictionary."""

    dictionary_id = Code(20, required=True)


class ListDictionaries(Input):
    """Of which unit."""

    unit = Code(load_default=None)


class StageEntries(GetDictionary):
    """One page of a change, as lines of JSON or CSV with the columns kind, text, severity, state, reason, tags."""

    change = Code(40, required=True, metadata={"description": "变更的名称，由提交者自取"})
    page = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=PAGES_MOST))
    format = Choice(FORMATS, required=True)
    content = Text(CONTENT_MOST, least=1, required=True)


class _NewEntry(Input):
    kind = Choice(KINDS, load_default="word")
    text = Line(TEXT_MOST, required=True)
    severity = Choice(SEVERITIES, load_default="high")
    state = Choice(ENTRY_STATES, load_default="on", metadata={"description": "trial：试用，只记录、不拦截"})
    reason = Line(REASON_MOST, least=2, required=True, metadata={"description": "给审查人员看的理由，不得重复词条"})
    tags = fields.List(Line(TAG_MOST), load_default=list, validate=validate.Length(max=TAGS_MOST))


class _Leaving(Input):
    entry = Id(required=True)
    reason = Line(REASON_MOST, least=2, required=True)


class ChangeDictionary(GetDictionary):
    """One change, as a whole: ``add``, the ``pages`` of ``change`` that were handed in before, and ``remove``."""

    version = Version()
    change = Code(40, load_default=None, metadata={"description": "仅在有分页时填写"})
    pages = fields.Integer(load_default=0, strict=True, validate=validate.Range(min=0, max=PAGES_MOST))
    add = fields.List(fields.Nested(_NewEntry), load_default=list, validate=validate.Length(max=AT_ONCE))
    remove = fields.List(fields.Nested(_Leaving), load_default=list, validate=validate.Length(max=AT_ONCE))
    note = Line(300, least=0, load_default="", metadata={"description": "变更说明"})


class ListDictionaryEntries(Page):
    """Filters; all that are given must hold."""

    dictionary_id = Code(20, required=True)
    kind = Choice(KINDS, load_default=None)
    tag = Line(TAG_MOST, load_default=None)
    severity = Choice(SEVERITIES, load_default=None)
    state = Choice(ENTRY_STATES, load_default=None)
    text = Line(TEXT_MOST, load_default=None, metadata={"description": "词条中含有的文字"})
    since = fields.Integer(load_default=0, validate=validate.Range(min=0, max=2**31),
                           metadata={"description": "自第几版起增加的"})
    standing = Choice(("active", "removed", "all"), load_default="active")


class ListDictionaryDifferences(Page):
    """Between which two editions."""

    dictionary_id = Code(20, required=True)
    before = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31))
    after = fields.Integer(required=True, validate=validate.Range(min=0, max=2**31))


class ExportDictionary(GetDictionary):
    """In which form, and which part of 5,000 entries."""

    format = Choice(FORMATS, load_default="csv")
    part = fields.Integer(load_default=1, validate=validate.Range(min=1, max=100_000))


# -- views


class ChangeView(View):
    """A change that was made."""

    id = fields.String()
    edition = fields.Integer()
    by = fields.String()
    at = fields.DateTime()
    note = fields.String()
    added = fields.Integer()
    removed = fields.Integer()
    digest = fields.String()


class DictionaryView(View):
    """A dictionary; ``counts`` says how many entries of each kind and state count today."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    name = fields.String()
    purpose = fields.String()
    created_by = fields.String()
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    edition = fields.Integer()
    chain = fields.String()
    size = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())


class DictionaryDetail(DictionaryView):
    """A dictionary with its latest changes, the newest first."""

    changes = fields.Function(lambda each: ChangeView(many=True).dump(each.changes[:-101:-1]),
                              metadata={"type": "array", "items": {"type": "object"}})


class PageView(View):
    """A page that was taken in."""

    dictionary = fields.String()
    change = fields.String()
    page = fields.Integer()
    lines = fields.Integer()


class RemovalView(View):
    """Why an entry was taken out."""

    edition = fields.Integer()
    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()


class EntryView(View):
    """An entry of a dictionary."""

    id = fields.String()
    kind = fields.String()
    text = fields.String()
    severity = fields.String()
    state = fields.String()
    reason = fields.String()
    tags = fields.List(fields.String())
    by = fields.String()
    at = fields.DateTime()
    edition = fields.Integer()
    removal = fields.Nested(RemovalView, allow_none=True)


class DifferenceView(View):
    """``added`` or ``removed``."""

    what = fields.String()
    entry = fields.Nested(EntryView)
