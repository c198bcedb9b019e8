"""Letters as files: what their operations take."""
from services.disclosure.schemas.applications.public import LookUpApplication
from services.disclosure.schemas.applications.staff import GetApplication
from shared.schemas import Line


class GetLetterDocument(GetApplication):
    """Which letter of which case."""

    letter_id = Line(80, required=True)


class DownloadApplicationLetter(LookUpApplication):
    """Receipt and query code, and which letter."""

    letter_id = Line(80, required=True)
