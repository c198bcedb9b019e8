"""Imports of matters: what their operations take and give."""
from marshmallow import fields

from services.disclosure.model.matter_import import LABELS, OUTCOMES
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, View


class ImportMatters(Input):
    """A file of matters of one unit: ``content`` is the text of a CSV file, ``content_base64`` a whole file."""

    unit = Code(required=True, metadata={"description": "责任单位"})
    format = Choice(("csv", "xlsx"), required=True)
    name = Line(200, required=True, metadata={"description": "文件名"})
    content = Text(3_900_000, load_default="")
    content_base64 = Text(3_900_000, load_default="")
    dry_run = fields.Boolean(load_default=False, metadata={"description": "只检查，不登记"})


class GetMatterImport(Input):
    """Which import."""

    import_id = Id(required=True)


class ListMatterImports(Page):
    """Of one unit, or of all that the caller works for."""

    unit = Code(load_default=None)


class ListMatterImportRows(Page):
    """Which rows."""

    import_id = Id(required=True)
    outcome = Choice(OUTCOMES, load_default=None)


class GetMatterImportReport(GetMatterImport):
    """Which import; ``all``: with the rows that became matters."""

    all = fields.Boolean(load_default=False)


class MatterImportView(View):
    """How far an import is."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    name = fields.String()
    format = fields.String()
    encoding = fields.String()
    dry_run = fields.Boolean()
    by = fields.String()
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    columns = fields.List(fields.String())
    unknown_columns = fields.List(fields.String())
    state = fields.String()
    state_label = fields.Function(lambda found: LABELS[found.state])
    rows = fields.Integer()
    done = fields.Integer()
    registered = fields.Integer()
    refused = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    problem = fields.String()


class RowProblemView(View):
    """What is wrong with a row; ``field`` is empty where it is the row as a whole."""

    field = fields.String()
    column = fields.String()
    text = fields.String()


class ImportRowView(View):
    """A row, as it was given, and what became of it."""

    line = fields.Integer()
    outcome = fields.String()
    outcome_label = fields.String()
    problems = fields.List(fields.Nested(RowProblemView))
    given = fields.List(fields.String())
    matter_id = fields.String()
