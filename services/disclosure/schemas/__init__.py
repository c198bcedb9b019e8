"""What disclosure's operations take and give."""
from services.disclosure.schemas.matters import (
    AccountView,
    ChangeMatter,
    ExemptMatter,
    ExtendMatter,
    FulfilMatter,
    GetMatter,
    ListMatters,
    MatterClassView,
    MatterView,
    Nothing,
    RegisterMatter,
    SupersedeMatter,
)

__all__ = ["AccountView", "ChangeMatter", "ExemptMatter", "ExtendMatter", "FulfilMatter", "GetMatter", "ListMatters",
           "MatterClassView", "MatterView", "Nothing", "RegisterMatter", "SupersedeMatter"]
