"""The HTTP endpoints of law."""
from services.law import schemas
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route

_SHORT = Cache(seconds=60, stale_seconds=86_400)
_NOTICE = {"name": "2027.yaml", "notice": {
    "title": "国务院办公厅关于2027年部分节假日安排的通知", "number": "国办发明电〔2026〕7号", "issued_on": "2026-11-04",
    "year": 2027, "off": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
    "work": [{"name": "元旦", "date": "2026-12-27"}]}}
_RULING = {"article": 7, "on": "2026-11-20", "office": "示例州人民政府办公室",
           "text": "“变动后”自变动生效之日起算，当日不计入。"}

ROUTES = (
    Route("POST", "/v1/holiday-notices", "import_notice", "导入放假安排通知", takes=schemas.ImportNotice,
          gives=schemas.NoticeView, roles=("rule_keeper",), status=201, article="Art. 7 第七条", example=_NOTICE),
    Route("GET", "/v1/holiday-notices", "list_notices", "列出已导入的放假安排通知", takes=schemas.Nothing,
          gives=schemas.NoticeView, many=True, roles=(SIGNED_IN,), article="Art. 7 第七条"),
    Route("GET", "/v1/holiday-notices/{notice_id}", "get_notice", "查看放假安排通知及其文件", takes=schemas.GetNotice,
          gives=schemas.NoticeDetail, roles=(SIGNED_IN,), article="Art. 7 第七条"),
    Route("POST", "/v1/rulings", "draft_ruling", "起草解释口径并提请保密审查", takes=schemas.DraftRuling,
          gives=schemas.RulingView, roles=("rule_keeper",), status=201, article="Art. 21 第二十一条", example=_RULING),
    Route("PATCH", "/v1/rulings/{ruling_id}", "edit_ruling", "修改解释口径并重新提请保密审查", takes=schemas.EditRuling,
          gives=schemas.RulingView, roles=("rule_keeper",), article="Art. 12 第十二条", example={"text": _RULING["text"]}),
    Route("POST", "/v1/rulings/{ruling_id}/publication", "publish_ruling", "公布解释口径", takes=schemas.PublishRuling,
          gives=schemas.RulingView, roles=("rule_keeper",), article="Art. 4 第四条"),
    Route("GET", "/v1/rulings", "list_rulings", "列出解释口径", takes=schemas.ListRulings, gives=schemas.RulingView, many=True,
          roles=(SIGNED_IN,), article="Art. 21 第二十一条"),

    Route("GET", "/v1/public/calendar", "list_days", "查询工作日历", takes=schemas.ListDays, gives=schemas.CalendarView,
          roles=(PUBLIC,), cache=_SHORT, article="Art. 7 第七条"),
    Route("GET", "/v1/public/due-dates", "count_due_date", "计算期限届满日", takes=schemas.CountDueDate,
          gives=schemas.DueDateView, roles=(PUBLIC,), cache=_SHORT, article="Art. 7 第七条"),
    Route("GET", "/v1/public/rules", "list_rules", "查询现行规则", takes=schemas.ListRules, gives=schemas.RulesView,
          roles=(PUBLIC,), cache=_SHORT, article="Art. 1 第一条"),
    Route("GET", "/v1/public/regulation", "get_regulation", "阅读暂行办法", takes=schemas.Nothing,
          gives=schemas.RegulationView, roles=(PUBLIC,), cache=_SHORT, article="Art. 1 第一条"),
)
