"""Redirects without circles, images of the item only, related articles that are public, templates that are filled."""
import json
from typing import Any

import pytest

from services.content import use_cases
from services.content.errors import (
    ForeignImage,
    InvalidMetadata,
    PageWithdrawn,
    RedirectLoop,
    RedirectNowhere,
    TemplateUnfilled,
)
from services.content.events import ArticleLinked
from services.content.model import Article
from services.content.templates import TEMPLATES
from services.content.vocabulary import DOCUMENT_KINDS
from shared.caller import ANONYMOUS
from tests.unit.services.content.town import EDITOR, PUBLISHER, Town, person

FILE = "a" * 64


def redirect(town: Town, article: Article, to: str) -> Article:
    """Withdrawn, with another address."""
    done = town.step(use_cases.withdraw_article, PUBLISHER, article, reason="并入", mode="redirect", redirect=to)
    town.settle()
    return done


def sent(town: Town, article: Article) -> str:
    """Where the reader of a withdrawn page is sent."""
    with pytest.raises(PageWithdrawn) as raised:
        town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id)
    return str(raised.value.details["redirect"])


def page(town: Town, article: Article) -> dict[str, Any]:
    """The public page."""
    found: dict[str, Any] = json.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=article.id).json)
    return found


def test_a_redirect_that_leads_back_is_refused_with_its_chain() -> None:
    town = Town()
    one, two, three = (town.live(town.draft(title=f"第{number}件")) for number in range(3))
    with pytest.raises(RedirectLoop):
        redirect(town, one, one.path)
    redirect(town, one, two.path)
    redirect(town, two, f"https://www.example.gov.cn{three.path}")
    with pytest.raises(RedirectLoop) as raised:
        redirect(town, three, one.path)
    assert all(each.path in raised.value.details["chain"] for each in (one, two, three))
    assert sent(town, one) == three.path and sent(town, two) == f"https://www.example.gov.cn{three.path}"
    redirect(town, three, "https://www.example.org/new")
    assert sent(town, one) == "https://www.example.org/new"


def test_a_redirect_over_a_merged_column_is_seen_as_what_it_is_and_followed() -> None:
    town = Town()
    town.open("zcfg")
    article, other = town.live(), town.live(town.draft(title="另一件"))
    town.accept(town.propose("merge", column="xxz.zcwj", into="xxz.zcfg", reason="重复。"))
    town.sweep("xxz.zcwj", looks=6)
    with pytest.raises(RedirectLoop):
        redirect(town, article, article.path)  # the address that it had before
    redirect(town, article, other.path)
    assert sent(town, article) == town.articles.get(other.id).path != other.path


def test_a_redirect_to_nothing_is_refused_and_one_that_ends_at_nothing_says_nothing() -> None:
    town = Town()
    article, other = town.live(), town.live(town.draft(title="另一件"))
    with pytest.raises(RedirectNowhere):
        redirect(town, article, "/zcwj/202611/t20261101_99999.html")
    redirect(town, article, other.path)
    town.withdraw(other)
    assert sent(town, article) == ""


def test_images_are_files_of_the_item_or_of_allowed_hosts() -> None:
    town = Town()
    files = [{"file": FILE, "name": "图 1.png", "role": "gallery", "caption": "说明"}]
    for file in (FILE, "b" * 64):
        town.hear(use_cases.note_file_stored, sequence=1, file=file, size=1, media_type="image/png")
    own, allowed = f"/v1/public/files/{FILE}", "https://img.example.gov.cn/a.png"
    article = town.live(town.draft(body=f'<p><img src="{own}" alt="a"><img src="{allowed}"></p>', attachments=[
        *files, {"file": "b" * 64, "name": "封面.png", "role": "cover", "caption": ""}]))
    shown = page(town, article)
    assert shown["images"] == [f"{own}?name=%E5%9B%BE%201.png", allowed]
    assert shown["cover"]["name"] == "封面.png" and [each["name"] for each in shown["gallery"]] == ["图 1.png"]
    assert shown["labels"]["Image"] == shown["cover"]["url"]
    article = town.step(use_cases.revise_article, EDITOR, article)
    with pytest.raises(ForeignImage):  # the file leaves, its image cannot stay
        town.step(use_cases.edit_article, EDITOR, article, attachments=[])


@pytest.mark.parametrize("source", [
    "https://www.example.org/a.png", "http://img.example.gov.cn/a.png", "//img.example.gov.cn/a.png", "a.png",
    "https://img.example.gov.cn@evil.example.org/a.png", "https://img.example.gov.cn:8443/a.png",
    f"/v1/public/files/{'c' * 64}"])
def test_a_foreign_image_is_refused_and_named(source: str) -> None:
    with pytest.raises(ForeignImage) as raised:
        Town().draft(body=f'<p><img src="{source}"></p>')
    assert source in raised.value.fields["body"][0]


def test_related_articles_are_named_while_they_are_public_and_never_before() -> None:
    town = Town()
    other = town.draft(title="将来才公开")
    article = town.live(town.draft(title="先公开", related=[other.id], related_back=True))
    assert page(town, article)["related"] == [] and "将来才公开" not in json.dumps(page(town, article), ensure_ascii=False)
    other = town.live(other)
    assert [each["title"] for each in page(town, article)["related"]] == ["将来才公开"]
    assert [each["id"] for each in page(town, other)["related"]] == [article.id]
    assert any(isinstance(each, ArticleLinked) and each.related == [other.id] for each in town.events)
    other = town.step(use_cases.revise_article, EDITOR, other)
    other = town.live(town.step(use_cases.edit_article, EDITOR, other, title="新名"))
    assert [each["title"] for each in page(town, article)["related"]] == ["新名"]
    town.withdraw(other)
    assert page(town, article)["related"] == []
    before = len(town.articles.steps)
    town.once_more()
    assert town.articles.steps[before:].count("related") == 0


def test_what_nobody_here_may_know_of_is_not_named() -> None:
    town = Town()
    with pytest.raises(InvalidMetadata) as raised:
        town.draft(related=["nothing"])
    assert "related" in raised.value.fields


def test_suggestions_come_by_likeness_keywords_and_subject() -> None:
    town = Town()
    text = "".join(f"关于吉首市第{chr(0x4E00 + number)}号道路整治工程的有关安排。" for number in range(30))
    like = town.live(town.draft(title="道路整治", body=f"<p>{text}</p>"))
    key = town.live(town.draft(title="同关键词", keywords=("道路",), body="<p>别的内容完全不同。</p>"))
    subject = town.live(town.draft(title="同主题", subject="industry", body="<p>又是别的。</p>"))
    secret = town.draft(title="未公开", keywords=("道路",), subject="industry")
    article = town.draft(title="道路整治续", body=f"<p>{text}另附。</p>", keywords=("道路",), subject="industry")
    found = town.do(use_cases.list_related_suggestions, EDITOR, article_id=article.id)[0]
    assert [each.id for each in found] == [like.id, key.id, subject.id] and secret.id not in [each.id for each in found]
    assert found[0].similarity > 0.5 and found[1].shared_keywords == ["道路"] and found[2].same_subject


def test_what_was_begun_with_a_template_is_handed_in_when_it_is_whole() -> None:
    town = Town()
    article = town.draft(template="notice", body="")
    assert article.current.item and article.current.item.kind == "notice" and "各有关单位" in article.current.item.body
    with pytest.raises(TemplateUnfilled) as raised:
        town.step(use_cases.submit_article, EDITOR, article)
    assert set(raised.value.fields) == {"document_number", "made_on", "source", "body"}
    article = town.step(use_cases.edit_article, EDITOR, article, document_number="州政办发〔2026〕1号", source="办公室",
                        body="<p>写好了。</p>", made_on=town.now.date())
    town.step(use_cases.submit_article, EDITOR, article)
    town.step(use_cases.submit_article, EDITOR, town.draft(title="没有模板"))
    with pytest.raises(TemplateUnfilled) as raised:
        town.step(use_cases.submit_article, EDITOR, town.draft(template="interpretation", body="<p>解读。</p>"))
    assert set(raised.value.fields) == {"interprets", "summary"}


def test_the_templates_of_the_house_are_sound() -> None:
    fields = {"document_number", "made_on", "source", "summary", "effective_on", "interprets", "matters"}
    assert {"notice", "appointment", "interpretation"} <= set(TEMPLATES)
    for each in TEMPLATES.values():
        assert each.kind in DOCUMENT_KINDS and set(each.required) <= fields and each.label
    assert len(Town().do(use_cases.list_templates, person("x"))[0]) == len(TEMPLATES)
