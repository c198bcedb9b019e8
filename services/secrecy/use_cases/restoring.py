"""What secrecy does after a restore put it back to an older state: nothing that was concluded is forgotten, nothing is public
without a clearance that it knows, no quarantine and no term is lost (Art. 4 第四条, 12 第十二条; 保密法 Art. 31 第三十一条)."""
from datetime import datetime

from services.secrecy.events.dictionaries import DictionaryChanged
from services.secrecy.model import Review
from services.secrecy.model.casework import REPORT_TERM
from services.secrecy.model.dictionary import Dictionary
from services.secrecy.model.recall import Recall, RecallState
from services.secrecy.model.restoring import UNKNOWN
from services.secrecy.ports import Ports
from services.secrecy.use_cases.live import cleared
from services.secrecy.use_cases.opening import FETCH
from services.secrecy.use_cases.support import rule
from shared.caller import SYSTEM
from shared.retelling import Told


def tell_dictionary_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """A dictionary does not give out an edition's number twice; of one that is no more there is an empty one, to be filled."""
    found = next(iter(ports.dictionaries.find({"_id": id_})), None)
    if found is None:
        changed = told.get(DictionaryChanged.TYPE)
        if changed is None:
            return
        found = Dictionary.create(code=id_, unit=changed["unit"], name=id_, purpose=UNKNOWN, by=SYSTEM.id, at=now)
    found.tell_anew(told)
    ports.dictionaries.save(found)


def tell_review_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """A review is decided as it was told; what nobody had decided waits again, in the backup's level."""
    review = next(iter(ports.reviews.find({"_id": id_})), None) or Review.as_told(id_, told, fetch=FETCH)
    if review:
        upheld = {"service": review.service, "subject": review.subject, "digest": review.digest,
                  "state": RecallState.UPHELD.value}
        review.tell_anew(told, report=rule(ports, REPORT_TERM, now), ended=any(ports.recalls.find(upheld)),
                         calendar=ports.calendar)
        ports.reviews.save(review)


def tell_recall_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """A recall goes on hiding its text until somebody decides, or is decided as it was told."""
    recall = ports.recalls.find_one({"_id": id_})
    if recall is None:
        recall = Recall.as_told(id_, told, fetch=FETCH, involved=(), former="")
        if recall is None:
            return
        clearance, recall.involved = cleared(ports, recall.service, recall.subject, recall.digest)
        recall.former = clearance.id if clearance else ""
    recall.tell_anew(told)
    ports.recalls.save(recall)
