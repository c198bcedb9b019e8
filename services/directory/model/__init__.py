"""What directory owns: units with their posts, accounts, API clients, sessions, signing keys. Pure: no I/O, no clock."""
from services.directory.model.account import Account
from services.directory.model.client import ApiClient
from services.directory.model.grants import Grant
from services.directory.model.posts import Gap, Post
from services.directory.model.session import Session
from services.directory.model.signing_key import SigningKey
from services.directory.model.tree import Node, Placement, Tree
from services.directory.model.unit import Successor, Unit, UnitName, UnitOn

__all__ = ["Account", "ApiClient", "Gap", "Grant", "Node", "Placement", "Post", "Session", "SigningKey",
           "Successor", "Tree", "Unit", "UnitName", "UnitOn"]
