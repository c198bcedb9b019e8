"""Passwords as Argon2id hashes (RFC 9106), computed aside and never more than a few at a time."""
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from shared.runtime.aside import aside

AT_ONCE = 4
"""Hashes computed at the same time in a process; each takes 64 MiB."""


class Argon2Passwords:
    """The library's present recommendations; what was hashed under older ones is told by ``outdated``."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe(32))
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """A salted hash, with its parameters."""
        with self._turns:
            return str(aside(self._hasher.hash, _typed(password)))

    def verify(self, hashed: str | None, password: str) -> bool:
        """True if ``password`` is the one that was hashed; as slow for nobody's hash (``None``), and false."""
        with self._turns:
            return bool(aside(self._fits, hashed or self._nobody, _typed(password))) and hashed is not None

    def outdated(self, hashed: str) -> bool:
        """True if the hash was made under other parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (Argon2Error, InvalidHashError):
            return False


def _typed(password: str) -> str:
    """The same password from any keyboard."""
    return unicodedata.normalize("NFKC", password)
