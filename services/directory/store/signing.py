"""Signatures: Ed25519 keys whose private half leaves the process only sealed (JWE) under the installation's secret key."""
import hmac
import logging
from collections.abc import Mapping
from typing import Any

import orjson
from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, OKPKey

from services.directory.errors import KeyUnreadable
from services.directory.model import SigningKey
from shared.tokens import ALGORITHM

log = logging.getLogger("guanwang.directory.signing")

_PURPOSE = b"guanwang/directory/signing-keys/v1"
"""Tells this use of the secret key apart from every other."""
_SEAL = {"alg": "dir", "enc": "A256GCM"}


class SealedSigner:
    """Makes key pairs and signs; a key is opened once a process."""

    def __init__(self, secret_key: str) -> None:
        self._seal = OctKey.import_key(hmac.digest(secret_key.encode(), _PURPOSE, "sha256"))
        self._opened: dict[str, OKPKey] = {}

    def make(self) -> tuple[dict[str, str], str]:
        """A new key pair: the public JWK with its ``kid``, and the sealed private one."""
        key = OKPKey.generate_key(ALGORITHM)
        public = {name: str(value) for name, value in key.as_dict(private=False).items()}
        public |= {"kid": key.thumbprint(), "use": "sig", "alg": ALGORITHM}
        return public, jwe.encrypt_compact(_SEAL, orjson.dumps(key.as_dict(private=True)), self._seal)

    def sign(self, key: SigningKey, claims: Mapping[str, Any]) -> str:
        """A JWT over ``claims``; raises ``KeyUnreadable``."""
        private = self._opened.get(key.kid) or self._open(key)
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid}, dict(claims), private, algorithms=[ALGORITHM])

    def _open(self, key: SigningKey) -> OKPKey:
        try:
            private = OKPKey.import_key(orjson.loads(jwe.decrypt_compact(key.sealed, self._seal).plaintext or b""))
        except (JoseError, ValueError):
            log.error("the signing key %s was sealed under another GUANWANG_SECRET_KEY", key.kid)
            raise KeyUnreadable() from None
        self._opened = {key.kid: private}
        return private
