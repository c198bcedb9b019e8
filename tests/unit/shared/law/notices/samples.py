"""Notices as they come: a year as somebody wrote it down, and as holiday-cn has it."""
import json

YEAR = """\
title: 国务院办公厅关于2027年部分节假日安排的通知
number: 国办发明电〔2026〕7号
issued_on: 2026-11-04
year: 2027
off:
  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
  - {name: 春节, from: 2027-02-05, to: 2027-02-11}
  - {name: 清明节, from: 2027-04-05}
  - {name: 国庆节, from: 2027-10-01, to: 2027-10-07}
work:
  - {date: 2026-12-27, name: 元旦}
  - {date: 2027-02-14, name: 春节}
"""
"""Made up: the real one was not out when this was written."""

AMENDMENT = """\
title: 国务院办公厅关于调整2027年清明节假期安排的通知
issued_on: 2027-03-22
year: 2027
amends: true
off:
  - {name: 清明节, from: 2027-04-05, to: 2027-04-06}
work:
  - {date: 2027-04-10, name: 清明节}
"""


def holiday_cn(year: int = 2027, *days: tuple[str, str, bool], papers: tuple[str, ...] = (
        "https://www.gov.cn/zhengce/zhengceku/2026-11/04/content_7047091.htm",)) -> str:
    """A file of holiday-cn."""
    return json.dumps({"$schema": "https://example/schema.json", "$id": f"https://example/{year}.json", "year": year,
                       "papers": list(papers), "days": [{"name": name, "date": day, "isOffDay": off}
                                                        for day, name, off in days]}, ensure_ascii=False)
