"""Yearly reports: what their operations take and give."""
from decimal import Decimal

from marshmallow import ValidationError, fields, validate

from services.disclosure.model.report_form import PARTS, RESULTS, ROUTES, ROW_LABELS
from services.disclosure.model.report_parts import LABELS
from shared.schemas import Choice, Code, DutyView, Id, Input, Line, Page, Text, Version, View

PART_MOST = 20_000
"""Characters of a part of text."""
FORMATS = ("docx", "xlsx")
"""The files that a report can be had as."""
_MOST = 10**15
_YEAR = validate.Range(min=2008, max=2200, error="年度有误。")


def _bounded(value: Decimal) -> None:
    if abs(value) > _MOST:
        raise ValidationError("数值过大。")


class StartYearlyReport(Input):
    """Whose report, and on which year."""

    unit = Code(required=True, metadata={"description": "单位编号"})
    year = fields.Integer(required=True, strict=True, validate=_YEAR)


class ListYearlyReports(Page):
    """Filters of the list; all that are given must hold."""

    unit = Code(load_default=None)
    year = fields.Integer(load_default=None, validate=_YEAR)
    state = Choice(LABELS, load_default=None)


class GetYearlyReport(Input):
    """Which report."""

    report_id = Id(required=True)


class GetYearlyReportDocument(GetYearlyReport):
    """Which report, and as which kind of file."""

    format = Choice(FORMATS, load_default="docx")


class ChangeYearlyReport(GetYearlyReport):
    """Which report, as it was seen."""

    version = Version()


class EnterReportFigures(ChangeYearlyReport):
    """Numbers by cell; ``null`` takes one back."""

    figures = fields.Dict(
        keys=Line(60), values=fields.Decimal(allow_none=True, validate=_bounded), required=True,
        validate=validate.Length(min=1, max=300, error="须填 1–300 项。"),
        metadata={"description": "<行>.<列> → 数值；表三、表四填写系统外办理的数量，与系统统计的相加"})


class WriteReportTexts(ChangeYearlyReport):
    """Parts that are text; what is left out stays as it is."""

    overview = Text(PART_MOST, load_default=None, metadata={"description": PARTS["overview"]})
    problems = Text(PART_MOST, load_default=None, metadata={"description": PARTS["problems"]})
    other = Text(PART_MOST, load_default=None, metadata={"description": PARTS["other"]})


class ReturnYearlyReport(ChangeYearlyReport):
    """Why it is given back."""

    reason = Text(500, least=2, required=True)


class CorrectYearlyReport(ChangeYearlyReport):
    """Why a public report is corrected."""

    reason = Text(1000, least=2, required=True)


class FigureView(View):
    """A number that somebody entered."""

    cell = fields.String()
    value = fields.String()
    by = fields.String()
    at = fields.DateTime()


class ReportCorrectionView(View):
    """Why a public report was taken up again."""

    reason = fields.String()
    by = fields.String()
    at = fields.DateTime()
    article_id = fields.String()


class YearlyReportView(View):
    """A report without its tables."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    responsible = fields.String()
    year = fields.Integer()
    form = fields.String()
    state = fields.String()
    state_label = fields.Function(lambda report: LABELS[report.state])
    figures = fields.List(fields.Nested(FigureView))
    texts = fields.Dict(keys=fields.String(), values=fields.String())
    submitted_by = fields.String()
    submitted_at = fields.DateTime(allow_none=True)
    approved_by = fields.String()
    approved_at = fields.DateTime(allow_none=True)
    returned_reason = fields.String()
    matter_id = fields.Function(lambda report: report.matter_id if report.frozen else "")
    article_id = fields.String()
    published_at = fields.DateTime(allow_none=True)
    corrections = fields.List(fields.Nested(ReportCorrectionView))
    duty = fields.Nested(DutyView, allow_none=True)


class RowView(View):
    """A row of a table: column → number."""

    code = fields.String()
    label = fields.String()
    numbers = fields.Dict(keys=fields.String(), values=fields.Integer())


class CellView(View):
    """A cell of table 2; no value where nobody filled it in."""

    cell = fields.String()
    label = fields.String()
    value = fields.String()


class ReportTablesView(View):
    """The tables of parts 二, 三 and 四."""

    proactive = fields.List(fields.Nested(CellView))
    applications = fields.List(fields.Nested(RowView))
    remedies = fields.List(fields.Nested(RowView))


class ReportDetailView(View):
    """A report with its tables, and what is missing or does not add up."""

    version = fields.Function(lambda picture: picture.report.version)
    title = fields.String()
    report = fields.Nested(YearlyReportView)
    tables = fields.Function(lambda picture: ReportTablesView().dump(_tables(picture)))
    missing = fields.List(fields.String())
    discrepancies = fields.List(fields.String())
    proposed = fields.Dict(keys=fields.String(), values=fields.Integer())


class ReportArticleView(View):
    """What an editor hands in to make a report public."""

    title = fields.String()
    body = fields.String()
    matter_id = fields.String()


def _tables(picture: object) -> dict[str, object]:
    form, found = picture.form, picture.tables  # type: ignore[attr-defined]
    labels = {**ROW_LABELS, **{each.code: each.label for each in form.outcomes}}
    columns = (*form.columns, "total")
    return {
        "proactive": [{"cell": cell, "label": form.label(cell), "value": value}
                      for cell, value in found.proactive.items()],
        "applications": [{"code": row.code, "label": labels[row.code],
                          "numbers": dict(zip(columns, row.numbers, strict=True))} for row in found.applications],
        "remedies": [{"code": row.code, "label": ROUTES[row.code],
                      "numbers": dict(zip((*RESULTS, "total"), row.numbers, strict=True))} for row in found.remedies]}
