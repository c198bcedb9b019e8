"""Who is calling: bearer tokens checked against the keys of the service that issues them, without asking it each time."""
import logging
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from gateway.dispatch import Dispatcher
from shared.caller import ANONYMOUS, ROLES, SYSTEM, Caller
from shared.clock import now
from shared.errors import Fault, Forbidden, Unauthenticated, Unavailable
from shared.plugins.manifest import SIGNED_IN, Identity, Route
from shared.tokens import ALGORITHM, AUDIENCE, ISSUER, LEEWAY_SECONDS

log = logging.getLogger("guanwang.gateway.identity")

REMEMBERED_MOST = 10_000
"""Checked tokens kept, so that a busy client's signature is checked once."""


class Gatekeeper:
    """Turns an ``Authorization`` header into a ``Caller``."""

    def __init__(self, identity: Identity | None, dispatcher: Dispatcher) -> None:
        self._identity, self._dispatcher = identity, dispatcher
        self._keys: KeySet | None = None
        self._revoked: dict[str, float] = {}
        self._known: dict[str, tuple[Caller, str, float]] = {}
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(now().timestamp()), leeway=LEEWAY_SECONDS, iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": AUDIENCE}, exp={"essential": True}, sub={"essential": True},
            sid={"essential": True})

    async def renew(self) -> None:
        """Read the keys and the revoked sessions again. If nobody answers, no token is good until somebody does."""
        if self._identity is None:
            return
        self._keys = None
        try:
            keys = await self._ask(self._identity.keys)
            revoked = await self._ask(self._identity.revoked)
        except Fault as fault:
            log.warning("the keys could not be read: %s", fault.code)
            return
        self._keys = KeySet.import_key_set(keys)
        self._revoked = {each["session"]: float(each["until"]) for each in revoked["items"]}
        self._known.clear()
        log.info("%d keys, %d revoked sessions", len(keys["keys"]), len(self._revoked))

    async def on_revoked(self, data: dict[str, Any]) -> None:
        """A session ended: its tokens are no longer good, at once."""
        moment = now().timestamp()
        self._revoked = {session: until for session, until in self._revoked.items() if until > moment}
        self._revoked[data["session"]] = float(data["until"])

    async def on_keys_changed(self, _data: dict[str, Any]) -> None:
        """The issuer has other keys now."""
        await self.renew()

    async def caller(self, authorization: str | None) -> Caller:
        """The caller; ``ANONYMOUS`` without a header. Raises ``Unauthenticated``, or ``Unavailable`` without keys."""
        if authorization is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated()
        known = self._known.get(token)
        if self._keys is None:
            await self.renew()
        if self._keys is None:
            raise Unavailable()
        if known is None:
            known = self._check(token)
            if len(self._known) >= REMEMBERED_MOST:
                self._known.clear()
            self._known[token] = known
        caller, session, expires = known
        moment = now().timestamp()
        if expires + LEEWAY_SECONDS < moment or self._revoked.get(session, 0) > moment:
            self._known.pop(token, None)
            raise Unauthenticated()
        return caller

    def _check(self, token: str) -> tuple[Caller, str, float]:
        assert self._keys is not None
        try:
            claims = jwt.decode(token, self._keys, algorithms=[ALGORITHM]).claims
            self._claims.validate(claims)
            caller = Caller(id=claims["sub"], kind=claims["kind"], unit=claims.get("unit"),
                            grants={role: tuple(units) for role, units in claims["grants"].items()})
            return caller, str(claims["sid"]), float(claims["exp"])
        except (JoseError, ValueError, KeyError, TypeError, AttributeError):
            raise Unauthenticated() from None

    async def _ask(self, operation: str) -> Any:
        return await self._dispatcher.call(operation, {}, caller=SYSTEM, correlation="gateway")


async def admitted(gatekeeper: Gatekeeper, route: Route, authorization: str | None) -> Caller:
    """Who asks, if ``route`` is open to them; raises ``Unauthenticated``, ``Forbidden``, ``Unavailable``."""
    if route.public:
        return ANONYMOUS  # also with a token, which may be outdated by now
    caller = await gatekeeper.caller(authorization)
    if caller.kind == "anonymous":
        raise Unauthenticated()
    if SIGNED_IN not in route.roles and not any(caller.grants.get(role) for role in route.roles):
        raise Forbidden(unit=caller.unit or "", roles="、".join(ROLES[role] for role in route.roles))
    return caller
