"""What an edition is tied to, checked: what it interprets, who must interpret it, which matters it discloses."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.content.errors import ArticleNotFound, InvalidInterpretation, UnknownMatter
from services.content.model import Article, Ties
from services.content.model.attachment import Attachment
from services.content.model.correction import Correction
from services.content.model.interpretation import DOCUMENTS
from services.content.model.ties import NAMES
from services.content.ports import Ports
from services.content.use_cases.places import known_unit
from services.content.use_cases.placing import named
from shared.clock import legal_day
from shared.law.errors import NoRule


def parted(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """An input's ties, and its text and metadata."""
    ties = {name: value for name, value in fields.items() if name in NAMES}
    if "matters" in ties:
        ties["matters"] = tuple(dict.fromkeys(ties["matters"]))
    if "related" in ties:
        ties["related"] = tuple(dict.fromkeys(ties["related"]))
    if "placements" in ties:
        ties["placements"] = named(ties["placements"])
    item = {name: value for name, value in fields.items() if name not in NAMES}
    if "attachments" in item:
        item["attachments"] = tuple(Attachment(**each) for each in item["attachments"])
    if item.get("correction"):
        item["correction"] = Correction(**item["correction"])
    return ties, item


def checked_ties(ports: Ports, ties: Ties, *, now: datetime, article_id: str, unit: str) -> Ties:
    """``ties`` if an article of ``unit`` may have them; raises ``UnknownUnit`` or ``InvalidInterpretation``."""
    if ties.lead_unit:
        known_unit(ports, ties.lead_unit, now)
    if ties.interprets and (why := _no_interpretation(ports, ties, article_id, unit)):
        raise InvalidInterpretation(why=why, fields={"interprets": [why]})
    return ties


def is_main_policy(ports: Ports, article: Article, now: datetime) -> bool:
    """True if ``article`` is a main policy document (主要政策文件): by mark, by the class of a matter, or since it was one.

    An editor's mark can only add to what the rule says. Raises ``UnknownMatter``.
    """
    classes = {_class_of(ports, matter, article.unit, now) for matter in article.ties.matters}
    return article.main_policy or article.ties.main_policy or bool(classes & _documents(ports, now))


def _no_interpretation(ports: Ports, ties: Ties, article_id: str, unit: str) -> str:
    """Why an article cannot interpret what its ties name; empty if it can."""
    if ties.interprets == article_id:
        return "稿件不能解读自身。"
    if ties.main_policy:
        return "主要政策文件本身不能作为解读。"
    try:
        policy = ports.articles.get(ties.interprets or "")
    except ArticleNotFound:
        return f"没有编号为 {ties.interprets} 的稿件。"
    if policy.ties.interprets or policy.interpreted:
        return "所填稿件本身是解读，不能再被解读。"
    if ports.articles.interpreting(article_id):
        return "本稿已有解读，不能再作为其他文件的解读。"
    return "" if policy.lead_unit == unit else f"解读应当由牵头起草单位（{policy.lead_unit}）起草。"


def _class_of(ports: Ports, matter_id: str, unit: str, now: datetime) -> str:
    """The class of a matter that the unit may disclose: its own, or that of a unit which is no more."""
    matter = ports.matters.find_one({"_id": matter_id})
    owner = ports.units.find_one({"_id": matter.unit}) if matter and matter.unit != unit else None
    if matter is None or (owner and owner.exists(now)):
        raise UnknownMatter(matter=matter_id, fields={"matters": [f"没有 {matter_id}。"]})
    return matter.class_name


def _documents(ports: Ports, now: datetime) -> set[str]:
    """The classes of documents that must be interpreted; none where no rule pack names any."""
    try:
        return {each["code"] for each in ports.law.value(DOCUMENTS, legal_day(now))}
    except NoRule:
        return set()
