"""What is told of an edition that was approved to be withheld (不予公开, Art. 4 第四条): never its title or a word of it."""
from services.content.events import ArticleWithheld
from services.content.model.edition import Edition


def withheld(edition: Edition, *, unit: str, article_id: str, column: str, column_type: str) -> ArticleWithheld | None:
    """The event that tells so; ``None`` of an edition that is not to be withheld."""
    item = edition.item
    if not edition.withheld or item is None:
        return None
    assert item.re_examine_on is not None, "checked when it was written"
    return ArticleWithheld(unit=unit, article_id=article_id, edition=edition.number, column=column, column_type=column_type,
                           kind=item.kind, subject=item.subject, made_on=item.made_on.isoformat() if item.made_on else None,
                           reason=item.withholding_reason, re_examine_on=item.re_examine_on.isoformat())
