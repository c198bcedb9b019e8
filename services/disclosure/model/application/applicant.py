"""Who applies: the fields that each kind of applicant gives, and whether they can be right (第二十九条). Pure."""
import re
from collections.abc import Mapping

from services.disclosure.errors.applications import InvalidApplicant, InvalidRequest
from shared.document_number import WANTED, is_document_number, normal_document_number

NAMES = ("name", "identity_kind", "identity_number", "representative", "contact", "phone", "address", "postcode", "email")
"""All fields of an applicant; each is sealed by itself."""
_NEEDED = {"citizen": ("name", "identity_kind", "identity_number"),
           "legal_person": ("name", "identity_number", "representative", "contact"),
           "other_organisation": ("name", "identity_number", "contact")}
_FORBIDDEN = {"citizen": ("representative", "contact"), "legal_person": ("identity_kind",),
              "other_organisation": ("identity_kind",)}
_REACHED_BY = ("phone", "address", "email")
PERSON = "person"
"""The column of table 3 that is for citizens, and only for them."""
_RESIDENT_ID = re.compile(r"\d{17}[\dX]\Z")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUW-Y]{18}\Z")


def applicant(kind: str, category: str, given: Mapping[str, str]) -> dict[str, str]:
    """The fields that are filled in, identity numbers in one form; raises ``InvalidApplicant``."""
    found = {name: value.strip() for name, value in given.items() if value and value.strip()}
    if "identity_number" in found:
        found["identity_number"] = re.sub(r"[\s-]", "", found["identity_number"]).upper()
    problems = {f"applicant.{name}": ["必填。"] for name in _NEEDED[kind] if name not in found}
    problems |= {f"applicant.{name}": ["该类申请人不填此项。"] for name in _FORBIDDEN[kind] if name in found}
    if not any(name in found for name in _REACHED_BY):
        problems["applicant.phone"] = ["电话、地址、电子邮箱至少填写一项。"]
    if (kind == "citizen") != (category == PERSON):
        problems["category"] = ["公民应归入自然人，法人和其他组织归入其余各栏。"]
    number = found.get("identity_number", "")
    if number and kind != "citizen" and not _CREDIT_CODE.match(number):
        problems["applicant.identity_number"] = ["应为18位统一社会信用代码。"]
    if number and found.get("identity_kind") == "resident_id" and not resident_id(number):
        problems["applicant.identity_number"] = ["居民身份证号码有误。"]
    if problems:
        raise InvalidApplicant(fields=problems)
    return found


def resident_id(number: str) -> bool:
    """True if the check digit of a resident's identity number is right (GB 11643)."""
    if not _RESIDENT_ID.match(number):
        return False
    return "10X98765432"[sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(number[:17])) % 11] == number[17]


def wanted(description: str, document_number: str) -> tuple[str, str]:
    """What is asked: a description, a document number (发文字号) or both; raises ``InvalidRequest``."""
    description, number = description.strip(), normal_document_number(document_number)
    if number and not is_document_number(number):
        raise InvalidRequest(fields={"document_number": [WANTED]})
    if not description and not number:
        raise InvalidRequest(fields={"description": ["请写明所需信息的名称、文号或者其他便于查询的特征。"]})
    return description, number


def topic(description: str, document_number: str) -> str:
    """What is asked in a form that is equal for requests that differ in spacing and punctuation only."""
    return document_number or re.sub(r"[\W_]+", "", description).casefold()
