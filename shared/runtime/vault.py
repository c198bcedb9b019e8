"""The vault: personal data encrypted field by field before it reaches the database (MongoDB's explicit encryption).

Each case has a data key of its own in the service's database, itself encrypted under a master key that is derived from
the installation's secret key. Destroying a case's data key makes all its sealed values unreadable, also in backups of the
collection that holds them.
"""
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bson.binary import STANDARD, Binary
from bson.codec_options import CodecOptions
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database
from pymongo.encryption import Algorithm, ClientEncryption
from pymongo.errors import DuplicateKeyError, EncryptionError, PyMongoError

from shared.runtime.mapping import ENCRYPTED
from shared.sealed import Sealed

COLLECTION = "vault"
INDEXES = (IndexModel([("keyAltNames", ASCENDING)], name="case", unique=True,
                      partialFilterExpression={"keyAltNames": {"$exists": True}}),)
"""Of the collection of data keys: one key a case."""
REMEMBERED_MILLISECONDS = 1000
"""How long a process may use a data key that it has read; a destroyed one is forgotten after that."""
_MASTER_BYTES = 96
_ALGORITHM = Algorithm.AEAD_AES_256_CBC_HMAC_SHA_512_Random


class Vault:
    """Of one service's database; made once a process."""

    def __init__(self, database: Database[dict[str, Any]], secret: str) -> None:
        master = HKDF(algorithm=SHA512(), length=_MASTER_BYTES, salt=None, info=b"guanwang/vault/v1").derive(secret.encode())
        self._equality = HKDF(algorithm=SHA512(), length=32, salt=None, info=b"guanwang/equality/v1").derive(secret.encode())
        self._encryption: ClientEncryption[Any] = ClientEncryption(
            {"local": {"key": master}}, f"{database.name}.{COLLECTION}", database.client,
            CodecOptions(uuid_representation=STANDARD), key_expiration_ms=REMEMBERED_MILLISECONDS)

    def seal(self, case: str, values: Mapping[str, str]) -> dict[str, Sealed]:
        """Each value encrypted under the case's key, which is made if need be; the same value never looks the same twice."""
        if not values:
            return {}
        with _plainly():
            self._key_of(case)
            return {name: Sealed(self._encryption.encrypt(value, _ALGORITHM, key_alt_name=case))
                    for name, value in values.items()}

    def open(self, values: Mapping[str, Sealed]) -> dict[str, str]:
        """The values in clear; raises ``EncryptionError`` once their key was destroyed."""
        with _plainly():
            return {name: self._encryption.decrypt(Binary(value, ENCRYPTED)) for name, value in values.items()}

    def destroy(self, case: str) -> None:
        """Nobody can open what was sealed for ``case`` any more; again, nothing happens."""
        with _plainly():
            if key := self._encryption.get_key_by_alt_name(case):
                self._encryption.delete_key(key["_id"])

    def likeness(self, purpose: str, *parts: str) -> str:
        """A keyed hash: equal for equal parts, and nothing to guess at for whoever lacks the secret key."""
        message = "\x00".join((purpose, *parts)).encode()
        return hmac.digest(self._equality, message, "sha256").hex()

    def _key_of(self, case: str) -> None:
        if self._encryption.get_key_by_alt_name(case) is None:
            try:
                self._encryption.create_data_key("local", key_alt_names=[case])
            except EncryptionError as error:
                if not isinstance(error.cause, DuplicateKeyError):  # somebody else was first
                    raise


@contextmanager
def _plainly() -> Iterator[None]:
    """A store that is away is that, not a failure of the encryption."""
    try:
        yield
    except EncryptionError as error:
        if isinstance(error.cause, PyMongoError) and not isinstance(error.cause, EncryptionError):
            raise error.cause from error
        raise
