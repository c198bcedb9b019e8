"""Disclosure on application: one function an operation (Art. 11 第十一条; 政府信息公开条例第二十七至四十五条)."""
from services.disclosure.use_cases.applications.answering import (
    conclude_application_remedy,
    draft_application_answer,
    file_application_remedy,
    issue_application_answer,
    open_application_matter,
    return_application_answer,
)
from services.disclosure.use_cases.applications.applying import (
    accept_application_fee,
    confirm_application,
    correct_application,
    enter_application,
    rate_application,
    submit_application,
    withdraw_application,
)
from services.disclosure.use_cases.applications.handling import (
    accept_application,
    archive_application,
    ask_application_reasons,
    charge_application_fee,
    claim_application,
    confirm_application_receipt,
    consult_party,
    extend_application,
    note_application_payment,
    note_party_reply,
    override_refusal,
    request_correction,
)
from services.disclosure.use_cases.applications.letters import download_application_letter, get_letter_document
from services.disclosure.use_cases.applications.reading import (
    get_application,
    get_application_account,
    get_application_history,
    list_application_outcomes,
    list_applications,
    look_up_application,
)
from services.disclosure.use_cases.applications.tending import note_unit, tend_application

__all__ = [
    "download_application_letter", "get_letter_document",
    "accept_application", "accept_application_fee", "archive_application", "ask_application_reasons", "charge_application_fee",
    "claim_application", "conclude_application_remedy", "confirm_application", "confirm_application_receipt", "consult_party",
    "correct_application", "draft_application_answer", "enter_application", "extend_application", "file_application_remedy",
    "get_application", "get_application_account", "get_application_history", "issue_application_answer",
    "list_application_outcomes", "list_applications", "look_up_application", "note_application_payment",
    "note_party_reply", "note_unit", "open_application_matter", "override_refusal", "rate_application", "request_correction",
    "return_application_answer", "submit_application", "tend_application", "withdraw_application",
]
