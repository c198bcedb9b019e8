"""The HTTP endpoints of public pages beside their text: further places, links, corrections, masking, templates."""
from services.content import schemas
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Cache, Route

_STAFF = ("editor", "approver", "secrecy_officer", "publisher", "auditor")
_NINE = "Art. 9 第九条"
_PLACE = "/v1/articles/{article_id}/placements"

PLACING = (
    Route("POST", _PLACE, "change_placements", "调整已公开信息的共享栏目", takes=schemas.ChangePlacements,
          gives=schemas.ArticleView, roles=("publisher",), article="Art. 5 第五条",
          example={"placements": [{"column": "xxz.tzgg"}], "reason": "同时在通知公告栏目展示。"}),
    Route("GET", "/v1/placements", "list_placements", "列出申请在本单位栏目展示的信息", takes=schemas.ListPlacements,
          gives=schemas.PlacedArticleView, many=True, roles=("publisher", "column_manager", "auditor"), article=_NINE),
    Route("POST", f"{_PLACE}/{{column}}/acceptance", "accept_placement", "同意在本单位栏目展示",
          takes=schemas.AcceptPlacement, gives=schemas.PlacedArticleView, roles=("publisher",), article=_NINE),
    Route("POST", f"{_PLACE}/{{column}}/refusal", "refuse_placement", "不同意或者不再同意在本单位栏目展示",
          takes=schemas.RefusePlacement, gives=schemas.PlacedArticleView, roles=("publisher",), article=_NINE,
          example={"reason": "与本栏目内容无关。"}),
)
CORRECTING = (
    Route("POST", "/v1/articles/{article_id}/correction", "correct_article", "将在编版本标记为更正并附公开说明",
          takes=schemas.CorrectArticle, gives=schemas.ArticleView, roles=("editor", "publisher"), article="Art. 5 第五条",
          example={"wrong": "原文将实施日期写作2026年1月1日。", "right": "实施日期应为2027年1月1日。"}),
    Route("GET", "/v1/public/corrections", "list_public_corrections", "列出网站的更正", takes=schemas.ListPublicCorrections,
          gives=schemas.PublicCorrections, many=True, roles=(PUBLIC,), cache=Cache(seconds=30, stale_seconds=300),
          article="Art. 5 第五条"),
)
LINKS = (
    Route("GET", "/v1/broken-links", "list_broken_links", "列出失效链接", takes=schemas.ListBrokenLinks,
          gives=schemas.BrokenLinksView, many=True, roles=(*_STAFF, "column_manager"), article="Art. 20 第二十条"),
    Route("GET", "/v1/articles/{article_id}/links", "get_article_links", "查看稿件的链接检查结果", takes=schemas.GetArticle,
          gives=schemas.ArticleLinksView, roles=_STAFF, article="Art. 20 第二十条"),
)
_TWELVE = "Art. 12 第十二条"
MASKING = (
    Route("POST", "/v1/articles/{article_id}/masking", "mask_article", "脱敏并封存原件", takes=schemas.MaskArticle,
          gives=schemas.ArticleView, roles=("editor", "publisher"), article=_TWELVE,
          example={"places": [{"part": "body", "start": 3, "end": 21, "style": "id_card"}], "reason": "隐去个人身份证号码。"}),
    Route("GET", "/v1/originals", "list_originals", "列出封存原件", takes=schemas.ListOriginals, gives=schemas.OriginalView,
          many=True, roles=("secrecy_head", "secrecy_officer", "auditor"), article=_TWELVE),
    Route("POST", "/v1/originals/{original_id}/opening", "open_original", "说明理由后查阅封存原件",
          takes=schemas.OpenOriginal, gives=schemas.OpenedOriginalView, roles=("secrecy_head", "secrecy_officer"),
          article=_TWELVE, example={"reason": "核对更正申请。"}),
)
WRITING = (
    Route("GET", "/v1/templates", "list_templates", "列出稿件模板", takes=schemas.Nothing, gives=schemas.TemplateView,
          many=True, roles=(SIGNED_IN,), article="Art. 4 第四条"),
    Route("GET", "/v1/articles/{article_id}/related-suggestions", "list_related_suggestions", "建议相关信息",
          takes=schemas.GetArticle, gives=schemas.SuggestionView, many=True, roles=_STAFF),
)
PAGES = (*PLACING, *CORRECTING, *LINKS, *MASKING, *WRITING)
