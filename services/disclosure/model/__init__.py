"""What disclosure owns: matters to disclose, and what it knows to be public. Pure: no I/O, no clock."""
from services.disclosure.model.matter import LABELS, Exemption, Fulfilment, Matter, State
from services.disclosure.model.public_item import PublicItem

__all__ = ["LABELS", "Exemption", "Fulfilment", "Matter", "PublicItem", "State"]
