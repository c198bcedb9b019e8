"""One step for many articles: each by its own version, with its own result; whatever needs a person's look is not among them.

Neither the secrecy review nor the final step of the editorial review exists here: both are decisions about one text
(逐项审查, Art. 4 第四条, 12 第十二条).
"""
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from services.content.errors import FinalStepAlone, InvalidBulk
from services.content.model import Article
from services.content.model.review_steps import FINAL
from services.content.ports import Ports
from services.content.use_cases.editing import discard_edition, edit_article, recall_article, submit_article
from services.content.use_cases.moving import move_article
from services.content.use_cases.publishing import publish_article, withdraw_article
from services.content.use_cases.reviewing import approve_article, return_article
from services.content.use_cases.scheduling import schedule_article, unschedule_article
from shared.caller import Caller
from shared.errors import Fault


def _approve_earlier(ports: Ports, *, article_id: str, **fields: Any) -> Article:
    if ports.articles.get(article_id).current.due_step == FINAL:
        raise FinalStepAlone()
    return approve_article(ports, article_id=article_id, **fields)


def _withdraw(ports: Ports, *, mode: str = "gone", redirect: str = "", **fields: Any) -> Article:
    return withdraw_article(ports, mode=mode, redirect=redirect, **fields)


ACTIONS: Mapping[str, tuple[Callable[..., Article], tuple[str, ...], tuple[str, ...]]] = {
    "submit": (submit_article, (), ("urgency",)), "recall": (recall_article, (), ()),
    "approve": (_approve_earlier, (), ()), "return": (return_article, ("reason",), ()),
    "publish": (publish_article, (), ()), "schedule": (schedule_article, ("publish_at",), ()),
    "unschedule": (unschedule_article, (), ()), "withdraw": (_withdraw, ("reason",), ("mode", "redirect")),
    "move": (move_article, ("column",), ()), "discard": (discard_edition, ("reason",), ()),
    "set_kind": (edit_article, ("kind",), ()), "set_subject": (edit_article, ("subject",), ()),
    "set_validity": (edit_article, ("validity",), ()),
}
"""Action → what does it to one article, the arguments that it needs, and those that it may have."""


def change_articles(ports: Ports, *, caller: Caller, now: datetime, action: str, items: Sequence[Mapping[str, Any]],
                    arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Take one step with each of many articles, in the order given; every one is answered by its own result or fault."""
    step, needs, may = ACTIONS[action]
    _expect_sound(items, arguments, needs, may)

    def one(item: Mapping[str, Any]) -> dict[str, Any]:
        found = ports.part(item["id"], lambda own: step(
            own, caller=caller, now=now, article_id=item["id"], version=item["version"], **arguments), _shown)
        if isinstance(found, Fault):
            return {"id": item["id"], "ok": False, "version": None, "status": None, "fault": found.to_wire()}
        return {"id": item["id"], "ok": True, **found, "fault": None}

    results = [one(item) for item in items]
    done = sum(each["ok"] for each in results)
    return {"done": done, "failed": len(results) - done, "items": results}


def _shown(article: Article) -> dict[str, Any]:
    return {"version": article.version, "status": article.status.value}


def _expect_sound(items: Sequence[Mapping[str, Any]], arguments: Mapping[str, Any], needs: Sequence[str], may: Sequence[str]
                  ) -> None:
    problems = {f"arguments.{name}": ["该操作必须填写。"] for name in needs if name not in arguments}
    problems |= {f"arguments.{name}": ["该操作不填写此项。"] for name in arguments if name not in (*needs, *may)}
    ids = [item["id"] for item in items]
    if len(set(ids)) < len(ids):
        problems["items"] = ["同一稿件只能出现一次。"]
    if problems:
        raise InvalidBulk(fields=problems)
