"""Signing keys: a series in which one signs, the next is announced, and old ones are shown while their tokens live."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.directory.events import NO_UNIT, KeysRotated
from services.directory.model.session import TOKENS_LIVE
from shared.aggregate import Aggregate

ANNOUNCED = timedelta(seconds=30)
"""A new key is shown for so long before it signs, so that no gateway meets a token that it cannot check."""


@dataclass(kw_only=True)
class SigningKey(Aggregate):
    """One key pair; ``id`` is its number in the series, so that two replicas cannot both make the next one."""

    number: int
    kid: str
    public: dict[str, str]
    """The JWK that everybody may see."""
    sealed: str
    """The private JWK as a JWE under the installation's secret key."""
    signs_from: datetime
    voids_older: bool = False
    """Older keys are worth nothing since this one: they may be known to somebody else."""

    @classmethod
    def next(cls, before: "SigningKey | None", *, public: dict[str, str], sealed: str, at: datetime,
             compromised: bool = False) -> "SigningKey":
        """The key after ``before``. The first one, and one after a ``compromised`` one, signs at once."""
        number = before.number + 1 if before else 1
        key = cls(id=str(number), number=number, kid=public["kid"], public=public, sealed=sealed,
                  signs_from=at if compromised or before is None else at + ANNOUNCED, voids_older=compromised)
        key.note("created", kid=key.kid, compromised=compromised)
        key.record(KeysRotated(unit=NO_UNIT, kid=key.kid))
        return key


def signer(keys: Sequence[SigningKey], now: datetime) -> SigningKey | None:
    """The key that signs now; ``keys`` are in order, newest first. ``None`` only if there is none at all."""
    usable = list(keys)
    for place, key in enumerate(keys):
        if key.voids_older:
            usable = usable[:place + 1]
            break
    # A clock that is a little behind may see only keys of the future: the oldest of them signs then.
    return next((key for key in usable if key.signs_from <= now), usable[-1] if usable else None)


def shown(keys: Sequence[SigningKey], now: datetime) -> list[SigningKey]:
    """The keys whose tokens are good now or soon, newest first."""
    found: list[SigningKey] = []
    for key in keys:
        if found and (found[-1].voids_older or found[-1].signs_from + TOKENS_LIVE <= now):
            break
        found.append(key)
    return found
