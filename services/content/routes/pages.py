"""The HTTP endpoints of public pages beside their text: further places, links, corrections, masking, templates."""
from services.content import schemas
from shared.plugins.manifest import Route

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
PAGES = (*PLACING,)
