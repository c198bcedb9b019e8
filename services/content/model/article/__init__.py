"""An article: its editions, what the public sees of it, and everything that may be done to it.

What it is made of and how it is read is in ``reading``; the other files are what its authors, its reviewers and its
publishers do, ``placing`` is about further columns, ``relating`` about related articles, ``quarantining`` and ``recalling``
about what the secrecy review does to a suspected state secret and to what is public,
``restoring`` about what is told after a restore of a backup. Each builds on the ones before.
"""
from dataclasses import dataclass

from services.content.model.article.placing import Placeable
from services.content.model.article.relating import Relatable
from services.content.model.article.restoring import Restorable
from services.content.model.article.reviewing import FETCH

__all__ = ["FETCH", "Article"]


@dataclass(kw_only=True)
class Article(Placeable, Relatable, Restorable):
    """One article of a unit in a column of a site."""
