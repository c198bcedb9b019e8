"""The HTTP endpoints of directory."""
from collections.abc import Mapping
from typing import Any

from services.directory import schemas
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route
from shared.schemas import HistoryEntryView

_ADMINISTRATOR = ("administrator",)
_WATCHING = ("administrator", "auditor")
_UNIT = {"code": "433100D18", "name": "示例州文化旅游广电局", "short_name": "州文旅广电局", "kind": "department",
         "parent": "433100", "valid_from": "2019-03-01"}
_POST = {"kind": "leader", "holder": "张示例", "title": "分管副局长", "from": "2019-03-01"}
_ACCOUNT = {"login": "zhang.shili", "name": "张示例", "unit": "433100D18", "password": "correct horse battery staple"}
_CLIENT = {"name": "示例网站群平台", "unit": "433100D18", "grants": [{"role": "editor", "unit": "433100D18"}]}
_SIGN_IN = {"login": "zhang.shili", "password": "correct horse battery staple"}
_REFRESH = {"refresh_token": "7d1e2c0a-0000-4000-8000-000000000001.…"}
_LIST = Cache(seconds=30, stale_seconds=300)


def _unit(path: str, operation: str, summary: str, takes: type, article: str, example: Mapping[str, Any]) -> Route:
    return Route("POST", f"/v1/units/{{code}}/{path}", operation, summary, takes=takes, gives=schemas.UnitDetail,
                 roles=_ADMINISTRATOR, article=article, example=example)


def _account(path: str, operation: str, summary: str, takes: type, example: Mapping[str, Any] | None = None) -> Route:
    return Route("POST", f"/v1/accounts/{{account_id}}/{path}", operation, summary, takes=takes, gives=schemas.AccountView,
                 roles=_ADMINISTRATOR, article="Art. 5 第五条", example=example)


def _signing_in(path: str, operation: str, summary: str, takes: type, status: int, example: Mapping[str, Any]) -> Route:
    return Route("POST", f"/v1/sessions{path}", operation, summary, takes=takes, gives=schemas.TokensView,
                 roles=(PUBLIC,), status=status, example=example)


ROUTES = (
    Route("POST", "/v1/units", "register_unit", "登记单位", takes=schemas.RegisterUnit, gives=schemas.UnitDetail,
          roles=_ADMINISTRATOR, status=201, article="Art. 3 第三条", example=_UNIT),
    Route("GET", "/v1/units", "list_units", "检索单位", takes=schemas.ListUnits, gives=schemas.UnitView, many=True,
          roles=(SIGNED_IN,), article="Art. 3 第三条"),
    Route("GET", "/v1/units/{code}", "get_unit", "查看单位", takes=schemas.GetUnit, gives=schemas.UnitDetail,
          roles=(SIGNED_IN,), article="Art. 6 第六条"),
    _unit("name", "rename_unit", "单位更名", schemas.RenameUnit, "Art. 3 第三条", {"name": "示例州文化和旅游局"}),
    _unit("parent", "move_unit", "调整隶属关系", schemas.MoveUnit, "Art. 3 第三条", {"parent": "433100"}),
    _unit("dissolution", "dissolve_unit", "撤销单位并指定承接单位", schemas.DissolveUnit, "Art. 5 第五条",
          {"on": "2019-03-01", "successors": ["433100D18"]}),
    _unit("posts", "appoint_post", "任命主管领导、管理机构或者专人", schemas.AppointPost, "Art. 6 第六条", _POST),
    _unit("posts/{post_id}/end", "end_post", "结束任职", schemas.EndPost, "Art. 6 第六条", {"until": "2026-11-01"}),
    Route("GET", "/v1/units/{code}/history", "get_unit_history", "查看单位变更记录", takes=schemas.GetUnit,
          gives=HistoryEntryView, many=True, roles=_WATCHING, article="Art. 5 第五条"),
    Route("GET", "/v1/post-gaps", "list_post_gaps", "列出主管领导、管理机构、专人的空缺", takes=schemas.OnDay,
          gives=schemas.PostGapView, many=True, roles=_WATCHING, article="Art. 6 第六条"),
    Route("GET", "/v1/public/units", "list_public_units", "列出单位（公开）", takes=schemas.Nothing,
          gives=schemas.PublicUnitView, many=True, roles=(PUBLIC,), cache=_LIST, article="Art. 3 第三条"),

    Route("POST", "/v1/accounts", "create_account", "建立账号", takes=schemas.CreateAccount, gives=schemas.AccountView,
          roles=_ADMINISTRATOR, status=201, article="Art. 5 第五条", example=_ACCOUNT),
    Route("GET", "/v1/accounts", "list_accounts", "检索账号", takes=schemas.ListAccounts, gives=schemas.AccountView,
          many=True, roles=_WATCHING),
    Route("GET", "/v1/accounts/{account_id}", "get_account", "查看账号", takes=schemas.GetAccount,
          gives=schemas.AccountView, roles=_WATCHING),
    _account("grants", "grant_role", "授予角色", schemas.GrantRole, {"role": "editor", "unit": "433100D18"}),
    _account("grants/revocation", "revoke_role", "收回角色", schemas.RevokeRole, {"role": "editor", "unit": "433100D18"}),
    _account("suspension", "suspend_account", "停用账号", schemas.SuspendAccount, {"reason": "调离本单位"}),
    _account("restoration", "restore_account", "恢复账号", schemas.ChangeOfAccount),
    _account("password", "reset_password", "重置密码", schemas.ResetPassword, {"password": "correct horse battery staple"}),
    Route("GET", "/v1/accounts/{account_id}/sessions", "list_sessions", "列出账号的登录会话", takes=schemas.GetAccount,
          gives=schemas.SessionView, many=True, roles=(SIGNED_IN,)),
    Route("POST", "/v1/accounts/{account_id}/sessions/revocation", "revoke_account_sessions", "终止账号的全部登录会话",
          takes=schemas.GetAccount, roles=(SIGNED_IN,), status=204),

    Route("POST", "/v1/clients", "create_client", "建立接口客户端", takes=schemas.CreateClient, gives=schemas.ClientView,
          roles=_ADMINISTRATOR, status=201, article="Art. 5 第五条", example=_CLIENT),
    Route("GET", "/v1/clients", "list_clients", "列出接口客户端", takes=schemas.ListClients, gives=schemas.ClientView,
          many=True, roles=_WATCHING),
    Route("POST", "/v1/clients/{client_id}/secret", "rotate_client_secret", "更换接口客户端密钥",
          takes=schemas.ChangeOfClient, gives=schemas.ClientView, roles=_ADMINISTRATOR),
    Route("POST", "/v1/clients/{client_id}/disabling", "disable_client", "停用接口客户端", takes=schemas.ChangeOfClient,
          gives=schemas.ClientView, roles=_ADMINISTRATOR),

    _signing_in("", "sign_in", "登录", schemas.SignIn, 201, _SIGN_IN),
    _signing_in("/client", "sign_in_client", "接口客户端登录", schemas.SignInClient, 201,
                {"client_id": "5b0c1f0e-0000-4000-8000-000000000001", "client_secret": "…"}),
    _signing_in("/refresh", "refresh_session", "更换令牌", schemas.RefreshToken, 200, _REFRESH),
    Route("POST", "/v1/sessions/sign-out", "sign_out", "退出登录", takes=schemas.RefreshToken, roles=(PUBLIC,), status=204,
          example=_REFRESH),
    Route("POST", "/v1/sessions/{session_id}/revocation", "revoke_session", "终止登录会话", takes=schemas.GetSession,
          gives=schemas.SessionView, roles=(SIGNED_IN,)),
    Route("POST", "/v1/passwords", "change_password", "修改密码", takes=schemas.ChangePassword, roles=(PUBLIC,), status=204,
          example={**_SIGN_IN, "new_password": "a longer phrase that nobody knows"}),
    Route("GET", "/v1/me", "get_me", "查看当前登录者", takes=schemas.Nothing, gives=schemas.MeView, roles=(SIGNED_IN,)),

    Route("GET", "/v1/jwks.json", "get_signing_keys", "读取令牌验证公钥", takes=schemas.Nothing, gives=schemas.JwksView,
          roles=(PUBLIC,)),
    Route("POST", "/v1/signing-keys", "rotate_signing_key", "更换签名密钥", takes=schemas.RotateSigningKey,
          gives=schemas.SigningKeyView, roles=("operator",), status=201, example={"compromised": False}),
)
