"""What disclosure owns: matters to disclose, and what it knows to be public. Pure: no I/O, no clock."""
from services.disclosure.model.classes import class_of_item, classified, known_of, part_of_catalogue
from services.disclosure.model.early_news import EarlyNews, Place
from services.disclosure.model.matter import (
    LABELS,
    Exemption,
    Fulfilment,
    Matter,
    State,
    Withholding,
    derived_id,
    fingerprint,
)
from services.disclosure.model.matter_import import MatterImport
from services.disclosure.model.public_item import VALIDITIES, PublicItem, Removal

__all__ = ["LABELS", "VALIDITIES", "EarlyNews", "Exemption", "Fulfilment", "Matter", "MatterImport", "Place", "PublicItem",
           "Removal", "State", "Withholding", "class_of_item", "classified", "derived_id", "fingerprint", "known_of",
           "part_of_catalogue"]
