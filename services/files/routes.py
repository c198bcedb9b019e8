"""The HTTP endpoints of files."""
from services.files import schemas
from services.files.use_cases.examining import EXAMINERS
from services.files.use_cases.reading import STAFF
from services.files.use_cases.storing import UPLOADERS
from shared.plugins.manifest import PUBLIC, Route
from shared.schemas import HistoryEntryView

ROUTES = (
    Route("POST", "/v1/files", "store_file", "上传文件", takes=schemas.StoreFile, gives=schemas.FileView, roles=UPLOADERS,
          status=201, upload="open_upload", article="Art. 5 第五条"),
    Route("GET", "/v1/files", "list_files", "列出文件", takes=schemas.ListFiles, gives=schemas.FileView, many=True, roles=STAFF,
          article="Art. 5 第五条"),
    Route("GET", "/v1/files/{file_id}", "get_file", "查看文件信息和引用情况", takes=schemas.GetFile, gives=schemas.FileDetail,
          roles=STAFF, article="Art. 5 第五条"),
    Route("GET", "/v1/files/{file_id}/history", "get_file_history", "查看文件的办理记录", takes=schemas.GetFile,
          gives=HistoryEntryView, many=True, roles=STAFF, article="Art. 5 第五条"),
    Route("GET", "/v1/files/{file_id}/content", "get_file_content", "下载文件", takes=schemas.GetContent, roles=STAFF,
          download=True, article="Art. 5 第五条"),
    Route("GET", "/v1/files/{file_id}/text", "get_extracted_text", "阅读文件中的文字", takes=schemas.GetText,
          gives=schemas.TextView, roles=EXAMINERS, article="Art. 12 第十二条"),
    Route("POST", "/v1/files/{file_id}/examination", "examine_file", "重新提取文件中的文字", takes=schemas.ChangeFile,
          gives=schemas.FileView, roles=EXAMINERS, article="Art. 12 第十二条"),

    Route("GET", "/v1/public/files/{file_id}", "get_public_file", "下载公开的附件", takes=schemas.GetContent, roles=(PUBLIC,),
          download=True, article="Art. 4 第四条"),
    Route("GET", "/v1/public/files/{file_id}/thumbnail", "get_public_thumbnail", "公开图片的缩略图", takes=schemas.GetThumbnail,
          roles=(PUBLIC,), download=True, article="Art. 4 第四条"),
)
