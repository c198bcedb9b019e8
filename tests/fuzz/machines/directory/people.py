"""Accounts, programs and sessions against what a few plain variables say (Art. 5 第五条)."""
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from services.directory.model.account import Account
from services.directory.model.client import ApiClient
from services.directory.model.grants import Grant
from services.directory.model.session import LIFE, UNUSED, USED_KEPT, Session
from tests.fuzz.machine import Machine
from tests.unit.services.content.town import CALENDAR, LAW

KEPT = LAW.rule("site.log_retention", date(2026, 11, 23))
ROLES, UNITS = st.sampled_from(["editor", "approver"]), st.sampled_from(["433100", "433101", "*"])


class Person(Machine):
    """An account: active or not, and a set of grants."""

    aggregate = Account

    def __init__(self) -> None:
        super().__init__()
        self.active, self.grants, self.since = True, dict[tuple[str, str], bool](), self.now
        self.suspensions = 0
        self.keep(Account.create(id="a", login=" Ｚhang.San", name="张三", unit="433100", password="h", must_change=True,
                                 at=self.now))

    @rule(role=ROLES, unit=UNITS, subtree=st.booleans())
    def grant(self, role: str, unit: str, subtree: bool) -> None:
        """The same twice is refused; another reach takes the place of the one before."""
        if self.attempt("grant", self.grants.get((role, unit)) != subtree, grant=Grant(role, unit, subtree)):
            self.grants[role, unit] = subtree

    @rule(role=ROLES, unit=UNITS)
    def revoke(self, role: str, unit: str) -> None:
        """Tokens that say otherwise are over."""
        if self.attempt("revoke", (role, unit) in self.grants, role=role, unit=unit, at=self.now):
            del self.grants[role, unit]
            self.since = self.kept.sessions_from

    @rule()
    def suspend(self) -> None:
        """Only who is active."""
        if self.attempt("suspend", self.active, at=self.now, reason="因"):
            self.active, self.since, self.suspensions = False, self.kept.sessions_from, self.suspensions + 1

    @rule()
    def restore(self) -> None:
        """Only who is not; sessions from before stay over."""
        if self.attempt("restore", not self.active):
            self.active = True

    @rule(must_change=st.booleans())
    def set_password(self, must_change: bool) -> None:
        """At any time."""
        if self.attempt("set_password", True, password=f"h{self.saves}", must_change=must_change, at=self.now):
            self.since = self.kept.sessions_from
            assert self.kept.must_change is must_change

    @rule()
    def strengthen(self) -> None:
        """The same password, better kept: nobody has to sign in again."""
        self.attempt("strengthen", True, password=f"s{self.saves}")

    def teardown(self) -> None:
        """All in all."""
        assert self.kept.active is self.active and self.kept.login == "zhang.san"
        assert {(each.role, each.unit): each.subtree for each in self.kept.grants} == self.grants
        assert len(self.kept.grants) == len(self.grants) and self.kept.sessions_from == self.since
        assert [each.TYPE for each in self.said].count("directory.account.suspended.v1") == self.suspensions


class Program(Machine):
    """A client: what is disabled stays so."""

    aggregate = ApiClient

    def __init__(self) -> None:
        super().__init__()
        self.secret, self.active = "s", True
        self.keep(ApiClient.create(id="c", name="程序", unit="433100", secret_digest="s", grants=[], at=self.now))

    @rule(secret=st.text("abc", min_size=1))
    def rotate(self, secret: str) -> None:
        """While it is active."""
        if self.attempt("rotate", self.active, secret_digest=secret, at=self.now):
            self.secret = secret

    @rule()
    def disable(self) -> None:
        """Once."""
        if self.attempt("disable", self.active, at=self.now):
            self.active = False

    def teardown(self) -> None:
        """The newest secret, and nothing of the others."""
        assert (self.kept.secret_digest, self.kept.active) == (self.secret, self.active)


class SignedIn(Machine):
    """A session: one good token at a time, and none after its end."""

    aggregate = Session

    def __init__(self) -> None:
        super().__init__()
        self.tokens, self.used_at, self.opened_at, self.ended = ["t0"], self.now, self.now, False
        self.keep(Session.open(id="s", holder="a", kind="person", unit=None, refresh_token="t0", at=self.now))

    @property
    def open(self) -> bool:
        """By the plain record."""
        return not self.ended and self.soon < min(self.used_at + UNUSED, self.opened_at + LIFE)

    @rule(hours=st.integers(0, 13))
    def time_goes_by(self, hours: int) -> None:
        """Nobody comes."""
        self.now += timedelta(hours=hours)

    @rule(times=st.integers(1, 25))
    def rotate(self, times: int) -> None:
        """Somebody comes again and again."""
        for _ in range(times):
            token = f"t{len(self.tokens)}"
            if self.attempt("rotate", self.open, refresh_token=token, at=self.soon):
                self.tokens.append(token)
                self.used_at = self.now

    @rule()
    def end(self) -> None:
        """A second end changes nothing."""
        if self.attempt("end", True, quiet=self.ended, at=self.soon, reason="因"):
            self.ended = True

    def teardown(self) -> None:
        """Whatever is presented."""
        for number, token in enumerate(reversed(self.tokens)):
            assert self.kept.holds(token) is (number == 0) and self.kept.used(token) is (0 < number <= USED_KEPT)
        assert self.kept.is_open(self.soon) is self.open and len(self.said) == self.ended
        self.attempt("expect_open", self.open, self.soon, quiet=True)
        over = self.kept.ended_at or self.kept.runs_out_at
        assert self.kept.forget_at(KEPT, CALENDAR) > over, "its record outlasts it"
