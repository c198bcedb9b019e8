"""Chinese full text of what is public: how a text is taken apart, how a question is understood, what a hit shows."""
from services.content.model.search.asking import Asked, asked
from services.content.model.search.entry import Entry, entry, mark
from services.content.model.search.marking import fragments, marked

__all__ = ["Asked", "Entry", "asked", "entry", "fragments", "mark", "marked"]
