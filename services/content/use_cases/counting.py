"""What counts as an update of a column, and what only looks like one (Art. 8 第八条)."""
from datetime import datetime

from services.content.model import Counted
from services.content.model.public_text import PublicText, text_id
from services.content.ports import Ports
from services.content.use_cases.breaches import propose_end
from shared.caller import Caller
from shared.clock import legal_day

NEAR_DUPLICATE = "column.near_duplicate"
"""Key of the rule that says from which similarity on a text is none of its own."""
COMPARED_MOST = 20
"""Earlier texts that are compared shingle by shingle: the most promising ones."""


def count(ports: Ports, *, now: datetime, article_id: str, edition: int, column: str, at: datetime) -> None:
    """Do what the publication of an edition at ``at`` means for its column. First its text is judged and remembered, for
    good; then, if it counts, the column hears of it. Each step is one save, and a repeat finds it done."""
    text = ports.texts.find_one({"_id": text_id(article_id, edition)})
    if text is None:
        text = _judged(ports, article_id, edition, column, at)
        if text is None:  # quarantined meanwhile: nothing of it is remembered
            return
        ports.texts.save(text)
    if not text.verdict.counts:
        return
    place = ports.columns.get(column)
    rule = ports.law.rule(place.cadence, legal_day(text.at))
    place.count(Counted(article_id, text.at), rule=rule, now=now, calendar=ports.calendar)
    propose_end(ports, place, now)
    ports.columns.save(place)


def list_column_padding(ports: Ports, *, caller: Caller, now: datetime, column_id: str, limit: int, cursor: str | None
                        ) -> tuple[list[PublicText], str | None]:
    """A page of the publications that did not count as updates of a column, the newest first."""
    return ports.texts.padding(ports.columns.get(column_id).id, limit, cursor)


def _judged(ports: Ports, article_id: str, edition: int, column: str, at: datetime) -> PublicText | None:
    article = ports.articles.get(article_id)
    found = article.edition(edition)
    if found.quarantine:
        return None
    item = found.item or ports.articles.old_edition(article_id, edition).item
    assert item is not None
    text = PublicText.of(title=item.title, body=item.body, article_id=article_id, edition=edition, unit=article.unit,
                         site=article.site, column=column, at=at, digest=found.digest)
    threshold = float(ports.law.value(NEAR_DUPLICATE, legal_day(at)))
    known = ports.texts.of_article(article_id)
    if first := ports.texts.first_with(article.site, text.essence):
        known.append(first)  # the same words once more: nothing else needs to be looked at
    verdict = text.judge(known, threshold)
    if verdict.counts:
        verdict = text.judge([*known, *ports.texts.alike(article.site, text.bands, COMPARED_MOST)], threshold)
    text.settle(verdict)
    return text
