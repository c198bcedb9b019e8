"""Tokens that mean something else: of another key, for another purpose, with a header that asks to be believed."""
import base64
import json
import secrets
import time
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey, RSAKey

from shared.cli.api import Api
from shared.tickets import Tickets
from shared.tokens import ALGORITHM, AUDIENCE, ISSUER
from tests.journeys.conftest import Suite

CLAIMS: dict[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "x", "kind": "person", "unit": "433100", "sid": "s",
                          "grants": {"administrator": ["*"], "auditor": ["*"]}}
OWN = OKPKey.generate_key("Ed25519")
RSA = RSAKey.generate_key(2048)


def published(suite: Suite) -> dict[str, Any]:
    """The key that everybody may read."""
    return dict(httpx.get(f"{suite.gateways[0]}/v1/jwks.json").json()["keys"][0])


def status(suite: Suite, token: str) -> tuple[int, str]:
    """What a bearer of this token is told."""
    answer = httpx.get(f"{suite.gateways[0]}/v1/accounts", headers={"authorization": f"Bearer {token}"})
    return answer.status_code, answer.json().get("code", "")


def part(value: Any) -> str:
    """One part of a token."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def made(header: dict[str, Any], key: Any, algorithm: str = ALGORITHM) -> str:
    """A token with this header, well signed by ``key``."""
    claims = {**CLAIMS, "exp": int(time.time()) + 300}
    return jwt.encode({"alg": algorithm, **header}, claims, key, algorithms=[algorithm])


def test_a_header_that_asks_to_be_believed_is_not(suite: Suite) -> None:
    known = published(suite)
    own, kid = OWN.as_dict(private=False), {"kid": known["kid"]}
    modulus = base64.urlsafe_b64decode(known["x"] + "==")
    forged = {
        "its own key in jwk": made({**kid, "jwk": own}, OWN), "a kid that there is not": made({"kid": "k"}, OWN),
        **{f"its own key by {name}": made({**kid, name: "http://127.0.0.1/k"}, OWN) for name in ("jku", "x5u")},
        "no kid": made({}, OWN), "a kid that is a path": made({"kid": "../../../dev/null"}, OWN),
        "a kid that is a question": made({"kid": "' or '1'='1"}, OWN),
        "the public key as a secret": made(kid, OctKey.import_key(modulus), "HS256"),
        "the published text as a secret": made(kid, OctKey.import_key(json.dumps(known).encode()), "HS256"),
        "an empty secret": ".".join([part({"alg": "HS256", **kid}), part({**CLAIMS, "exp": 2 ** 33}), part(b"\0" * 32)]),
        "another algorithm": made(kid, RSA, "RS256"), "EdDSA's other name": made(kid, OWN).replace(
            part({"alg": ALGORITHM, **kid}), part({"alg": "EdDSA", **kid})),
        **{f"alg {name}": ".".join([part({"alg": name, **kid}), part({**CLAIMS, "exp": 2 ** 33}), ""])
           for name in ("none", "None", "NONE", "nOnE", "", ALGORITHM)},
        "six parts": made(kid, OWN) + "." + made(kid, OWN),
    }
    assert {what: status(suite, token) for what, token in forged.items()} == dict.fromkeys(
        forged, (401, "frame.caller.unauthenticated"))


def test_what_opens_one_door_opens_no_other(suite: Suite, everybody: dict[str, Api]) -> None:
    """A refresh token, a client's secret and a ticket for a file are no access tokens; and an access token is none of them."""
    administrator = everybody["administrator"]
    access = administrator._http.headers["authorization"].split()[1]
    assert status(suite, access) == (200, "")
    secret = (suite.folder / "secret.key").read_text().strip()
    session = Api(suite.gateways[0]).post("/v1/sessions", **suite.administrator)
    ticket = Tickets(secret, "files").issue({"do": "GET", "digest": "0" * 64, **CLAIMS, "exp": 2 ** 33},
                                            until=_Later())
    for other in (session["refresh_token"], ticket, secret, access.rpartition(".")[0]):
        assert status(suite, other)[0] == 401
    refused = httpx.post(f"{suite.gateways[0]}/v1/sessions/refresh", json={"refresh_token": access})
    assert refused.status_code in (401, 422)
    log = (suite.folder / "logs" / "files.log").read_text()
    port = log.rpartition("blobs come and go at ")[2].partition('"')[0]
    assert httpx.get(f"{port}/{access}").status_code == httpx.get(f"{port}/{secrets.token_urlsafe()}").status_code == 403


@pytest.mark.parametrize("where", ["?access_token={}", "?token={}", "?authorization=Bearer%20{}"])
def test_a_token_in_an_address_is_no_token(suite: Suite, everybody: dict[str, Api], where: str) -> None:
    """Addresses are written into logs and histories."""
    access = everybody["administrator"]._http.headers["authorization"].split()[1]
    assert httpx.get(f"{suite.gateways[0]}/v1/me{where.format(access)}").status_code == 401
    assert httpx.get(f"{suite.gateways[0]}/v1/me", cookies={"access_token": access, "token": access}).status_code == 401


def test_two_identities_in_one_request_are_none(suite: Suite, everybody: dict[str, Api]) -> None:
    header = everybody["administrator"]._http.headers["authorization"]
    for both in ([("authorization", header), ("authorization", "Bearer x")], [("authorization", f"{header}, Bearer x")]):
        assert httpx.get(f"{suite.gateways[0]}/v1/me", headers=both).status_code == 401


class _Later:
    """A moment that is far away."""

    @staticmethod
    def timestamp() -> float:
        """Unix seconds."""
        return float(2 ** 33)
