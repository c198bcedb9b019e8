"""What content owns: sites, columns, and articles with their editions. Pure: no I/O, no clock."""
from services.content.model.article import Article
from services.content.model.column import Column, Counted, Plan
from services.content.model.edition import Approval, Edition, Return, State
from services.content.model.filing import Filing
from services.content.model.interpretation import Act, Waiver
from services.content.model.item import Item
from services.content.model.known_matter import KnownMatter
from services.content.model.places import Site
from services.content.model.standing import Comment, Status, Withdrawal
from services.content.model.ties import Link, Ties

__all__ = ["Act", "Approval", "Article", "Column", "Comment", "Counted", "Edition", "Filing", "Item",
           "KnownMatter", "Link", "Plan", "Return", "Site", "State", "Status", "Ties", "Waiver", "Withdrawal"]
