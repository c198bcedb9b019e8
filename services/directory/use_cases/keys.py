"""Signing keys: made when first needed, changed on order, shown to everybody in their public half."""
from datetime import datetime
from typing import Any

from services.directory.errors import KeyExists
from services.directory.model import SigningKey
from services.directory.model.signing_key import shown, signer
from services.directory.ports import Ports
from shared.caller import EVERYWHERE, Caller
from shared.retelling import Told


def current_key(ports: Ports, now: datetime) -> SigningKey:
    """The key that signs now; made if there is none, by whichever replica comes first."""
    key = signer(ports.keys.newest(), now)
    if key:
        return key
    public, sealed = ports.signer.make()
    try:
        key = SigningKey.next(None, public=public, sealed=sealed, at=now)
        ports.keys.save(key)
        return key
    except KeyExists:
        return ports.keys.newest()[-1]


def get_signing_keys(ports: Ports, *, caller: Caller, now: datetime) -> dict[str, Any]:
    """The public keys (JWK set, RFC 7517) of all tokens that are good now or soon."""
    key = current_key(ports, now)
    return {"keys": [each.public for each in shown(ports.keys.newest(), now) or [key]]}


def rotate_signing_key(ports: Ports, *, caller: Caller, now: datetime, compromised: bool) -> SigningKey:
    """Begin another key. Old tokens run out in peace, unless the old key is ``compromised``: then they are void at once."""
    caller.require("operator", unit=EVERYWHERE)
    return _next(ports, now, compromised)


def tell_key_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """A restore took a key away that was made since. The one before may have been given up because somebody else knew it, so
    there is a new one, and all older ones are void: whoever is signed in gets a new token by the next refresh."""
    before = ports.keys.newest()
    if before and before[0].number < int(id_):
        _next(ports, now, True)


def _next(ports: Ports, now: datetime, compromised: bool) -> SigningKey:
    before = ports.keys.newest()
    public, sealed = ports.signer.make()
    key = SigningKey.next(before[0] if before else None, public=public, sealed=sealed, at=now, compromised=compromised)
    ports.keys.save(key)
    return key
