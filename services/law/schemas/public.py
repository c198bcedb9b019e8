"""What the public asks of calendar and rules, and gets."""
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.law.terms import Term
from shared.schemas import Input, Line, View

MOST_DAYS = 400


class TermField(fields.String):
    """A term as rule packs write it: ``5 workdays``, ``2 weeks``, ``6 months``, ``1 year``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return Term.parse(text)
        except ValueError:
            raise ValidationError("须为期限，例如：5 workdays、2 weeks、6 months、1 year。") from None


class ListDays(Input):
    """From which to which day, both included."""

    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")

    @validates_schema
    def _a_span(self, data: dict[str, Any], **_: Any) -> None:
        if data["last"] < data["first"]:
            raise ValidationError("不得早于 from。", "to")
        if (data["last"] - data["first"]).days >= MOST_DAYS:
            raise ValidationError(f"一次最多查询 {MOST_DAYS} 天。", "to")


class CountDueDate(Input):
    """From which day, how long; ``roll``: a term by the calendar that ends on a day off ends on the next working day."""

    start = fields.Date(required=True)
    term = TermField(required=True, metadata={"description": "例如 5 workdays、2 weeks、6 months、1 year"})
    roll = fields.Boolean(load_default=False)


class ListRules(Input):
    """Filters; all that are given must hold. ``article`` is a number of the regulation's own articles."""

    on = fields.Date(load_default=None)
    prefix = Line(80, least=0, load_default="")
    article = fields.Integer(load_default=None, validate=validate.Range(min=1, max=99, error="须为条款序号。"))


class DayView(View):
    """A day of the calendar."""

    day = fields.Date()
    kind = fields.String(metadata={"description": "workday、worked、weekend 或者 holiday"})
    label = fields.String()
    counts = fields.Boolean()
    name = fields.String()
    source = fields.String()
    provisional = fields.Boolean(metadata={"description": "该年度放假安排尚未公布，系推算"})


class CalendarView(View):
    """Days, and the version of the calendar that they come from."""

    version = fields.Integer()
    days = fields.List(fields.Nested(DayView))


class AccountLineView(View):
    """A day of the account."""

    day = fields.Date()
    kind = fields.String()
    counted = fields.Boolean()
    number = fields.Integer()
    note = fields.String()
    source = fields.String()
    provisional = fields.Boolean()


class DueDateView(View):
    """When a term is over, and why."""

    start = fields.Date()
    term = fields.String()
    term_words = fields.String()
    due_on = fields.Date()
    due_at = fields.DateTime(metadata={"description": "期限届满后的第一个时刻（UTC）"})
    provisional = fields.Boolean()
    version = fields.Integer()
    sentences = fields.List(fields.String())
    days = fields.List(fields.Nested(AccountLineView))


class RuleView(View):
    """A rule as it holds on a day."""

    key = fields.String()
    label = fields.String()
    article = fields.String()
    source = fields.String()
    mark = fields.String(metadata={"description": "V 已核对原文，S 见于转述，M 尚待核对"})
    pack = fields.String()
    pack_version = fields.String()
    since = fields.Date()
    value = fields.Raw(allow_none=True)
    term = fields.String(allow_none=True)
    term_words = fields.String()
    near = fields.Float()
    extended = fields.String(allow_none=True)
    roll = fields.Boolean()


class RulesView(View):
    """The rules of a day."""

    on = fields.Date()
    rules = fields.List(fields.Nested(RuleView))


class RulingOnArticleView(View):
    """What an article was said to mean."""

    on = fields.Date()
    office = fields.String()
    text = fields.String()


class ArticleOfLawView(View):
    """An article with what carries it out."""

    number = fields.Integer()
    article = fields.String()
    chapter = fields.String()
    text = fields.String()
    rules = fields.List(fields.Nested(RuleView))
    rulings = fields.List(fields.Nested(RulingOnArticleView))


class RegulationView(View):
    """The regulation."""

    title = fields.String()
    articles = fields.List(fields.Nested(ArticleOfLawView))
