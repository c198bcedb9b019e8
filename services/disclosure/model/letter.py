"""A letter (告知书) that the unit wrote in a case: what it says is recorded, its document is composed when it is asked for.

A letter holds no personal data: the name, address and number of whom it goes to are decrypted from the application when
the document is composed, and are gone with it (Art. 11 第十一条).
"""
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter. ``kind`` is a code of ``application.letters`` in the rule packs."""

    id: str
    """``<application's id>.<ordinal>``: unique, and the same when a step is repeated."""
    kind: str
    number: str
    """By ``application.letter_number``, e.g. ``示例公复〔2026〕3号``; never given twice, empty for a receipt."""
    issued_on: date
    """The day in China on which it was issued."""
    issued_by: str
    """Id of the account; ``system`` for what a term that is over brings about."""
    addressee: str = "applicant"
    """``applicant``, or the id of the consulted party."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the template needs: plain text, numbers and ISO dates; nothing personal. Always: ``unit_name``, ``receipt``.
    By kind: ``receipt`` {received_on, due_on}; ``correction`` {missing, correct_by}; ``reasons`` {}; ``extension`` {ground,
    due_on}; ``third_party``/``co_maker`` {reply_by}; ``third_party_override`` {reason}; ``consultation_notice`` {reply_by,
    grounds}; ``fee`` {scheme, units, yuan, pay_by, text}; the answers {outcome, outcome_label, group, law, explanation,
    provided (how it is given), masked (count of masked places), remedy (the whole sentence, empty if none), review_body,
    court}; ``otherwise`` of what was given up {outcome, outcome_label}.

    Whom it goes to and what it is about is sealed in the application, to be opened by the vault: ``applicant_name``,
    ``applicant_address``, …, ``description``; ``consultation_<addressee>_party``, ``…_address``, ``…_summary``; the text that
    is given is ``release_masked``."""
