"""Units and posts: input and views. Days are calendar days in China, ``YYYY-MM-DD``."""
from marshmallow import fields, validate

from services.directory.model import posts, unit
from shared.schemas import Choice, Code, Id, Input, Line, Page, Version, View

_POST_LABELS = "、".join(f"{code} {label}" for code, label in posts.KINDS.items())


class Nothing(Input):
    """No input."""


class GetUnit(Input):
    """Which unit."""

    code = Code(required=True)


class _Change(GetUnit):
    version = Version()


class RegisterUnit(Input):
    """A new unit; ``valid_from`` is today if it is left out."""

    code = Code(required=True)
    name = Line(100, required=True)
    short_name = Line(50, least=0, load_default="")
    kind = Choice(unit.KINDS, required=True)
    parent = Code(load_default=None, allow_none=True)
    valid_from = fields.Date(load_default=None, allow_none=True)


class RenameUnit(_Change):
    """The new name, and the day from which it holds: today or a day before."""

    name = Line(100, required=True)
    short_name = Line(50, least=0, load_default="")
    on = fields.Date(load_default=None, allow_none=True)


class MoveUnit(_Change):
    """The unit above from now on; ``null`` = at the top."""

    parent = Code(required=True, allow_none=True)
    on = fields.Date(load_default=None, allow_none=True)


class DissolveUnit(_Change):
    """The first day of the successors, and who they are."""

    on = fields.Date(load_default=None, allow_none=True)
    successors = fields.List(Code(), required=True, validate=validate.Length(min=1, max=20, error="须为 1–20 个。"))


class AppointPost(_Change):
    """Who holds which post from when on; a new leader or body takes over from the one before."""

    kind = Choice(posts.KINDS, required=True, metadata={"description": _POST_LABELS})
    holder = Line(100, required=True, metadata={"description": "姓名或者机构名称"})
    account = Id(load_default=None, allow_none=True)
    title = Line(100, least=0, load_default="")
    from_ = fields.Date(data_key="from", load_default=None, allow_none=True)


class EndPost(_Change):
    """The first day on which nobody holds it any more."""

    post_id = Id(required=True)
    until = fields.Date(load_default=None, allow_none=True)


class ListUnits(Page):
    """Filters; all that are given must hold. ``name`` is part of any name that the unit ever had."""

    on = fields.Date(load_default=None)
    parent = Code(load_default=None)
    kind = Choice(unit.KINDS, load_default=None)
    name = Line(100, load_default=None)


class OnDay(Input):
    """Which day; today if it is left out."""

    on = fields.Date(load_default=None)


# -- views


class SuccessorView(View):
    """Who takes over, from its first day on."""

    code = fields.String()
    on = fields.Date()


class UnitView(View):
    """A unit."""

    id = fields.String(metadata={"description": "单位编号"})
    version = fields.Integer()
    name = fields.String()
    short_name = fields.String()
    kind = fields.String()
    parent = fields.String(allow_none=True)
    valid_from = fields.Date()
    dissolved_on = fields.Date(allow_none=True)
    successors = fields.List(fields.Nested(SuccessorView))


class UnitNameView(View):
    """What it is called from a day on."""

    name = fields.String()
    short_name = fields.String()
    from_ = fields.Date(data_key="from")


class PlacementView(View):
    """Whom it is below from a day on."""

    parent = fields.String(allow_none=True)
    from_ = fields.Date(data_key="from")


class PostView(View):
    """A post; ``until`` is the first day on which it is not held any more."""

    id = fields.String()
    kind = fields.String()
    kind_label = fields.Function(lambda post: posts.KINDS[post.kind])
    holder = fields.String()
    account = fields.String(allow_none=True)
    title = fields.String()
    from_ = fields.Date(data_key="from")
    until = fields.Date(allow_none=True)


class UnitDetail(UnitView):
    """A unit with all its names, places and posts."""

    names = fields.List(fields.Nested(UnitNameView))
    parents = fields.List(fields.Nested(PlacementView))
    posts = fields.List(fields.Nested(PostView))


class PublicUnitView(View):
    """A unit as the public sees it: no persons."""

    code = fields.String()
    name = fields.String()
    short_name = fields.String()
    kind = fields.String()
    parent = fields.String(allow_none=True)
    valid_from = fields.Date()
    dissolved_on = fields.Date(allow_none=True)
    successors = fields.List(fields.String())


class PostGapView(View):
    """A post that nobody holds, since its first day."""

    unit = fields.String()
    name = fields.String()
    kind = fields.String()
    kind_label = fields.Function(lambda gap: posts.KINDS[gap["kind"]])
    since = fields.Date()
