"""Templates: an article that was begun with one is handed in only when it has what the template asks for."""
from datetime import datetime
from typing import Any

from services.content.errors import TemplateUnfilled
from services.content.model import Article
from services.content.model.markup import sanitised
from services.content.ports import Ports
from services.content.templates import TEMPLATES, Template
from shared.caller import Caller


def list_templates(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[Template], None]:
    """All templates of the house."""
    return list(TEMPLATES.values()), None


def begun_with(template: str, item: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new item, with the kind and the outline of its template where they were left out."""
    if not template:
        return item
    chosen = TEMPLATES[template]
    return {"kind": chosen.kind, **item, "body": item["body"] if item["body"].strip() else chosen.outline}


def expect_filled(article: Article) -> None:
    """Raise ``TemplateUnfilled``, naming every field that is missing. Nothing is asked of what has no template."""
    template, edition = TEMPLATES.get(article.template), article.current
    if template is None or edition.item is None:
        return
    missing = {name: [why] for name, why in template.required.items()
               if not getattr(edition.item, name, None) and not getattr(edition.ties, name, None)}
    if template.outline and edition.item.body == sanitised(template.outline):
        missing["body"] = ["正文仍是模板，尚未填写。"]
    if missing:
        raise TemplateUnfilled(template=template.label, missing="、".join(missing), fields=missing)
