"""The faults of directory, one code each. None of them tells a stranger whether an account exists."""
from shared.errors import Fault, Kind

# -- units and posts


class UnitNotFound(Fault):
    """No unit has this code."""

    kind, code = Kind.NOT_FOUND, "directory.unit.not_found"
    text = "没有编号为 {id} 的单位。"
    article = "Art. 3 第三条"


class UnitExists(Fault):
    """The code is taken; codes of dissolved units are never used again."""

    kind, code = Kind.CONFLICT, "directory.unit.exists"
    text = "单位编号 {id} 已被使用。"
    article = "Art. 3 第三条"
    remedy = "请核对编号；已撤销单位的编号不得重复使用。"


class UnitNotInForce(Fault):
    """On this day the unit does not exist yet, or does not exist any more."""

    kind, code = Kind.CONFLICT, "directory.unit.not_in_force"
    text = "单位 {unit} 在 {day} 尚未设立或者已经撤销。"
    article = "Art. 3 第三条"


class DayOutOfOrder(Fault):
    """The day is not after the change before it; the past is not rewritten."""

    kind, code = Kind.CONFLICT, "directory.unit.day_out_of_order"
    text = "{day} 不晚于上一次变更的日期 {after}。"
    remedy = "请填写更晚的日期。"


class DayInFuture(Fault):
    """Names and places in the tree are registered on the day when they take effect, or later."""

    kind, code = Kind.INVALID, "directory.unit.day_in_future"
    text = "更名和隶属关系变更须自生效之日起登记，{day} 尚未到来。"
    remedy = "请在生效之日登记。"


class ParentLoop(Fault):
    """A unit cannot come below itself."""

    kind, code = Kind.CONFLICT, "directory.unit.parent_loop"
    text = "单位 {parent} 在 {unit} 之下，不能作为其上级。"
    article = "Art. 3 第三条"


class UnitHasChildren(Fault):
    """Units are still below this one; they must be moved or dissolved first."""

    kind, code = Kind.CONFLICT, "directory.unit.has_children"
    text = "单位 {unit} 在 {day} 仍有下级单位：{children}。"
    remedy = "请先调整下级单位的隶属关系。"


class InvalidSuccessor(Fault):
    """A unit cannot succeed itself, and each successor is named once."""

    kind, code = Kind.INVALID, "directory.unit.invalid_successor"
    text = "承接单位须至少一个、互不重复，且不能是被撤销的单位本身。"
    article = "Art. 5 第五条"


class PostNotFound(Fault):
    """The unit has no such post."""

    kind, code = Kind.NOT_FOUND, "directory.post.not_found"
    text = "该单位没有编号为 {post_id} 的任职。"
    article = "Art. 6 第六条"


class PostTaken(Fault):
    """There is one leader and one body at a time, and somebody holds the post from a later day on."""

    kind, code = Kind.CONFLICT, "directory.post.taken"
    text = "该职责自 {since} 起已有人担任。"
    article = "Art. 6 第六条"
    remedy = "请先结束该任职。"


# -- accounts, clients, grants


class AccountNotFound(Fault):
    """No account has this id."""

    kind, code = Kind.NOT_FOUND, "directory.account.not_found"
    text = "没有找到该账号。"


class LoginTaken(Fault):
    """Another account has this login."""

    kind, code = Kind.CONFLICT, "directory.account.login_taken"
    text = "登录名已被使用。"


class AccountState(Fault):
    """The account is suspended already, or not suspended."""

    kind, code = Kind.CONFLICT, "directory.account.wrong_state"
    text = "账号当前状态为“{state}”，不能执行该操作。"


class AccountSuspended(Fault):
    """The password is right, but the account is suspended."""

    kind, code = Kind.FORBIDDEN, "directory.account.suspended"
    text = "账号已停用。"
    remedy = "请联系本单位系统管理员。"


class OwnAccount(Fault):
    """Nobody suspends himself or takes his own roles away: someone must stay who can undo it."""

    kind, code = Kind.CONFLICT, "directory.account.own"
    text = "不能对自己的账号执行该操作。"
    remedy = "请由其他系统管理员办理。"


class AdministratorExists(Fault):
    """The first administrator can be made once."""

    kind, code = Kind.CONFLICT, "directory.administrator.exists"
    text = "已有系统管理员。"
    remedy = "请由现有系统管理员建立账号。"


class SystemOnly(Fault):
    """Only the suite itself, from its own command line, may do this."""

    kind, code = Kind.FORBIDDEN, "directory.administrator.system_only"
    text = "该操作只能在服务器上执行。"


class WeakPassword(Fault):
    """The new password is too short, or is the login, the name or the old password."""

    kind, code = Kind.INVALID, "directory.password.weak"
    text = "新密码不符合要求。"
    remedy = "请使用不少于 12 个字符、且不同于登录名、姓名和原密码的密码。"


class PasswordExpired(Fault):
    """The password is right, but was set by somebody else and must be changed first."""

    kind, code = Kind.FORBIDDEN, "directory.password.expired"
    text = "首次登录或者密码重置后，须先修改密码。"
    remedy = "请修改密码（POST /v1/passwords）后重新登录。"


class OutOfScope(Fault):
    """An administrator gives and takes only within the own scope."""

    kind, code = Kind.FORBIDDEN, "directory.grant.out_of_scope"
    text = "该账号或者授权涉及单位 {unit}，超出您的管理范围。"
    article = "Art. 5 第五条"
    remedy = "请由上级系统管理员办理。"


class GrantExists(Fault):
    """The account holds this role for this unit already."""

    kind, code = Kind.CONFLICT, "directory.grant.exists"
    text = "该账号已有单位 {unit} 的此项角色。"


class GrantNotFound(Fault):
    """The account does not hold this role for this unit."""

    kind, code = Kind.NOT_FOUND, "directory.grant.not_found"
    text = "该账号没有单位 {unit} 的此项角色。"


class ClientNotFound(Fault):
    """No API client has this id."""

    kind, code = Kind.NOT_FOUND, "directory.client.not_found"
    text = "没有找到该接口客户端。"


class ClientDisabled(Fault):
    """The API client was disabled for good."""

    kind, code = Kind.CONFLICT, "directory.client.disabled"
    text = "该接口客户端已停用。"
    remedy = "请新建接口客户端。"


# -- signing in


class WrongCredentials(Fault):
    """Login and password do not belong together; which of them is wrong is not told."""

    kind, code = Kind.UNAUTHENTICATED, "directory.session.wrong_credentials"
    text = "登录名或者密码不正确。"


class LockedOut(Fault):
    """Too many failures for this login, whether it exists or not; ``retry_after`` is in seconds."""

    kind, code = Kind.TOO_MANY, "directory.session.locked_out"
    text = "登录失败次数过多，请在 {retry_after} 秒后再试。"
    remedy = "如忘记密码，请联系本单位系统管理员重置。"


class SessionEnded(Fault):
    """The session was ended, ran out, or never was."""

    kind, code = Kind.UNAUTHENTICATED, "directory.session.ended"
    text = "登录已失效。"
    remedy = "请重新登录。"


class RefreshReused(Fault):
    """A refresh token came a second time: it may be stolen, so its session was ended."""

    kind, code = Kind.UNAUTHENTICATED, "directory.session.refresh_reused"
    text = "刷新令牌被重复使用，为安全起见登录已终止。"
    remedy = "请重新登录；如非本人操作，请立即修改密码。"


class SessionNotFound(Fault):
    """No session has this id, or the caller may not know of it."""

    kind, code = Kind.NOT_FOUND, "directory.session.not_found"
    text = "没有找到该登录会话。"


class KeyExists(Fault):
    """Another replica made the next signing key first."""

    kind, code = Kind.CONFLICT, "directory.key.exists"
    text = "签名密钥刚刚已被更换。"


class KeyNotFound(Fault):
    """There is no such signing key."""

    kind, code = Kind.NOT_FOUND, "directory.key.not_found"
    text = "没有该签名密钥。"


class KeyUnreadable(Fault):
    """The signing key was sealed under another GUANWANG_SECRET_KEY."""

    kind, code = Kind.UNAVAILABLE, "directory.key.unreadable"
    text = "签名密钥无法解密，暂时不能登录。"
    remedy = "请运维人员恢复原 GUANWANG_SECRET_KEY，或者更换签名密钥。"
