"""What law's operations take and give. Days are calendar days in China, ``YYYY-MM-DD``."""
from services.law.schemas.notices import GetNotice, ImportNotice, Nothing, NoticeDetail, NoticeView
from services.law.schemas.public import CalendarView, CountDueDate, DueDateView, ListDays, ListRules, RegulationView, RulesView
from services.law.schemas.rulings import DraftRuling, EditRuling, GetReviewText, ListRulings, PublishRuling, RulingView

__all__ = ["CalendarView", "CountDueDate", "DraftRuling", "DueDateView", "EditRuling", "GetNotice", "GetReviewText",
           "ImportNotice", "ListDays", "ListRules", "ListRulings", "Nothing", "NoticeDetail", "NoticeView", "PublishRuling",
           "RegulationView", "RulesView", "RulingView"]
