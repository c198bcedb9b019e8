"""Another column for an article, as an editor's or a publisher's own step; a merge of columns moves them by itself."""
from datetime import datetime

from services.content.errors import InvalidMove, MovedUnderReview
from services.content.model import Article, State
from services.content.model.review_steps import words
from services.content.ports import Ports
from shared.caller import Caller


def move_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int, column: str) -> Article:
    """Put an article into another column of its site and unit; what was public keeps answering at its old address.

    What was public already is moved by a publisher, anything else by an editor. Not while it is under review, since the
    steps were fixed for the column that it was handed in for; and nothing public goes where more steps are asked for than
    it has had.
    """
    article, place = ports.articles.get(article_id), ports.columns.get(column)
    caller.require("publisher" if article.path else "editor", unit=article.unit)
    article.expect(version)
    place.expect_open()
    if (place.site, place.unit) != (article.site, article.unit):
        raise InvalidMove(why="只能移到同一网站、同一责任单位的栏目", fields={"column": ["不是同一网站、同一责任单位的栏目。"]})
    if column in [each.column for each in article.placements]:
        raise InvalidMove(why="该栏目已经同时展示该稿件", fields={"column": ["已经同时展示该稿件。"]})
    if article.current.state in (State.SUBMITTED, State.APPROVED, State.CLEARED):
        raise MovedUnderReview()
    public = article.public_edition
    if public and (missing := [step for step in place.review_steps if step not in public.steps]):
        raise InvalidMove(why=f"该栏目的信息还须经{words(missing)}", fields={"column": [f"还须经{words(missing)}。"]})
    article.move(column=place.id, code=place.code, labels=place.labels())
    ports.articles.save(article)
    return article
