"""Holiday notices (节假日安排的通知): what the State Council says once a year of the next one (Art. 7 第七条).

A whole notice settles a year; an amendment changes single days of a year that is settled.
"""
from shared.law.notices.calendars import GENERATION, HORIZON, Change, admit, calendar_of, changes
from shared.law.notices.notice import Notice
from shared.law.notices.reading import notice_from, read_notice

__all__ = ["GENERATION", "HORIZON", "Change", "Notice", "admit", "calendar_of", "changes", "notice_from", "read_notice"]
