"""Further columns of an article: what their operations take and give."""
from typing import Any

from marshmallow import fields, validate

from services.content.model.placement import LABELS, MOST
from shared.schemas import Choice, Code, Id, Input, Line, Page, Text, Version, View


class PlacementFields(Input):
    """A further column."""

    site = Code(20, metadata={"description": "网站，可以省略"})
    column = Line(80, required=True, metadata={"description": "栏目编号 <site>.<code>"})


def placements(**how: Any) -> fields.List:
    """The further columns that are to show an article."""
    return fields.List(fields.Nested(PlacementFields), validate=validate.Length(max=MOST, error=f"最多 {MOST} 个。"),
                       metadata={"description": "除所在栏目外，还在哪些网站和栏目展示；其他单位的栏目须经其同意"}, **how)


class ChangePlacements(Input):
    """All further columns from now on."""

    article_id = Id(required=True)
    version = Version()
    placements = placements(required=True)
    reason = Text(1000, least=2, required=True)


class AcceptPlacement(Input):
    """Which article, as it was seen, in which column."""

    article_id = Id(required=True)
    version = Version()
    column = Line(80, required=True)


class RefusePlacement(AcceptPlacement):
    """Why."""

    reason = Text(1000, least=2, required=True)


class ListPlacements(Page):
    """Filters of the list."""

    state = Choice(LABELS, load_default="asked")
    column = Line(80, load_default=None)


class PlacementView(View):
    """A further place of an article."""

    site = fields.String()
    column = fields.String()
    state = fields.String()
    state_label = fields.Function(lambda placement: LABELS[placement.state])
    asked_at = fields.DateTime()
    decided_by = fields.String()
    decided_at = fields.DateTime(allow_none=True)
    reason = fields.String()
    path = fields.String()


class PlacedArticleView(View):
    """An article as the units see it whose columns it asks for: what is public of it, or was cleared to be."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    site = fields.String()
    column = fields.String()
    status = fields.String()
    title = fields.Function(lambda article: _offered(article).title)
    summary = fields.Function(lambda article: _offered(article).summary)
    path = fields.String()
    placements = fields.List(fields.Nested(PlacementView))


def _offered(article: Any) -> Any:
    return (article.public_edition or article.current).item
