"""The HTTP endpoints of dictionaries."""
from services.secrecy.schemas import dictionaries as schemas
from shared.document import CSV
from shared.plugins.manifest import Route
from shared.schemas import HistoryEntryView

_KEEPER = ("dictionary_keeper",)
_READERS = ("dictionary_keeper", "auditor")
_ARTICLE = "Art. 12 第十二条"
_ONE = "/v1/dictionaries/{dictionary_id}"
_NEW = {"code": "projects", "unit": "433100", "name": "工程代号词库", "purpose": "不得公开的工程代号"}
_CHANGE = {"add": [{"text": "示例乙号工程", "severity": "high", "reason": "虚构的涉密代号", "tags": ["工程代号"]}],
           "note": "按第一次联席会议纪要增加"}
_PAGE = {"change": "2026-11", "page": 1, "format": "jsonl",
         "content": '{"text": "示例乙号工程", "severity": "high", "reason": "虚构的涉密代号", "tags": ["工程代号"]}\n'}

DICTIONARY_ROUTES = (
    Route("POST", "/v1/dictionaries", "create_dictionary", "新建词库", takes=schemas.CreateDictionary,
          gives=schemas.DictionaryView, roles=_KEEPER, status=201, article=_ARTICLE, example=_NEW),
    Route("GET", "/v1/dictionaries", "list_dictionaries", "列出词库", takes=schemas.ListDictionaries,
          gives=schemas.DictionaryView, many=True, roles=_READERS, article=_ARTICLE),
    Route("GET", _ONE, "get_dictionary", "查看词库及其变更", takes=schemas.GetDictionary, gives=schemas.DictionaryDetail,
          roles=_READERS, article=_ARTICLE),
    Route("GET", f"{_ONE}/history", "get_dictionary_history", "查看词库的办理记录", takes=schemas.GetDictionary,
          gives=HistoryEntryView, many=True, roles=_READERS, article="Art. 5 第五条"),
    Route("POST", f"{_ONE}/pages", "stage_entries", "上传一次变更的一页词条", takes=schemas.StageEntries,
          gives=schemas.PageView, roles=_KEEPER, status=201, article=_ARTICLE, example=_PAGE),
    Route("POST", f"{_ONE}/changes", "change_dictionary", "增加、停用词条，形成新版", takes=schemas.ChangeDictionary,
          gives=schemas.DictionaryView, roles=_KEEPER, article=_ARTICLE, example=_CHANGE),
    Route("GET", f"{_ONE}/entries", "list_dictionary_entries", "检索词条", takes=schemas.ListDictionaryEntries,
          gives=schemas.EntryView, many=True, roles=_READERS, article=_ARTICLE),
    Route("GET", f"{_ONE}/differences", "list_dictionary_differences", "比较词库的两个版本",
          takes=schemas.ListDictionaryDifferences, gives=schemas.DifferenceView, many=True, roles=_READERS, article=_ARTICLE),
    Route("GET", f"{_ONE}/export", "get_dictionary_export", "导出词条", takes=schemas.ExportDictionary, roles=_READERS,
          article=_ARTICLE, media_types=(CSV, "application/x-ndjson")),
)
