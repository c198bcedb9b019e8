"""The HTTP endpoints of parking."""
from services.parking import schemas
from services.parking.use_cases.roles import OPERATOR, READERS
from shared.plugins.manifest import Route
from shared.schemas import HistoryEntryView

_ARTICLE = "Art. 3 第三条"
_REASON = "所涉栏目已撤销，无需再处理。"

ROUTES = (
    Route("GET", "/v1/parking/events", "list_parked_events", "列出停放事件", takes=schemas.ListParkedEvents,
          gives=schemas.ParkedEventView, many=True, roles=READERS, article=_ARTICLE),
    Route("GET", "/v1/parking/counts", "count_parked_events", "按队列和类型统计停放事件", takes=schemas.CountParkedEvents,
          gives=schemas.CountView, roles=READERS, article=_ARTICLE),
    Route("GET", "/v1/parking/events/{event_id}", "get_parked_event", "查看停放事件及其原因和原文",
          takes=schemas.GetParkedEvent, gives=schemas.ParkedEventDetail, roles=READERS, article=_ARTICLE),
    Route("GET", "/v1/parking/events/{event_id}/history", "get_parked_event_history", "查看停放事件的处置记录",
          takes=schemas.GetParkedEvent, gives=HistoryEntryView, many=True, roles=READERS, article="Art. 5 第五条"),
    Route("POST", "/v1/parking/events/{event_id}/retry", "retry_parked_event", "重新交还停放事件",
          takes=schemas.RetryParkedEvent, gives=schemas.ParkedEventView, roles=(OPERATOR,), article=_ARTICLE),
    Route("POST", "/v1/parking/events/{event_id}/drop", "drop_parked_event", "放弃停放事件并说明理由",
          takes=schemas.DropParkedEvent, gives=schemas.ParkedEventView, roles=(OPERATOR,), article="Art. 5 第五条",
          example={"reason": _REASON}),
    Route("POST", "/v1/parking/retries", "retry_parked_events", "批量重新交还停放事件", takes=schemas.RetryParkedEvents,
          gives=schemas.ParkingBatchView, roles=(OPERATOR,), status=201, article=_ARTICLE,
          example={"queue": "content.on_review_cleared", "most": 1000}),
    Route("POST", "/v1/parking/drops", "drop_parked_events", "批量放弃停放事件并说明理由", takes=schemas.DropParkedEvents,
          gives=schemas.ParkingBatchView, roles=(OPERATOR,), status=201, article="Art. 5 第五条",
          example={"type": "content.article.published.v1", "reason": _REASON}),
    Route("GET", "/v1/parking/batches", "list_parking_batches", "列出批量处置", takes=schemas.ListParkingBatches,
          gives=schemas.ParkingBatchView, many=True, roles=READERS, article=_ARTICLE),
    Route("GET", "/v1/parking/batches/{batch_id}", "get_parking_batch", "查看批量处置的进度", takes=schemas.GetParkingBatch,
          gives=schemas.ParkingBatchView, roles=READERS, article=_ARTICLE),
)
