"""Links of public articles: what is looked at, what counts as broken, and that each is told once."""
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content import use_cases
from services.content.events import LinkBroken, LinkMended
from services.content.model import Article
from services.content.model.addresses import own_address, references, targets
from services.content.model.attachment import Attachment
from services.content.model.item import Item
from services.content.model.link_check import Found, LinkCheck, next_night
from tests.unit.services.content.town import EDITOR, Town

OUT = "https://www.example.org/a.html"
DOMAINS = {"www.example.gov.cn": "xxz"}
FILE = "/v1/public/files/" + "a" * 64


def linking(*urls: str) -> str:
    """A body with these links."""
    return "<p>" + "".join(f'<a href="{url}">x</a>' for url in urls) + "</p>"


def sweep(town: Town, article: Article, looks: int = 1) -> LinkCheck:
    """The slow sweep looks when it is due."""
    for _ in range(looks):
        at = town.ports.links.get(article.id).sweep_at
        assert at is not None
        town.now = max(town.now, at)
        use_cases.check_links(town.ports, now=town.now, id_=article.id)
    return town.ports.links.get(article.id)


def told(town: Town) -> list[str]:
    """What the others were told of links."""
    return [type(each).__name__ for each in town.ports.links.events]  # type: ignore[attr-defined]


def test_a_link_is_broken_when_it_fails_twice_and_told_once() -> None:
    town = Town()
    article = town.live(town.draft(body=linking(OUT)))
    town.web[OUT] = Found("timeout")
    assert not sweep(town, article).broken
    check = sweep(town, article)
    assert check.broken[0].url == OUT and check.broken_since == town.now
    assert [each.url for each in sweep(town, article, 3).broken] == [OUT] and told(town) == ["LinkBroken"]
    found = town.do(use_cases.list_broken_links, EDITOR, unit=None, site=None, limit=20, cursor=None)[0]
    assert [each.id for each in found] == [article.id]
    town.web.clear()
    assert not sweep(town, article).broken and told(town) == ["LinkBroken", "LinkMended"]
    assert isinstance(town.ports.links.events[-1], LinkMended)  # type: ignore[attr-defined]


@pytest.mark.parametrize("found", [Found("status", 404), Found("status", 410), Found("private"), Found("scheme")])
def test_what_is_certain_is_broken_at_once(found: Found) -> None:
    town = Town()
    article = town.live(town.draft(body=linking(OUT)))
    town.web[OUT] = found
    assert sweep(town, article).broken
    event = town.ports.links.events[-1]  # type: ignore[attr-defined]
    assert isinstance(event, LinkBroken) and (event.reason, event.status) == (found.reason, found.status)


def test_a_link_that_is_taken_out_or_withdrawn_is_watched_no_more() -> None:
    town = Town()
    article = town.live(town.draft(body=linking(OUT)))
    town.web[OUT] = Found("status", 404)
    sweep(town, article)
    article = town.step(use_cases.revise_article, EDITOR, article)
    town.live(town.step(use_cases.edit_article, EDITOR, article, body="<p>没有链接。</p>"))
    assert town.ports.links.get(article.id).links == [] and told(town) == ["LinkBroken", "LinkMended"]
    other = town.live(town.draft(title="另一件", body=linking(OUT, OUT + "?2")))
    town.withdraw(other)
    assert town.ports.links.get(other.id).links == []


def test_publication_warns_of_own_pages_that_nobody_can_read() -> None:
    town = Town()
    gone, live = town.withdraw(town.live()), town.live(town.draft(title="在"))
    missing = "/zcwj/202611/t20261101_99999.html"
    article = town.cleared(town.draft(title="链接", body=linking(
        gone.path, f"https://www.example.gov.cn{live.path}", missing, FILE, "mailto:a@example.org", "#a", OUT)))
    article = town.publish(article)
    assert len(article.warnings) == 3
    assert all(any(url in each for each in article.warnings) for url in (gone.path, missing, FILE))
    check = sweep(town, article)
    assert {each.url: each.reason for each in check.broken} == {gone.path: "withdrawn", missing: "missing", FILE: "missing"}
    assert town.asked == [OUT]


def test_what_a_text_leads_to() -> None:
    body = linking("page.html", "/zcwj/", "https://WWW.EXAMPLE.gov.cn/x?y=1", OUT, "tel:110", FILE) + f'<img src="{OUT}">'
    item = Item(title="t", body=body, attachments=(Attachment(file="b" * 64, name="附件.pdf"),))
    found = [(each.url, each.kind) for each in targets(item, site="xxz", path="/zcwj/202611/t1.html", domains=DOMAINS)]
    assert found == [
        ("https://www.example.gov.cn/zcwj/202611/page.html", "external"), ("https://www.example.gov.cn/zcwj/", "external"),
        ("https://WWW.EXAMPLE.gov.cn/x?y=1", "external"), (OUT, "external"), (FILE, "file"),
        (item.attachments[0].url, "file")]


@given(st.text())
def test_any_address_is_read_without_harm(url: str) -> None:
    own_address(url, site="xxz", domains=DOMAINS)
    references(f'<a href="{url}">')
    targets(Item(title="t", body=linking(url)), site="xxz", path="/a/b.html", domains=DOMAINS)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)), st.text(min_size=1))
def test_every_article_is_looked_at_once_a_night(moment: datetime, id_: str) -> None:
    now = moment.replace(tzinfo=UTC)
    following = next_night(now, id_)
    assert now < following <= now + timedelta(days=1) and (following.hour + 8) % 24 in range(1, 7)
    assert next_night(following, id_) == following + timedelta(days=1)


def test_a_file_that_is_gone_is_found_in_the_night() -> None:
    town, file = Town(), "d" * 64
    town.hear(use_cases.note_file_stored, file=file, size=1, media_type="application/pdf")
    article = town.live(town.draft(attachments=[{"file": file, "name": "附件.pdf", "role": "attachment", "caption": ""}]))
    assert article.warnings == [] and not sweep(town, article).broken
    town.hear(use_cases.note_file_removed, sequence=2, file=file)
    assert [each.reason for each in sweep(town, article).broken] == ["missing"]
