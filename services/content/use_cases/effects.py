"""What an accepted filing does to its column, and through it to the column's articles (Art. 9 第九条).

A column changes at once; its articles follow in batches, found by what is still to be done, so that a batch that was done
half, or twice, does no harm, and a killed process leaves nothing behind that the next sweep does not find.
"""
from datetime import datetime
from typing import Any

from services.content.errors import ColumnExists
from services.content.model import Column, Filing, Plan
from services.content.ports import Articles, Columns, Ports
from shared.clock import legal_day
from shared.errors import StaleVersion

BATCH = 500
"""Articles that one look of the sweep moves or relabels: well within the time that a look has."""
TRIES = 3


def take_effect_now(ports: Ports, filing: Filing, now: datetime) -> None:
    """Let an accepted filing take effect while its officer waits. Where others keep changing the column, or the process
    dies before, the event of the acceptance brings it about a moment later."""
    for _ in range(TRIES):
        try:
            return take_effect(ports, filing, now)
        except StaleVersion:
            continue
    return None


def take_effect(ports: Ports, filing: Filing, now: datetime) -> None:
    """Do to the column what the filing says; once only.

    Where the column that is merged into ends at the same moment, the merge stands: its articles go on to where that one
    went, or stay readable in what was closed.
    """
    if filing.plan:
        return _prepare(ports, filing, filing.plan, now)
    column = ports.columns.get(filing.column)
    if filing.id in column.filings or not column.alive:
        return None
    if filing.kind == "rename":
        column.rename(filing.name, filing_id=filing.id, at=now)
    elif filing.kind == "close":
        column.close(reason=filing.reason, filing_id=filing.id, now=now, calendar=ports.calendar)
    else:
        column.merge(filing.into, reason=filing.reason, filing_id=filing.id, now=now, calendar=ports.calendar)
    return ports.columns.save(column)


def go_on(ports: Ports, column: Column, now: datetime) -> None:
    """Do the next batch of the column's errand, if one is due; the column is to be saved afterwards."""
    if column.errand is None or column.errand.due_at > now:
        return
    if column.ending and column.ending.into:
        _move_batch(ports, column, now)
    else:
        _relabel_batch(ports, column, column.errand.after, now)


def where_to(ports: Ports, column: Column) -> Column:
    """The column that holds the articles of a merged one today, which may have been merged itself meanwhile."""
    place = column
    while place.ending and place.ending.into:
        place = ports.columns.get(place.ending.into)
    return place


def _prepare(ports: Ports, filing: Filing, plan: Plan, now: datetime) -> None:
    if ports.columns.find_one({"_id": filing.column}):
        return
    try:
        ports.columns.save(Column.prepare(plan, site=filing.site, filing_id=filing.id, at=now))
    except ColumnExists:
        return


def _move_batch(ports: Ports, column: Column, now: datetime) -> None:
    target = where_to(ports, column)
    _hand_over(ports, column, target, now)
    labels, ids = target.labels(), ports.articles.of_column(column.id, BATCH)
    for id_ in ids:
        article = ports.articles.get(id_)
        article.move(column=target.id, code=target.code, labels=labels)
        article.drop_home()
        _saved(ports.articles, article)
    if not ids:
        ids = ports.articles.placed_in(column.id, BATCH)
        for id_ in ids:
            article = ports.articles.get(id_)
            article.move_place(column.id, target.id)
            _saved(ports.articles, article)
    if not ids and column.errand and column.errand.last and ports.columns.on_their_way(column.id):
        column.errand_waits(now=now)
    else:
        column.went_on(done=len(ids), after="", more=bool(ids), now=now)


def _relabel_batch(ports: Ports, column: Column, after: str, now: datetime) -> None:
    ids = ports.articles.labelled_otherwise(column.id, column.name, after, BATCH)
    for id_ in ids:
        article = ports.articles.get(id_)
        article.relabel(column.labels())
        _saved(ports.articles, article)
    column.went_on(done=len(ids), after=ids[-1] if ids else "", more=bool(ids), now=now)


def _hand_over(ports: Ports, column: Column, target: Column, now: datetime) -> None:
    """The newest item that counted is the target's from now on, if it has no newer one; a blank target opens with it."""
    if column.newest:
        rule = ports.law.rule(target.cadence, legal_day(column.newest.at))
        target.count(column.newest, rule=rule, now=now, calendar=ports.calendar)
        _saved(ports.columns, target)


def _saved(collection: Articles | Columns, aggregate: Any) -> None:
    """Somebody else's change goes first; this one is made again by a later batch or the last look."""
    try:
        collection.save(aggregate)
    except StaleVersion:
        return
