"""The public page: what a reader gets, with the page labels of 国办发〔2017〕47号."""
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import orjson

from services.content import public
from services.content.model import Item
from tests.unit.services.content.test_model import AT, LABELS, drafted, live

ITEM = Item(title="关于“示例”的通知", body="<p>现予印发。</p>", summary="概述", source="示例州人民政府办公室", author="某人",
            keywords=("政策", "文件"), kind="notice", subject="general", document_number="州政办发〔2026〕1号",
            made_on=date(2026, 11, 20))


def page(item: Item = ITEM, at: datetime = AT) -> dict[str, Any]:
    """The page of an article that was published at ``at``."""
    made = public.page(live(drafted(item), at))
    assert made is not None
    return made


def labels(item: Item = ITEM, at: datetime = AT) -> dict[str, str]:
    """The page's labels."""
    found: dict[str, str] = orjson.loads(page(item, at)["json"])["labels"]
    return found


def test_what_is_not_public_has_no_page() -> None:
    assert public.page(drafted()) is None


def test_what_was_withdrawn_has_no_page() -> None:
    article = live()
    article.withdraw(by="p", at=AT, reason="误", mode="gone")
    assert public.page(article) is None


def test_the_labels_are_those_of_the_standard() -> None:
    assert labels() == LABELS | {
        "ArticleTitle": "关于“示例”的通知", "PubDate": "2026-11-23 09:30", "ContentSource": "示例州人民政府办公室",
        "Keywords": "政策,文件", "Author": "某人", "Description": "概述", "Url": "/zcwj/1.html"}


def test_the_date_of_publication_is_told_in_beijing_time() -> None:
    assert labels(at=datetime(2026, 12, 31, 16, 5, tzinfo=UTC))["PubDate"] == "2027-01-01 00:05"


def test_without_a_source_the_unit_is_the_source() -> None:
    assert labels(replace(ITEM, source=""))["ContentSource"] == "示例州人民政府"


def test_the_page_is_json_with_codes_and_their_labels() -> None:
    full = orjson.loads(page()["json"])
    assert (full["kind"], full["kind_label"], full["subject_label"]) == ("notice", "通知", "综合政务")
    assert full["unit"] == {"code": "433100", "name": "示例州人民政府"} and full["made_on"] == "2026-11-20"
    assert full["body"] == "<p>现予印发。</p>" and full["archived"] is None


def test_a_page_tells_nothing_of_those_who_worked_on_it() -> None:
    text = page()["json"] + page()["entry"]
    assert not [id_ for id_ in ("author", "approver", "officer", "publisher") if f':"{id_}"' in text]
    assert "withholding_reason" not in text and "comments" not in text


def test_a_line_in_a_list_is_a_part_of_the_page() -> None:
    made = page()
    full, entry = orjson.loads(made["json"]), orjson.loads(made["entry"])
    assert entry.items() <= full.items() and "body" not in entry


def test_a_revision_keeps_the_first_date_and_tells_its_own() -> None:
    article = live(drafted(ITEM))
    article.revise(by="author", at=AT)
    article.edit(replace(ITEM, title="更正"), by="author", at=AT)
    later = datetime(2026, 12, 1, tzinfo=UTC)
    full = orjson.loads(public.page(live(article, later))["json"])  # type: ignore[index]
    assert (full["published_at"], full["revised_at"], full["edition"]) == (AT.isoformat(), later.isoformat(), 2)


def test_an_archived_page_says_so() -> None:
    article = live()
    article.withdraw(by="p", at=AT, reason="已过时。", mode="archive")
    assert orjson.loads(public.page(article)["json"])["archived"] == "已过时。"  # type: ignore[index]
