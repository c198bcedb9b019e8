"""One article in several columns and sites: asked for by its unit, answered by the unit of each column (Art. 5 第五条, 9)."""
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.content.errors import InvalidPlacement
from services.content.model import Article, Column
from services.content.ports import PlacementQuery, Ports
from shared.caller import Caller
from shared.clock import BEIJING, legal_day


def checked_places(ports: Ports, columns: Sequence[str], *, home: str, before: Sequence[str] = ()) -> None:
    """Raise ``InvalidPlacement``, ``ColumnNotFound`` or ``ColumnClosed`` where an article of the column ``home`` cannot be
    shown in one of ``columns``; those that it names ``before`` may have been closed meanwhile."""
    if home in columns:
        raise InvalidPlacement(fields={"placements": [f"{home} 是稿件所在的栏目，无须填写。"]})
    for each in columns:
        column = ports.columns.get(each)
        if each not in before:
            column.expect_open()


def want_places(ports: Ports, article: Article, now: datetime) -> None:
    """Ask for the places that are named by the newest edition, by the public one or by what a recall hides; own columns need no
    answer."""
    editions = [each for each in (article.standing, article.current) if each]
    columns = [ports.columns.get(each) for each in dict.fromkeys(
        column for edition in editions for column in edition.ties.placements)]
    article.want_places([each.id for each in columns], sites={each.id: each.site for each in columns},
                        own=[each.id for each in columns if each.unit == article.unit], at=now)


def expect_places(ports: Ports, article: Article, *, caller: Caller | None, now: datetime) -> None:
    """What a publication needs of the working edition's places: those that the public is to see for the first time are in
    columns that are open; a publisher who answers for such a column accepts it by publishing. Raises ``ColumnClosed``."""
    want_places(ports, article, now)
    shown = {each.column for each in article.shown_in}
    for each in article.placements:
        if each.column in article.current.ties.placements and each.column not in shown:
            column = ports.columns.get(each.column)
            column.expect_open()
            if each.state.value == "asked" and caller and caller.may("publisher", column.unit):
                each.decide("accept", by=caller.id, at=now)
    _give_paths(ports, article, now, [each.column for each in article.shown_by(article.current)])


def change_placements(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int,
                      placements: Sequence[dict[str, Any]], reason: str) -> Article:
    """Change where a public article is shown besides its own column, without touching its text (the publisher's record)."""
    article = ports.articles.get(article_id)
    caller.require("publisher", unit=article.unit)
    article.expect(version)
    wanted, before = named(placements), article.shown_in
    standing = article.standing or article.current
    checked_places(ports, wanted, home=article.column, before=standing.ties.placements)
    article.change_places(wanted, at=now, reason=reason)
    want_places(ports, article, now)
    _give_paths(ports, article, now, [each.column for each in article.shown_by(article.standing)])
    article.tell_placed(before)
    ports.articles.save(article)
    return article


def accept_placement(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, column: str) -> Article:
    """Let another unit's article be shown in a column of the caller's unit; it is, as long as it is public."""
    article, place = _asked(ports, caller, article_id, version, column)
    place.expect_open()
    return _decided(ports, article, place, "accept", caller=caller, now=now)


def refuse_placement(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, column: str, reason: str
                     ) -> Article:
    """Refuse to show another unit's article in a column of the caller's unit, or show it no longer, for a reason."""
    article, place = _asked(ports, caller, article_id, version, column)
    return _decided(ports, article, place, "refuse", caller=caller, now=now, reason=reason)


def list_placements(ports: Ports, *, caller: Caller, now: datetime, state: str, column: str | None, limit: int,
                    cursor: str | None) -> tuple[list[Article], str | None]:
    """Articles that ask to be shown in columns of the caller's units, or are shown there: the newest change first."""
    units = caller.units("publisher", "column_manager", "auditor")
    columns = None if units is None else [each.id for unit in units for each in ports.columns.find({"unit": unit})]
    if column:
        columns = [column] if columns is None or column in columns else []
    return ports.articles.placed(PlacementQuery(columns=columns, state=state, limit=limit, cursor=cursor))


def named(placements: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The ids of the columns that an input names; raises ``InvalidPlacement`` where the site is another."""
    for each in placements:
        if each.get("site") and not each["column"].startswith(f"{each['site']}."):
            raise InvalidPlacement(fields={"placements": [f"{each['column']} 不是网站 {each['site']} 的栏目。"]})
    return tuple(dict.fromkeys(each["column"] for each in placements))


def _asked(ports: Ports, caller: Caller, article_id: str, version: int, column: str) -> tuple[Article, Column]:
    place = ports.columns.get(column)
    caller.require("publisher", unit=place.unit)
    article = ports.articles.get(article_id)
    article.expect_ripe(column)
    article.expect(version)
    return article, place


def _decided(ports: Ports, article: Article, place: Column, step: str, *, caller: Caller, now: datetime, reason: str = ""
             ) -> Article:
    before = article.shown_in
    article.decide_place(place.id, step, by=caller.id, unit=place.unit, at=now, reason=reason)
    _give_paths(ports, article, now, [each.column for each in article.shown_by(article.standing)])
    article.tell_placed(before)
    ports.articles.save(article)
    return article


def _give_paths(ports: Ports, article: Article, now: datetime, columns: Sequence[str]) -> None:
    """An address for each place on another site that has none yet, out of that site's own series."""
    day = now.astimezone(BEIJING)
    for each in article.placements:
        if each.column in columns and each.site != article.site and not each.path:
            serial = ports.next_serial(f"{ports.sites.get(each.site).organisation_code}/{day.year}")
            code = ports.columns.get(each.column).code
            each.path = f"/{code}/{day:%Y%m}/t{legal_day(now):%Y%m%d}_{serial:05d}.html"
