"""The letters of a case as files, composed on demand: what one says is recorded, to whom is decrypted and forgotten."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.disclosure.errors.letters import LetterErased, LetterNotFound
from services.disclosure.letters import templates
from services.disclosure.model.application import RELEASED, Application
from services.disclosure.model.letter import Letter
from services.disclosure.model.letter_template import TO_PARTY
from services.disclosure.papers.letter import LetterPaper, docx
from services.disclosure.ports import Desk
from services.disclosure.use_cases.applications.applying import looked_up
from services.disclosure.use_cases.applications.support import HANDLERS
from shared.caller import Caller
from shared.clock import legal_day
from shared.document import Document

TEMPLATES = templates()
"""Read when the service is loaded, so that a template with a mistake stops the start."""
APPLICANT = "applicant"
_YOU = {"citizen": "你", "legal_person": "你单位", "other_organisation": "你单位"}
_ANYBODY = "你（单位）"
_REMEDIES = {"third_party_override": "either"}
"""Which remedies a letter names that is no answer; answers go by their outcome."""
_BODIES = {"review_body": "有管辖权的行政复议机关", "court": "有管辖权的人民法院"}


def get_letter_document(ports: Desk, *, caller: Caller, now: datetime, application_id: str, letter_id: str) -> Document:
    """A letter of a case as a file, for those who handle the case; it names whom it goes to."""
    application = ports.applications.get(application_id)
    caller.require(*HANDLERS, unit=application.responsible)
    return _composed(ports, application, _letter(application, letter_id))


def download_application_letter(ports: Desk, *, caller: Caller, now: datetime, receipt: str, code: str, letter_id: str
                                ) -> Document:
    """A letter to the applicant as a file, for whoever holds the receipt and the query code."""
    application = looked_up(ports, receipt, code, now)
    letter = _letter(application, letter_id)
    if letter.addressee != APPLICANT:
        raise LetterNotFound()
    return _composed(ports, application, letter)


def _letter(application: Application, letter_id: str) -> Letter:
    found = next((each for each in application.letters if each.id == letter_id), None)
    if found is None or found.kind not in TEMPLATES:
        raise LetterNotFound()
    return found


def _composed(ports: Desk, application: Application, letter: Letter) -> Document:
    clear = _opened(ports, application, letter)
    labels = {each["code"]: each["label"] for each in ports.law.value("application.letters", letter.issued_on)}
    values = {**letter.facts, "remedy": _remedy(ports, letter), "released": clear["released"], "summary": clear["summary"],
              "applied_on": legal_day(application.submitted_at), "asked": _asked(application, clear["description"]),
              "you": _ANYBODY if letter.kind in TO_PARTY else _YOU[application.applicant_kind]}
    return docx(LetterPaper(
        title=labels[letter.kind].partition("（")[0], number=letter.number, unit=letter.facts["unit_name"], to=clear["to"],
        paragraphs=TEMPLATES[letter.kind].filled(values), annex=clear["released"], issued_on=letter.issued_on,
        at=application.changed_at))


def _opened(ports: Desk, application: Application, letter: Letter) -> Mapping[str, str]:
    """What the letter needs in clear, and nothing else. Raises ``LetterErased`` once it was erased."""
    about = f"consultation_{letter.addressee}"
    names = {"to": "applicant_name", "description": "description"}
    if letter.addressee != APPLICANT:
        names = {"to": f"{about}_party", "summary": f"{about}_summary"}
    if letter.kind in ("disclosed", "partly"):
        names["released"] = RELEASED
    if names["to"] not in application.sealed:
        raise LetterErased()
    held = {name: application.sealed[sealed] for name, sealed in names.items() if sealed in application.sealed}
    return dict.fromkeys(("description", "summary", "released"), "") | ports.vault.open(held)


def _asked(application: Application, description: str) -> str:
    if application.document_number and description:
        return f"{application.document_number}，{description}"
    return application.document_number or description


def _remedy(ports: Desk, letter: Letter) -> str:
    """As the answer named them; where none was drafted, by the outcome, with bodies that are named by their competence."""
    facts: Mapping[str, Any] = letter.facts
    if "remedy" in facts or ("outcome" not in facts and letter.kind not in _REMEDIES):
        return str(facts.get("remedy", ""))
    day = letter.issued_on
    outcomes = {each["code"]: each["remedy"] for each in ports.law.value("application.outcomes", day)}
    sentence: str = ports.law.value("application.remedies", day)[_REMEDIES.get(letter.kind) or outcomes[facts["outcome"]]]
    terms = {name: ports.law.rule(f"application.remedy.{key}", day).clock.words for name, key in (
        ("review", "review"), ("litigation", "litigation"), ("after_review", "litigation_after_review"))}
    return sentence.format(**_BODIES, **terms)
