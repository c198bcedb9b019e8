"""Reading about files, for those who work here."""
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.files.errors import FileNotFound
from services.files.model import Reference, StoredFile
from services.files.ports import FileQuery, Ports
from services.files.use_cases.storing import UPLOADERS
from shared.caller import Caller

STAFF = (*UPLOADERS, "secrecy_clerk", "secrecy_officer", "secrecy_head", "auditor")


@dataclass(frozen=True)
class Described:
    """A file with everything that refers to it."""

    file: StoredFile
    used_by: list[Reference]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def get_file(ports: Ports, *, caller: Caller, now: datetime, file_id: str) -> Described:
    """One file: what it is, who brought it, and what refers to it."""
    return described(ports, caller, file_id)


def list_files(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
               ) -> tuple[list[StoredFile], str | None]:
    """A page of the files that were brought for the units that the caller works for."""
    units = caller.units(*STAFF)
    if unit is not None:
        caller.require(*STAFF, unit=unit)
        units = [unit]
    return ports.files.page(FileQuery(units=units, **query))


def get_file_history(ports: Ports, *, caller: Caller, now: datetime, file_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a file: who brought it, when, and when it was removed (Art. 5 第五条)."""
    described(ports, caller, file_id)
    return ports.files.history(file_id), None


def described(ports: Ports, caller: Caller, file_id: str) -> Described:
    """The file, for whoever works for a unit that brought it or refers to it; raises ``FileNotFound``, ``Forbidden``."""
    file = ports.files.find_one({"_id": file_id})
    if file is None or not file.uploads:
        raise FileNotFound(id=file_id)
    used_by = ports.references.of(file_id)
    units = [*file.units, *(each.unit for each in used_by)]
    if not any(caller.may(role, unit) for unit in units for role in STAFF):
        caller.require(*STAFF, unit=units[0])
    return Described(file, used_by)
