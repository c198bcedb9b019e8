"""Sites: what their operations take and give."""
from marshmallow import fields, validate

from services.content import vocabulary
from shared.schemas import Choice, Code, Input, Line, View


class RegisterSite(Input):
    """A new site."""

    code = Code(20, required=True)
    unit = Code(required=True)
    name = Line(100, required=True)
    kind = Choice(vocabulary.SITE_KINDS, required=True)
    domain = Line(100, required=True, validate=validate.Regexp(r"^([a-z0-9-]+\.)+[a-z]{2,}\Z", error="域名格式不正确。"))
    identification_code = Line(10, required=True, validate=validate.Regexp(
        r"^[0-9A-Za-z]{2}\d{8}\Z", error="网站标识码为 10 位。"))
    organisation_code = Line(9, required=True, validate=validate.Regexp(
        r"^[0-9A-Z]{8}[0-9X]\Z", error="机构代码为 9 位。"))
    index_template = Line(100, load_default="{organisation}/{year}-{serial:05d}", validate=validate.Regexp(
        r"^(?=.*\{year\})(?=.*\{serial(:0\dd)?\})(?:[^{}]|\{organisation\}|\{year\}|\{serial(?::0\dd)?\})*\Z",
        error="须含 {{year}} 和 {{serial}}。"))


class Nothing(Input):
    """No input."""


class OfSite(Input):
    """Which site."""

    site = Code(20, required=True)


class SiteView(View):
    """A site."""

    id = fields.String()
    version = fields.Integer()
    unit = fields.String()
    name = fields.String()
    kind = fields.String()
    domain = fields.String()
    identification_code = fields.String()
    organisation_code = fields.String()
    index_template = fields.String()
    registered_at = fields.DateTime()
