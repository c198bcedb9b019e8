"""Text out of files (Art. 12 第十二条: the text inside attachments is reviewed as well).

``Extractor().extract(path, name)`` gives all text of a file in named parts, and names every place that it could not read:
nothing counts as clean that could not be read. It never raises for what is in a file, whatever that is. Files are read in a
process of their own under limits (``extractor``, ``worker``), and only that one loads the libraries which know them
(``reading``). Knows no bus and no database.
"""
from services.files.extraction.extractor import Extractor, WorkerAway
from services.files.extraction.model import REASONS, VERSION, Extraction, Gap, Limits, Part

__all__ = ["REASONS", "VERSION", "Extraction", "Extractor", "Gap", "Limits", "Part", "WorkerAway"]
