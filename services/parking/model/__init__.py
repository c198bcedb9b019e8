"""Parked events, what is known of them, and decisions on many at once; pure."""
from services.parking.model.batch import Action, Batch, Filter
from services.parking.model.facts import Facts, Reason, facts_of
from services.parking.model.parked_event import ParkedEvent
from services.parking.model.states import LABELS, State

__all__ = ["LABELS", "Action", "Batch", "Facts", "Filter", "ParkedEvent", "Reason", "State", "facts_of"]
