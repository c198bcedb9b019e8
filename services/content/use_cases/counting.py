"""What counts as an update of a column, and what only looks like one (Art. 8 第八条)."""
from datetime import datetime

from services.content.model import Counted, Padding
from services.content.model.public_text import PublicText, judge
from services.content.ports import Ports
from services.content.use_cases.breaches import propose_end
from shared.clock import legal_day
from shared.events import Received

NEAR_DUPLICATE = "column.near_duplicate"
"""Key of the rule that says from which similarity on a text is none of its own."""
COMPARED_MOST = 20
"""Earlier texts that are compared shingle by shingle: the most promising ones."""


def note_article_published(ports: Ports, *, now: datetime, event: Received, article_id: str, edition: int, column: str,
                           published_at: datetime) -> None:
    """An article of ours went public. First its text is judged and remembered, for good; then its column hears of it."""
    text = ports.texts.find(article_id, edition) or ports.texts.keep(_judged(ports, article_id, edition, published_at))
    place = ports.columns.get(column)
    if text.verdict.counts:
        rule = ports.law.rule(place.cadence, legal_day(text.at))
        place.count(Counted(article_id, text.at), rule=rule, now=now, calendar=ports.calendar)
    else:
        place.pad(_padding(text))
    propose_end(ports, place, now)
    ports.columns.save(place)


def _judged(ports: Ports, article_id: str, edition: int, at: datetime) -> PublicText:
    article = ports.articles.get(article_id)
    found = article.edition(edition)
    item = found.item or ports.articles.old_edition(article_id, edition).item
    assert item is not None
    text = PublicText.of(title=item.title, body=item.body, article_id=article_id, edition=edition, site=article.site, at=at,
                         digest=found.digest)
    threshold = float(ports.law.value(NEAR_DUPLICATE, legal_day(at)))
    known = ports.texts.of_article(article_id)
    if first := ports.texts.first_with(article.site, text.essence):
        known.append(first)  # the same words once more: nothing else needs to be looked at
    verdict = judge(text, known, threshold)
    if verdict.counts:
        verdict = judge(text, [*known, *ports.texts.alike(article.site, text.bands, COMPARED_MOST)], threshold)
    return text.judged(verdict)


def _padding(text: PublicText) -> Padding:
    return Padding(article_id=text.article_id, edition=text.edition, reason=text.verdict.reason,
                   similarity=text.verdict.similarity, of=text.verdict.of, at=text.at)
