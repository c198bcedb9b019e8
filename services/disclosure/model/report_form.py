"""The form (表样) of the yearly report as the rule pack gives it: which cells table 2 has, and how table 3 groups outcomes.

The form that is in force on the last day of a year is the one of that year's report (政府信息公开条例 Art. 50 第五十条).
"""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.disclosure.model.application.vocabulary import REMEDY_KINDS, REMEDY_RESULTS

NEW, CARRIED_IN, DONE, CARRIED_OUT = "1", "2", "3.7", "4"
"""Rows of table 3 besides the outcomes: 本年新收, 上年结转, 总计, 结转下年度."""
ROW_LABELS = {NEW: "一、本年新收政府信息公开申请数量", CARRIED_IN: "二、上年结转政府信息公开申请数量", DONE: "（七）总计",
              CARRIED_OUT: "四、结转下年度继续办理"}
ROUTES = REMEDY_KINDS
"""The three parts of table 4."""
RESULTS = {**REMEDY_RESULTS, "pending": "尚未审结"}
"""The columns of each part of table 4, before its total."""
PARTS = {"overview": "一、总体情况", "proactive": "二、主动公开政府信息情况",
         "applications": "三、收到和处理政府信息公开申请情况", "remedies": "四、政府信息公开行政复议、行政诉讼情况",
         "problems": "五、存在的主要问题及改进情况", "other": "六、其他需要报告的事项"}
"""The six parts, in order; the first, the fifth and the sixth are text."""


@dataclass(frozen=True)
class Head:
    """A labelled row or column of table 2; ``kind`` of a column is ``count``, ``signed`` (may be negative) or ``amount``."""

    code: str
    label: str
    kind: str = "count"
    counts: str = ""
    """Of a row: the class of matters by which the suite can tell its numbers."""


@dataclass(frozen=True)
class Section:
    """One block of table 2: an item of Art. 20 第二十条 with its own columns."""

    item: str
    columns: tuple[Head, ...]
    rows: tuple[Head, ...]


@dataclass(frozen=True)
class Outcome:
    """One row of outcomes in table 3, and the codes of ``application.outcomes`` that it counts."""

    code: str
    label: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Outcomes under one heading; a heading without a label is a single row."""

    label: str
    rows: tuple[Outcome, ...]


@dataclass(frozen=True)
class Form:
    """One form."""

    code: str
    proactive: tuple[Section, ...]
    groups: tuple[Group, ...]
    applicants: tuple[Head, ...]
    """The columns of table 3 before its total."""

    @classmethod
    def read(cls, form: Mapping[str, Any], applicants: Sequence[Mapping[str, Any]]) -> "Form":
        """The form that ``report.form`` and ``application.applicants`` of a rule pack describe."""
        return cls(str(form["code"]), tuple(_section(each) for each in form["proactive"]),
                   tuple(_group(each) for each in form["outcomes"]),
                   tuple(Head(each["code"], each["label"]) for each in applicants))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The rows of outcomes, in order."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def rows(self) -> tuple[str, ...]:
        """The codes of table 3's rows, in order."""
        return NEW, CARRIED_IN, *(each.code for each in self.outcomes), DONE, CARRIED_OUT

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of table 3's columns before the total."""
        return tuple(each.code for each in self.applicants)

    @property
    def proactive_cells(self) -> dict[str, str]:
        """The cells of table 2, ``<row>.<column>`` → the column's kind."""
        return {f"{row.code}.{column.code}": column.kind
                for section in self.proactive for row in section.rows for column in section.columns}

    @property
    def own_cells(self) -> frozenset[str]:
        """The cells of tables 3 and 4 to which a unit may add what was handled outside the suite; no sums."""
        rows = [row for row in self.rows if row != DONE]
        return frozenset({f"{row}.{column}" for row in rows for column in self.columns}
                         | {f"{route}.{result}" for route in ROUTES for result in RESULTS})

    def label(self, cell: str) -> str:
        """A cell in Chinese, for refusals."""
        for section in self.proactive:
            for row in section.rows:
                for column in section.columns:
                    if cell == f"{row.code}.{column.code}":
                        return f"{row.label}·{column.label}"
        return cell


def _section(given: Mapping[str, Any]) -> Section:
    return Section(given["item"], tuple(_heads(given["columns"])), tuple(_heads(given["rows"])))


def _heads(given: Sequence[Mapping[str, Any]]) -> Iterator[Head]:
    for each in given:
        yield Head(each["code"], each["label"], each.get("kind", "count"), each.get("class", ""))


def _group(given: Mapping[str, Any]) -> Group:
    if "rows" in given:
        return Group(given["label"], tuple(_outcome(each) for each in given["rows"]))
    return Group("", (_outcome(given),))


def _outcome(given: Mapping[str, Any]) -> Outcome:
    return Outcome(given["code"], given["label"], tuple(given.get("of", (given["code"],))))
