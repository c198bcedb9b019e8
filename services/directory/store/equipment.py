"""What a process of directory has for all its calls: the hasher of passwords, and the key that seals the signing keys."""
from dataclasses import dataclass

from services.directory.store.passwords import Argon2Passwords
from services.directory.store.signing import SealedSigner
from shared.runtime.settings import Settings


@dataclass(frozen=True)
class Equipment:
    """Made once, at the start of a process."""

    passwords: Argon2Passwords
    signer: SealedSigner


def equip(settings: Settings) -> Equipment:
    """The equipment; raises ``SettingsError`` when the secret key is missing or too short to protect anything."""
    return Equipment(Argon2Passwords(), SealedSigner(settings.secret()))
