"""What content tells after a restore put an article back to an older state."""
from datetime import datetime

from services.content.ports import Ports
from shared.retelling import Told


def tell_article_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """Others hear what the article is now; safe to repeat."""
    article = ports.articles.get(id_)
    column_type = ports.columns.get(article.column).type if article.current.withheld else ""
    article.tell_anew(told, column_type=column_type, now=now)
    ports.articles.save(article)
