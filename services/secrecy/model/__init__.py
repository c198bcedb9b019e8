"""What secrecy owns: reviews with their findings. Pure: no I/O, no clock."""
from services.secrecy.model.finding import SEVERITIES, Dismissal, Finding, Scan, Versions
from services.secrecy.model.levels import LEVELS
from services.secrecy.model.parts import Clearance, Consent, Decision, Opinion, Quarantine, Referral
from services.secrecy.model.review import Review
from services.secrecy.model.states import LABELS, State
from services.secrecy.model.unread import Unread

__all__ = ["LABELS", "LEVELS", "SEVERITIES", "Clearance", "Consent", "Decision", "Dismissal", "Finding", "Opinion",
           "Quarantine", "Referral", "Review", "Scan", "State", "Unread", "Versions"]
