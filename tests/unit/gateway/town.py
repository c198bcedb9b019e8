"""The routes of a service that exists only in tests."""
from marshmallow import fields

from shared.document import DOCX
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route
from shared.schemas import Id, Input, Line, Version


class Build(Input):
    """A new house."""

    name = Line(required=True)


class Paint(Input):
    """A change of one."""

    id = Id(required=True)
    version = Version()
    colour = Line()


class Look(Input):
    """Which house."""

    id = Id(required=True)
    floor = fields.Integer()


ROUTES = (
    Route("POST", "/v1/houses", "build_house", "建", takes=Build, roles=("editor",), status=201),
    Route("POST", "/v1/houses/{id}/paint", "paint_house", "漆", takes=Paint, roles=("editor",)),
    Route("GET", "/v1/houses/{id}", "get_house", "看", takes=Look, roles=(SIGNED_IN,)),
    Route("GET", "/v1/houses/{id}/plan", "get_house_plan", "图纸", takes=Look, roles=(SIGNED_IN,), media_types=(DOCX,)),
    Route("GET", "/v1/public/houses/{id}", "get_public_house", "看", takes=Look, roles=(PUBLIC,),
          cache=Cache(seconds=30, stale_seconds=300)),
    Route("GET", "/v1/public/plans/{id}.xml", "get_public_house_xml", "看", takes=Look, roles=(PUBLIC,), cache=Cache(),
          media_types=("application/xml",)),
)
