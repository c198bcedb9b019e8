"""Sessions, tokens and keys: input and views."""
from marshmallow import fields

from services.directory.schemas.people import Password
from shared.schemas import Id, Input, Line, View


class SignIn(Input):
    """Who, and the proof of it."""

    login = Line(100, required=True)
    password = Password()


class ChangePassword(SignIn):
    """The old password proves who it is; it may be one that must be changed."""

    new_password = Password()


class SignInClient(Input):
    """An API client's id and secret."""

    client_id = Id(required=True)
    client_secret = Line(200, required=True)


class RefreshToken(Input):
    """The newest refresh token of a session."""

    refresh_token = Line(200, required=True)


class GetSession(Input):
    """Which session."""

    session_id = Id(required=True)


class RotateSigningKey(Input):
    """``compromised``: the old key may be known to somebody, so everything that it signed is void at once."""

    compromised = fields.Boolean(load_default=False)


# -- views


class TokensView(View):
    """Tokens of a session: the access token goes into ``Authorization: Bearer …``, the refresh token works once."""

    session = fields.String()
    access_token = fields.String()
    refresh_token = fields.String()
    expires_in = fields.Integer(metadata={"description": "秒"})
    token_type = fields.String()


class SessionView(View):
    """A session."""

    id = fields.String()
    holder = fields.String()
    kind = fields.String()
    unit = fields.String(allow_none=True)
    opened_at = fields.DateTime()
    last_used_at = fields.DateTime()
    runs_out_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)
    reason = fields.String()


class RevokedSessionView(View):
    """A session whose access tokens are refused until then."""

    session = fields.String()
    until = fields.Integer(metadata={"description": "Unix 秒"})


class SigningKeyView(View):
    """A signing key; its private half is never shown."""

    id = fields.String()
    version = fields.Integer()
    kid = fields.String()
    signs_from = fields.DateTime()
    voids_older = fields.Boolean()


class JwksView(View):
    """The public keys (RFC 7517)."""

    keys = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))
