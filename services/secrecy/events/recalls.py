"""What secrecy tells of what is live: recalls, re-examinations, what is shown without a clearance. Never what stands there."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

NO_UNIT = "none"
"""Stands for the unit of what concerns all."""
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_RECALL = {"unit": "433100", "recall_id": "0b6a3c1de9f04c55a01b2c3d4e5f6071", "service": "content",
           "subject": "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", "digest": _DIGEST}
_VERSIONS = {"dictionary": "example-1+projects@3", "rules": "4b1d7c90a2ef"}
_OFFICER = "5b0c1f0e-0000-4000-8000-000000000004"
_RUN = {"unit": NO_UNIT, "reexamination_id": "run-000007", **_VERSIONS}


@dataclass(frozen=True, kw_only=True)
class RecallOpened(Event):
    """Something live has findings under a new dictionary or new rules (Art. 12 第十二条), or nobody has cleared it (Art. 4).

    The service that shows it takes exactly this digest from the public at once, by itself.
    """

    TYPE: ClassVar[str] = "secrecy.recall.opened.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_RECALL, **_VERSIONS, "blocking": 2}
    recall_id: str
    service: str
    subject: str
    digest: str
    dictionary: str
    rules: str
    blocking: int


@dataclass(frozen=True, kw_only=True)
class RecallUpheld(Event):
    """What was recalled stays away; the unit may make a new edition. The reason quotes nothing."""

    TYPE: ClassVar[str] = "secrecy.recall.upheld.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_RECALL, "officer": _OFFICER, "reason": "含有不得公开的工程代号。"}
    recall_id: str
    service: str
    subject: str
    digest: str
    officer: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecallLifted(Event):
    """What was recalled is cleared anew, for exactly this digest: the same text is public again, as it was."""

    TYPE: ClassVar[str] = "secrecy.recall.lifted.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_RECALL, **_VERSIONS, "officer": _OFFICER,
                                            "clearance": "c3a7e1d4-0000-4000-8000-000000000010"}
    recall_id: str
    service: str
    subject: str
    digest: str
    clearance: str
    officer: str
    dictionary: str
    rules: str


@dataclass(frozen=True, kw_only=True)
class RecallSuperseded(Event):
    """Another text of the subject is live, so that nobody needs to decide on this one any more."""

    TYPE: ClassVar[str] = "secrecy.recall.superseded.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = _RECALL
    recall_id: str
    service: str
    subject: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class DisplayUncleared(Event):
    """An alarm: a service shows a digest for which there is no clearance (Art. 4 第四条); its recall follows."""

    TYPE: ClassVar[str] = "secrecy.display.uncleared.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {key: value for key, value in _RECALL.items() if key != "recall_id"}
    service: str
    subject: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReexaminationOpened(Event):
    """Everything live is examined anew (Art. 12 第十二条): ``trigger`` is ``dictionary``, ``rules`` or ``request``."""

    TYPE: ClassVar[str] = "secrecy.reexamination.opened.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_RUN, "trigger": "dictionary", "total": 1200}
    reexamination_id: str
    trigger: str
    dictionary: str
    rules: str
    total: int


@dataclass(frozen=True, kw_only=True)
class ReexaminationFinished(Event):
    """A re-examination came to its end: of ``done`` texts ``recalled`` were recalled, ``failed`` could not be examined.

    ``state`` is ``done``, or ``incomplete`` if some failed.
    """

    TYPE: ClassVar[str] = "secrecy.reexamination.finished.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {**_RUN, "state": "done", "done": 1200, "recalled": 2, "failed": 0}
    reexamination_id: str
    state: str
    dictionary: str
    rules: str
    done: int
    recalled: int
    failed: int


EVENTS = (RecallOpened, RecallUpheld, RecallLifted, RecallSuperseded, DisplayUncleared, ReexaminationOpened,
          ReexaminationFinished)
