"""Accounts and API clients: input and views. No view ever shows a password's hash."""
from marshmallow import fields, validate

from services.directory.model import account
from shared.caller import EVERYWHERE
from shared.schemas import Choice, Code, Id, Input, Line, Page, Role, Text, Version, View

PASSWORD_MOST = 200


class Password(Text):
    """A password as it was typed: nothing is trimmed."""

    def __init__(self) -> None:
        super().__init__(PASSWORD_MOST, least=1, required=True)


class Login(Line):
    """A login: 3–64 letters, digits and ``.``, ``_``, ``-``, ``@``; capitals make no difference."""

    def __init__(self) -> None:
        super().__init__(64, required=True, validate=validate.Regexp(
            r"^[0-9A-Za-z][0-9A-Za-z._@-]{2,63}\Z", error="须为 3–64 个字母、数字或者 . _ - @，并以字母或者数字开头。"))


class _Scope(Line):
    """A unit's code, or ``*`` for everywhere."""

    def __init__(self) -> None:
        super().__init__(40, required=True, validate=validate.Regexp(
            rf"^([0-9A-Za-z][0-9A-Za-z_-]*|\{EVERYWHERE})\Z", error="须为单位编号，或者 *（全部单位）。"))


class CreateFirstAdministrator(Input):
    """The account that all others come from."""

    login = Login()
    name = Line(50, required=True)
    password = Password()


class CreateAccount(CreateFirstAdministrator):
    """A new account; the password must be changed before the first use unless ``must_change`` is false."""

    unit = Code(required=True)
    must_change = fields.Boolean(load_default=True)


class GetAccount(Input):
    """Which account."""

    account_id = Id(required=True)


class ChangeOfAccount(GetAccount):
    """Nothing but the account and its version."""

    version = Version()


class RevokeRole(ChangeOfAccount):
    """Which role for which unit."""

    role = Role(required=True)
    unit = _Scope()


class GrantRole(RevokeRole):
    """With ``subtree`` also for all units below, as the tree stands on the day of use."""

    subtree = fields.Boolean(load_default=False)


class SuspendAccount(ChangeOfAccount):
    """Why; it stays in the record."""

    reason = Line(500, least=2, required=True)


class ResetPassword(ChangeOfAccount):
    """A password for one use: to change it."""

    password = Password()


class ListAccounts(Page):
    """Filters; all that are given must hold. ``name`` is part of the name or of the login."""

    unit = Code(load_default=None)
    state = Choice(account.STATES, load_default=None)
    name = Line(50, load_default=None)


class _Given(Input):
    role = Role(required=True)
    unit = _Scope()
    subtree = fields.Boolean(load_default=False)


class CreateClient(Input):
    """A new API client with its grants."""

    name = Line(50, required=True)
    unit = Code(required=True)
    grants = fields.List(fields.Nested(_Given), required=True, validate=validate.Length(max=50, error="最多 50 项。"))


class ChangeOfClient(Input):
    """Nothing but the client and its version."""

    client_id = Id(required=True)
    version = Version()


class ListClients(Page):
    """Filters."""

    unit = Code(load_default=None)


# -- views


class GrantView(View):
    """A role for a unit."""

    role = fields.String()
    unit = fields.String()
    subtree = fields.Boolean()


class AccountView(View):
    """An account."""

    id = fields.String()
    version = fields.Integer()
    login = fields.String()
    name = fields.String()
    unit = fields.String(allow_none=True)
    must_change = fields.Boolean()
    grants = fields.List(fields.Nested(GrantView))
    state = fields.String()
    state_label = fields.Function(lambda each: account.STATES[each.state])
    created_at = fields.DateTime()


class ClientView(View):
    """An API client. ``secret`` is there once, in the answer that made it; a repeated request does not get it again."""

    id = fields.String()
    version = fields.Integer()
    name = fields.String()
    unit = fields.String()
    grants = fields.List(fields.Nested(GrantView))
    state = fields.String()
    created_at = fields.DateTime()
    secret = fields.String(allow_none=True)
    hint = fields.Function(lambda client: "请立即保存密钥，之后无法再次查看。" if client.secret
                           else "密钥只在生成时显示一次；如已遗失，请更换密钥。")


class MeView(View):
    """Who is signed in."""

    id = fields.String()
    kind = fields.String()
    login = fields.String(allow_none=True)
    name = fields.String()
    unit = fields.String(allow_none=True)
    unit_name = fields.String(allow_none=True)
    grants = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
