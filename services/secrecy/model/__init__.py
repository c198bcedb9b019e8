"""What secrecy owns: reviews with their findings. Pure: no I/O, no clock."""
from services.secrecy.model.finding import SEVERITIES, Dismissal, Finding, Scan, Versions
from services.secrecy.model.review import LABELS, Claim, Clearance, Decision, Review, State
from services.secrecy.model.unread import Unread

__all__ = ["LABELS", "SEVERITIES", "Claim", "Clearance", "Decision", "Dismissal", "Finding", "Review", "Scan", "State",
           "Unread", "Versions"]
