"""What content owns: sites, columns, and articles with their editions. Pure: no I/O, no clock."""
from services.content.model.article import Article, Claim, Comment, Status, Withdrawal
from services.content.model.column import Column, Counted, Plan
from services.content.model.edition import Approval, Clearance, Edition, Return, State
from services.content.model.filing import Filing
from services.content.model.item import Item
from services.content.model.places import Site

__all__ = [
    "Approval", "Article", "Claim", "Clearance", "Column", "Comment", "Counted", "Edition", "Filing", "Item", "Plan",
    "Return", "Site", "State", "Status", "Withdrawal",
]
