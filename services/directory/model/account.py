"""An account: a person who signs in with a password, and what he or she may do where."""
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from services.directory.errors import AccountState, GrantExists, GrantNotFound, WeakPassword
from services.directory.events import NO_UNIT, AccountCreated, AccountSuspended
from services.directory.model.grants import Grant
from shared.aggregate import Aggregate
from shared.retelling import RESTORED_FROM_BACKUP, Told

STATES = {"active": "正常", "suspended": "停用"}
PASSWORD_LEAST = 12
"""Characters of a password, at least."""


def fold(login: str) -> str:
    """A login as it is compared: whoever types Zhang.San means zhang.san."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def expect_strong(password: str, *, login: str, name: str, old: str | None = None) -> None:
    """Raise ``WeakPassword`` for a password that is too short, or is the login, the name or the old password."""
    if len(password) < PASSWORD_LEAST:
        raise WeakPassword(fields={"password": [f"不得少于 {PASSWORD_LEAST} 个字符。"]})
    if fold(password) in (fold(login), fold(name)) or len(set(password)) == 1:
        raise WeakPassword(fields={"password": ["不得与登录名或者姓名相同，也不得由同一字符组成。"]})
    if password == old:
        raise WeakPassword(fields={"password": ["不得与原密码相同。"]})


@dataclass(kw_only=True)
class Account(Aggregate):
    """Somebody who signs in."""

    KIND: ClassVar[str] = "person"

    login: str
    """Folded; unique."""
    name: str
    unit: str | None
    """``None`` only for the first administrator."""
    password: str
    """The hash."""
    must_change: bool
    """The password was set by somebody else: it opens no session."""
    grants: list[Grant] = field(default_factory=list)
    state: str = "active"
    created_at: datetime
    sessions_from: datetime
    """Sessions that were opened before are over, even if nobody came to end them."""
    founder: bool = False
    """The first administrator; there is one."""

    @property
    def active(self) -> bool:
        """True if it may sign in."""
        return self.state == "active"

    @classmethod
    def create(cls, *, id: str, login: str, name: str, unit: str | None, password: str, must_change: bool, at: datetime,
               grants: list[Grant] | None = None, founder: bool = False) -> "Account":
        """A new account; ``password`` is a hash."""
        account = cls(id=id, login=fold(login), name=name, unit=unit, password=password, must_change=must_change,
                      grants=grants or [], created_at=at, sessions_from=at, founder=founder)
        account.note("created", founder=founder)
        account.record(AccountCreated(unit=unit or NO_UNIT, account=id))
        return account

    def set_password(self, password: str, *, must_change: bool, at: datetime) -> None:
        """Another password (its hash); who was signed in with the old one is not any more."""
        self.password, self.must_change, self.sessions_from = password, must_change, at
        self.note("password_reset" if must_change else "password_changed")

    def strengthen(self, password: str) -> None:
        """The same password under newer parameters of the hash."""
        self.password = password
        self.note("password_rehashed")

    def grant(self, grant: Grant) -> None:
        """Hold a role for a unit; the same role for the same unit is held once."""
        if grant in self.grants:
            raise GrantExists(unit=grant.unit)
        self.grants = [each for each in self.grants if (each.role, each.unit) != (grant.role, grant.unit)] + [grant]
        self.note("granted", role=grant.role, unit=grant.unit, subtree=grant.subtree)

    def revoke(self, *, role: str, unit: str, at: datetime) -> None:
        """Hold it no longer; tokens that still say so are over."""
        kept = [each for each in self.grants if (each.role, each.unit) != (role, unit)]
        if len(kept) == len(self.grants):
            raise GrantNotFound(unit=unit)
        self.grants, self.sessions_from = kept, at
        self.note("revoked", role=role, unit=unit)

    def suspend(self, *, at: datetime, reason: str) -> None:
        """Sign in no more, until restored."""
        self._expect("active")
        self.state, self.sessions_from = "suspended", at
        self.note("suspended", reason=reason)
        self.record(AccountSuspended(unit=self.unit or NO_UNIT, account=self.id))

    def restore(self) -> None:
        """Sign in again."""
        self._expect("suspended")
        self.state = "active"
        self.note("restored")

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: who was suspended since does not sign in again by that (网络安全法
        Art. 21 第二十一条). That somebody let him in again later is not known: an administrator does it once more."""
        if (heard := told.last(AccountSuspended.TYPE)) and self.active:
            self.suspend(at=heard.at, reason=RESTORED_FROM_BACKUP)

    def _expect(self, state: str) -> None:
        if self.state != state:
            raise AccountState(state=STATES[self.state])
