"""The faults of parking, one code each."""
from shared.errors import Fault, Kind


class ParkedEventNotFound(Fault):
    """No parked event has this id."""

    kind, code = Kind.NOT_FOUND, "parking.event.not_found"
    text = "没有编号为 {id} 的停放事件。"
    remedy = "请核对编号，或者重新列出停放事件（GET /v1/parking/events）。"


class IllegalTransition(Fault):
    """The event does not wait for a decision any more: it was put back, or dropped."""

    kind, code = Kind.CONFLICT, "parking.event.illegal_transition"
    text = "停放事件处于“{state}”状态，不能执行该操作（{step}）。"
    remedy = "该操作只能在以下状态进行：{allowed}。"


class BatchNotFound(Fault):
    """No batch has this id."""

    kind, code = Kind.NOT_FOUND, "parking.batch.not_found"
    text = "没有编号为 {id} 的批量处置。"
    remedy = "请核对编号，或者重新列出批量处置（GET /v1/parking/batches）。"
