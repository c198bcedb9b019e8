"""The steps of the editorial review (初审、复审、终审): which of them an edition needs, and who takes them (Art. 4 第四条)."""
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FIRST, SECOND, FINAL = "first", "second", "final"
STEPS = (FIRST, SECOND, FINAL)
"""In the order in which they are taken."""
LABELS = {FIRST: "初审", SECOND: "复审", FINAL: "终审"}
ROLES = {FIRST: "first_reviewer", SECOND: "second_reviewer", FINAL: "approver"}
"""The role that takes each step."""
REVIEWERS = tuple(ROLES.values())
RULE = "article.review_steps"
"""Key of the rule that names the steps which a kind of document (公文种类) needs, whatever its column asks for."""
FINAL_ONLY = (FINAL,)
"""What an edition needs where nobody asks for more."""


def stricter(*asked: Iterable[str]) -> tuple[str, ...]:
    """Every step that any of ``asked`` names, in order, and always the final one."""
    wanted = {FINAL, *(step for each in asked for step in each)}
    return tuple(step for step in STEPS if step in wanted)


def for_kind(kind: str, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The steps that ``rows`` of the rule name for a kind of document."""
    return stricter(*(row["steps"] for row in rows if kind in row["kinds"]))


def words(steps: Iterable[str]) -> str:
    """In Chinese: 初审、终审."""
    return "、".join(LABELS[step] for step in steps)
