"""Masking: what may stay of a number or a name, in plain text and in HTML, and who reads the sealed original."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content import use_cases
from services.content.errors import InvalidMasking
from services.content.model.attachment import Attachment
from services.content.model.item import Item, checked
from services.content.model.masking import STYLES, Place, masked, masked_item, masked_part
from shared.caller import ANONYMOUS, SYSTEM
from shared.errors import Forbidden
from tests.unit.services.content.town import APPROVER, EDITOR, OFFICER, PUBLISHER, Town

CARD = "433101199001011234"
STAYS = {"id_card": 10, "mobile": 7 + 4, "name": 1, "bank_card": 4, "full": 0}
"""Characters that may stay at the most; a mobile number may have its country's before it."""


@pytest.mark.parametrize(("text", "style", "wanted"), [
    (CARD, "id_card", "433101********1234"), ("43310119900101123X", "id_card", "433101********123X"),
    ("４３３１０１１９９００１０１１２３４", "id_card", "４３３１０１********１２３４"),
    ("433101 19900101 1234", "id_card", "433101 ******** 1234"), ("433101", "id_card", "******"),
    ("13812341234", "mobile", "138****1234"), ("138-1234-1234", "mobile", "138-****-1234"), ("1381234", "mobile", "*******"),
    ("+8613812341234", "mobile", "+86138****1234"), ("9913812341234", "mobile", "**138****1234"),
    ("张三", "name", "张*"), ("欧阳示例", "name", "欧***"), ("买买提·阿里", "name", "买**·**"), ("张", "name", "*"),
    ("6222021234567890123", "bank_card", "***************0123"), ("湘西 巷7号", "full", "******"), ("", "name", "")])
def test_what_stays(text: str, style: str, wanted: str) -> None:
    assert masked(text, style) == wanted


ANY = st.text(alphabet=st.sampled_from("0123456789０１９①②X张李abc *-·\n\u200b"), max_size=30)


@given(ANY, st.sampled_from(sorted(STYLES)))
def test_a_masked_text_is_as_long_masks_no_further_and_keeps_no_more_than_it_may(text: str, style: str) -> None:
    once = masked(text, style)
    assert len(once) == len(text) and masked(once, style) == once
    assert sum(each.isalnum() for each in once) <= STAYS[style]
    assert all(new in (old, "*") for old, new in zip(text, once, strict=True))


@given(st.data(), st.sampled_from(sorted(STYLES)))
def test_a_place_in_html_leaves_every_tag_as_it_is(data: st.DataObject, style: str) -> None:
    pieces = st.sampled_from(["<p>", "</p>", "<b>", "</b>", "&amp;", "1", "3", "8", "张", " ", "&#52;"])
    html = "".join(data.draw(st.lists(pieces, max_size=25)))
    start = data.draw(st.integers(0, len(html)))
    end = data.draw(st.integers(start, len(html)))
    once = masked_part(html, [(start, end, style)], html=True)
    assert once.count("<") == html.count("<") and once.count(">") == html.count(">")
    assert once[:start] == html[:start]
    assert once.endswith(html[end:])


def test_a_number_that_is_split_over_tags_and_references() -> None:
    html = "<p>证号<b>433101</b>1990&#48;101123&#52;。</p>"
    start, end = html.index("433101"), html.index("。")
    assert masked_part(html, [(start, end, "id_card")], html=True) == "<p>证号<b>433101</b>*****" + "***123&#52;。</p>"


def test_an_item_is_masked_in_all_parts_with_one_public_note() -> None:
    item = checked(Item(title="张三低保", body=f"<p>{CARD}</p>", keywords=("张三", "低保"),
                        attachments=(Attachment(file="a" * 64, name="张三.pdf", caption="张三的表"),)))
    places = [Place("title", 0, 2, "name"), Place("body", 3, 21, "id_card"), Place("keywords", 0, 2, "name"),
              Place("attachment-1-name", 0, 2, "name"), Place("attachment-1-name", 7, 9, "name")]
    done = masked_item(item, places, "隐去个人信息。")
    assert (done.title, done.body, done.keywords) == ("张*低保", "<p>433101********1234</p>", ("张*", "低保"))
    assert (done.attachments[0].name, done.attachments[0].caption) == ("张＊.pdf", "张*的表")
    assert done.masking == "隐去个人信息。" and done.digest != item.digest
    with pytest.raises(InvalidMasking):
        masked_item(done, places, "再来一次。")


@pytest.mark.parametrize("place", [
    Place("nothing", 0, 1, "full"), Place("title", 0, 99, "full"), Place("title", 2, 2, "full"), Place("body", 0, 3, "full"),
    Place("document_number", 0, 1, "full")])
def test_a_place_that_is_none_is_named(place: Place) -> None:
    with pytest.raises(InvalidMasking) as raised:
        masked_item(Item(title="示例", body="<p>示例</p>", document_number="州政办发〔2026〕1号"), [place], "理由。")
    assert raised.value.fields["places"][0].startswith("第 1 处")


def test_a_masked_edition_is_approved_anew_and_its_original_is_sealed() -> None:
    town = Town()
    article = town.cleared(town.draft(body=f"<p>{CARD}</p>"))
    place = {"part": "body", "start": 3, "end": 21, "style": "id_card"}
    masked_one = town.step(use_cases.mask_article, PUBLISHER, article, places=[place], reason="隐去身份证号码。")
    assert masked_one.current.approval is None and masked_one.current.digest != article.current.digest
    text = town.do(use_cases.get_review_text, SYSTEM, subject=article.id, digest=masked_one.current.digest)
    assert "masking" in {part["name"] for part in text["parts"]}
    page = json.loads(town.do(use_cases.get_public_article, ANONYMOUS, article_id=town.live(masked_one).id).json)
    assert page["masking"] == "隐去身份证号码。" and CARD not in json.dumps(page)

    listed = town.do(use_cases.list_originals, OFFICER, article_id=None, unit=None, limit=20, cursor=None)[0]
    assert CARD.encode() not in b"".join(listed[0].sealed.values())
    for who in (EDITOR, PUBLISHER, APPROVER):
        with pytest.raises(Forbidden):
            town.do(use_cases.open_original, who, original_id=listed[0].id, version=1, reason="好奇。")
    opened = town.do(use_cases.open_original, OFFICER, original_id=listed[0].id, version=1, reason="核对。")
    assert opened.parts == {"body": f"<p>{CARD}</p>"} and opened.original.openings[0].reason == "核对。"
    again = town.do(use_cases.list_originals, OFFICER, article_id=None, unit=None, limit=20, cursor=None)[0]
    assert [each.by for each in again[0].openings] == ["officer"]


def test_an_old_edition_that_was_public_unmasked_is_for_the_secrecy_review_only() -> None:
    town = Town()
    article = town.step(use_cases.revise_article, EDITOR, town.live(town.draft(body=f"<p>{CARD}</p>")))
    place = {"part": "body", "start": 3, "end": 21, "style": "id_card"}
    article = town.live(town.step(use_cases.mask_article, EDITOR, article, places=[place], reason="隐去。"))
    with pytest.raises(Forbidden):
        town.do(use_cases.get_edition, EDITOR, article_id=article.id, edition=1)
    assert town.do(use_cases.get_edition, OFFICER, article_id=article.id, edition=1).item.body == f"<p>{CARD}</p>"
