"""Receipts and query codes (回执号、查询码), derived from keyed hashes: no code is kept, a repeat gets the same. Pure."""
from datetime import date

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody mistakes for one another."""
CODE_LENGTH, GROUP = 12, 4
"""Some 58 bits, written in groups."""
RECEIPT_LENGTH = 8


def code_of(likeness: str) -> str:
    """The query code for a keyed hash (64 hex digits), without its hyphens."""
    return _spelt(int(likeness, 16), CODE_LENGTH)


def receipt_of(unit: str, day: date, likeness: str) -> str:
    """The receipt number: day, unit and characters that nobody can count through."""
    return f"{day:%Y%m%d}-{unit.upper()}-{_spelt(int(likeness, 16), RECEIPT_LENGTH)}"


def written(code: str) -> str:
    """A code as it is shown: ABCD-EFGH-JKMN."""
    return "-".join(code[place:place + GROUP] for place in range(0, len(code), GROUP))


def normal_receipt(typed: str) -> str:
    """A receipt number as people type it, in the form that is looked up."""
    return "".join(typed.split()).upper()


def normal_code(typed: str) -> str:
    """A query code as people type it, in the form that is compared."""
    return normal_receipt(typed).replace("-", "")


def _spelt(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
