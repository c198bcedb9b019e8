"""Signing keys: made when first needed, changed on order."""
from dataclasses import replace

import pytest

from services.directory.events import KeysRotated
from services.directory.model import SigningKey
from services.directory.ports import Keys
from shared.caller import Caller
from shared.errors import Forbidden
from tests.unit.services.directory.office import NOW, Office


class Raced:
    """The stored keys, where another replica saves the first one just after nothing was found."""

    def __init__(self, stored: Keys) -> None:
        self._stored, self.save = stored, stored.save
        self._theirs: SigningKey | None = SigningKey.next(None, public={"kid": "theirs"}, sealed="…", at=NOW)

    def newest(self) -> list[SigningKey]:
        if self._theirs is None:
            return self._stored.newest()
        self._stored.save(self._theirs)
        self._theirs = None
        return []


def kids(office: Office) -> list[str]:
    return [key["kid"] for key in office.do("get_signing_keys")["keys"]]


def test_the_public_keys_are_never_an_empty_list(office: Office) -> None:
    assert kids(office) == ["kid-1"]
    assert kids(office) == ["kid-1"]


def test_no_private_half_is_shown(office: Office) -> None:
    assert "sealed" not in str(office.do("get_signing_keys"))


def test_whichever_replica_comes_first_makes_the_key(office: Office) -> None:
    office.ports = replace(office.ports, keys=Raced(office.ports.keys))
    assert kids(office) == ["theirs"]


def test_rotation_shows_the_new_key_first_and_signs_with_it_later(office: Office) -> None:
    office.person("editor")
    office.sign_in("editor")
    office.do("rotate_signing_key", compromised=False)
    assert kids(office) == ["kid-2", "kid-1"]
    office.sign_in("editor")
    assert office.ports.signer.signed[-1][0] == "kid-1"  # type: ignore[attr-defined]
    office.later(seconds=30)
    office.sign_in("editor")
    assert office.ports.signer.signed[-1][0] == "kid-2"  # type: ignore[attr-defined]
    office.later(minutes=11)
    assert kids(office) == ["kid-2"]


def test_a_compromised_key_is_gone_at_once(office: Office) -> None:
    kids(office)
    office.do("rotate_signing_key", compromised=True)
    assert kids(office) == ["kid-2"]
    assert [event.kid for event in office.told("keys", KeysRotated)] == ["kid-1", "kid-2"]


def test_only_an_operator_of_everything_rotates(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.do("rotate_signing_key", Caller("x", "person", "433101", {"operator": ("433101",)}), compromised=False)
