"""The HTTP endpoints of letters as files."""
from services.disclosure.schemas import letters as schemas
from shared.document import DOCX
from shared.plugins.manifest import PUBLIC, Route

_ARTICLE = "Art. 11 第十一条"

LETTER_ROUTES = (
    Route("GET", "/v1/applications/{application_id}/letters/{letter_id}/document", "get_letter_document", "下载文书",
          takes=schemas.GetLetterDocument, roles=("disclosure_officer", "disclosure_head"), article=_ARTICLE,
          media_types=(DOCX,)),
    Route("POST", "/v1/public/applications/letter", "download_application_letter", "凭回执号和查询码下载文书",
          takes=schemas.DownloadApplicationLetter, roles=(PUBLIC,), article=_ARTICLE, media_types=(DOCX,),
          example={"receipt": "20261123-433100-7K3M9Q2P", "code": "ABCD-EFGH-JKMN",
                   "letter_id": "2f1e6c1a-0000-4000-8000-000000000001.1"}),
)
