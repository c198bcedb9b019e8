"""Who is calling: nothing but a good token of our own issuer makes anybody somebody."""
import asyncio
import base64
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from gateway.identity import Gatekeeper
from shared.caller import ANONYMOUS, Caller
from shared.errors import Unauthenticated, Unavailable
from shared.plugins.manifest import Identity
from shared.tokens import ALGORITHM, AUDIENCE, ISSUER
from tests.unit.gateway.transport import Answering, Call, Outcome

IDENTITY = Identity(keys="directory.get_keys", revoked="directory.list_revoked", revocation="directory.session.ended.v1",
                    keys_changed="directory.key.rotated.v1")
KEY = OKPKey.generate_key("Ed25519", parameters={"kid": "one"})
LONG = 3_600
"""Seconds that no run of all tests takes: some tokens are made when the tests are collected."""
OTHER = OKPKey.generate_key("Ed25519", parameters={"kid": "one"})
NEXT = OKPKey.generate_key("Ed25519", parameters={"kid": "two"})


def claims(**changes: Any) -> dict[str, Any]:
    """The claims of a good token with ``changes``; ``None`` leaves one out."""
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "a", "kind": "person", "unit": "433100", "sid": "s1",
            "grants": {"editor": ["433100"]}, "exp": int(time.time()) + 2 * LONG}
    return {key: value for key, value in (good | changes).items() if value is not None}


def token(key: Any = KEY, algorithm: str = ALGORITHM, **changes: Any) -> str:
    """A signed token."""
    return jwt.encode({"alg": algorithm, "kid": "one"}, claims(**changes), key, algorithms=[algorithm])


def part(text: str) -> str:
    """Base64 for a token's part."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


class Issuer(Answering):
    """The service that gives out tokens: its keys and the sessions that it ended."""

    def __init__(self, *keys: Any, revoked: list[dict[str, Any]] | None = None) -> None:
        super().__init__(self._tell)
        self.keys, self.revoked = list(keys), revoked or []

    def _tell(self, operation: str, _call: Call) -> Outcome:
        if not self.keys:
            return {"fault": Unavailable().to_wire()}
        told: dict[str, Any] = {"keys": [key.as_dict(private=False) for key in self.keys]}
        return {"answer": told if operation == IDENTITY.keys else {"items": self.revoked}}


def who(*headers: str | None, issuer: Issuer | None = None, ended: str = "") -> Caller:
    """Who the last of ``headers`` is, asked one after the other; ``ended`` ends a session before the last."""
    async def ask() -> Caller:
        gatekeeper = Gatekeeper(IDENTITY, (issuer or Issuer(KEY)).dispatcher())
        for header in headers[:-1]:
            await gatekeeper.caller(header)
        if ended:
            await gatekeeper.on_revoked({"session": ended, "until": time.time() + 600})
        return await gatekeeper.caller(headers[-1])

    return asyncio.run(ask())


def test_without_a_token_one_is_nobody() -> None:
    assert who(None) == ANONYMOUS


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_good_token_tells_who_one_is(scheme: str) -> None:
    assert who(f"{scheme} {token()}") == Caller(id="a", unit="433100", grants={"editor": ("433100",)})


UNSIGNED = "Bearer " + ".".join([part('{"alg":"none"}'), token().split(".")[1], ""])
PUBLIC_KEY = base64.urlsafe_b64decode(KEY.as_dict(private=False)["x"] + "=")
HS256_WITH_THE_PUBLIC_KEY = f"Bearer {token(OctKey.import_key(PUBLIC_KEY), 'HS256')}"


@pytest.mark.parametrize("header", [
    pytest.param(f"Bearer {token(OTHER)}", id="forged with another key"),
    pytest.param(f"Bearer {token()[:-4]}AAAA", id="changed signature"),
    pytest.param(f"Bearer {'.'.join([token().split('.')[0], part('{}'), token().split('.')[2]])}", id="changed claims"),
    pytest.param(f"Bearer {token(iss='elsewhere')}", id="foreign issuer"),
    pytest.param(f"Bearer {token(iss=None)}", id="no issuer"),
    pytest.param(f"Bearer {token(aud='another')}", id="wrong audience"),
    pytest.param(f"Bearer {token(aud=None)}", id="no audience"),
    pytest.param(f"Bearer {token(exp=int(time.time()) - 60)}", id="expired"),
    pytest.param(f"Bearer {token(exp=None)}", id="never expires"),
    pytest.param(f"Bearer {token(exp='later')}", id="expiry is no number"),
    pytest.param(f"Bearer {token(sub=None)}", id="no subject"),
    pytest.param(f"Bearer {token(sid=None)}", id="no session"),
    pytest.param(f"Bearer {token(grants=None)}", id="no grants"),
    pytest.param(f"Bearer {token(grants=['editor'])}", id="grants of the wrong shape"),
    pytest.param(f"Bearer {token(nbf=int(time.time()) + LONG)}", id="not yet valid"),
    pytest.param(HS256_WITH_THE_PUBLIC_KEY, id="HS256 with the public key"),
    pytest.param(UNSIGNED, id="alg none"),
    pytest.param("Bearer", id="no token"), pytest.param("Bearer ", id="empty token"),
    pytest.param("Basic YTpi", id="another scheme"), pytest.param("", id="empty header"),
    pytest.param("Bearer a.b.c", id="garbage"), pytest.param("Bearer \xff\xfe", id="bytes"),
    pytest.param("Bearer " + "." * 50, id="dots"), pytest.param(f"Bearer {part('5')}.{part('5')}.x", id="numbers"),
    pytest.param(f"Bearer {part('[' * 20_000)}.{part('{}')}.x", id="nested beyond reason"),
])
def test_any_other_token_is_refused(header: str) -> None:
    with pytest.raises(Unauthenticated):
        who(header)


def test_a_token_is_good_until_its_session_ends() -> None:
    header = f"Bearer {token()}"
    with pytest.raises(Unauthenticated):
        who(header, header, ended="s1")
    assert who(header, header, ended="another").id == "a"


def test_a_session_that_ended_before_this_gateway_started_is_known() -> None:
    issuer = Issuer(KEY, revoked=[{"session": "s1", "until": time.time() + 600}])
    with pytest.raises(Unauthenticated):
        who(f"Bearer {token()}", issuer=issuer)


def test_a_remembered_token_expires_all_the_same() -> None:
    async def story() -> None:
        gatekeeper = Gatekeeper(IDENTITY, Issuer(KEY).dispatcher())
        header = f"Bearer {token()}"
        caller = await gatekeeper.caller(header)
        gatekeeper._known[header.split()[1]] = (caller, "s1", time.time() - 60)
        with pytest.raises(Unauthenticated):
            await gatekeeper.caller(header)

    asyncio.run(story())


def test_while_nobody_tells_the_keys_it_is_not_the_callers_fault() -> None:
    with pytest.raises(Unavailable):
        who(f"Bearer {token()}", issuer=Issuer())


def test_new_keys_are_learned_when_they_are_announced() -> None:
    async def story() -> None:
        issuer = Issuer(KEY)
        gatekeeper = Gatekeeper(IDENTITY, issuer.dispatcher())
        header = "Bearer " + jwt.encode({"alg": ALGORITHM, "kid": "two"}, claims(), NEXT, algorithms=[ALGORITHM])
        with pytest.raises(Unauthenticated):
            await gatekeeper.caller(header)
        issuer.keys.append(NEXT)
        await gatekeeper.on_keys_changed({})
        assert (await gatekeeper.caller(header)).id == "a"

    asyncio.run(story())


def test_a_key_that_was_taken_back_makes_its_tokens_worthless() -> None:
    async def story() -> None:
        issuer = Issuer(KEY, NEXT)
        gatekeeper = Gatekeeper(IDENTITY, issuer.dispatcher())
        await gatekeeper.caller(f"Bearer {token()}")
        issuer.keys.remove(KEY)
        await gatekeeper.on_keys_changed({})
        with pytest.raises(Unauthenticated):
            await gatekeeper.caller(f"Bearer {token()}")

    asyncio.run(story())


def test_a_busy_clients_signature_is_checked_once() -> None:
    issuer = Issuer(KEY)
    header = f"Bearer {token()}"
    who(header, header, header, issuer=issuer)
    assert [operation for operation, _ in issuer.asked] == [IDENTITY.keys, IDENTITY.revoked]
