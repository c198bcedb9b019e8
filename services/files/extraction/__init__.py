"""Text out of files (Art. 12 第十二条: the text inside attachments is reviewed as well).

``Extractor().extract(path, name)`` gives all text of a file in named parts, and names every place that it could not read:
nothing counts as clean that could not be read. It never raises for what is in a file, whatever that is. Files are read in a
process of their own under limits (``extractor``, ``worker``); ``read`` is the reading itself. Knows no bus and no database.
"""
from services.files.extraction.extractor import Extractor, WorkerAway
from services.files.extraction.model import REASONS, VERSION, Extraction, Gap, Limits, Part
from services.files.extraction.reading import extract

__all__ = ["REASONS", "VERSION", "Extraction", "Extractor", "Gap", "Limits", "Part", "WorkerAway", "extract"]
