"""The independent checker: the client's journal, the databases and the stream against each other.

Nothing here imports the suite: names, digests and what follows from what are written down once more, by hand, from the
documents.
"""
