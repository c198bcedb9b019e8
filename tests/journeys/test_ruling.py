"""A ruling from the desk of who keeps the rules to the public, through the secrecy review (Art. 4, 12, 21)."""
import secrets
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.story import HIDDEN_NUMBER
from tests.journeys.conftest import Suite
from tests.journeys.people import person
from tests.support import wait_until


@pytest.fixture(scope="module")
def keeper(suite: Suite) -> Api:
    """Who keeps the rules for everybody."""
    return person(suite, "rule_keeper", scope="*")


@pytest.fixture(scope="module")
def officer(suite: Suite) -> Api:
    """Who reviews."""
    return person(suite, "secrecy_officer")


def draft(keeper: Api, text: str) -> dict[str, Any]:
    """A new ruling on Art. 7."""
    made: dict[str, Any] = keeper.post("/v1/rulings", article=7, office="示例州人民政府办公室", text=text)
    return made


def review(officer: Api, ruling: dict[str, Any]) -> dict[str, Any]:
    """The open review of exactly this text, with its findings."""
    query = {"subject": ruling["id"], "digest": ruling["digest"], "state": "open"}
    found = wait_until(lambda: officer.get("/v1/reviews", **query)["items"], what="the review opens")
    opened: dict[str, Any] = officer.get(f"/v1/reviews/{found[0]['id']}")
    return opened


def decide(officer: Api, opened: dict[str, Any], how: str, **reason: str) -> None:
    """End a review."""
    officer.post(f"/v1/reviews/{opened['id']}/{how}", version=opened["version"], **reason)


def standing(keeper: Api, ruling: dict[str, Any], state: str) -> dict[str, Any]:
    """The ruling, once it is in ``state``."""

    def look() -> dict[str, Any] | None:
        found = keeper.get("/v1/rulings", article=7)["items"]
        return next((each for each in found if each["id"] == ruling["id"] and each["state"] == state), None)

    found: dict[str, Any] = wait_until(look, what=f"the ruling is {state}")
    return found


def publish(keeper: Api, ruling: dict[str, Any]) -> dict[str, Any]:
    """Let the public see it."""
    made: dict[str, Any] = keeper.post(f"/v1/rulings/{ruling['id']}/publication", version=ruling["version"])
    return made


def refused(keeper: Api, ruling: dict[str, Any]) -> str:
    """The code with which its publication is refused."""
    with pytest.raises(Refusal) as caught:
        publish(keeper, ruling)
    return caught.value.code


def shown(suite: Suite) -> list[str]:
    """The rulings on Art. 7 that everybody reads."""
    seventh = Api(suite.gateways[-1]).get("/v1/public/regulation")["articles"][6]
    assert seventh["article"] == "Art. 7 第七条"
    return [each["text"] for each in seventh["rulings"]]


def test_a_ruling_is_cleared_before_it_stands_beside_its_article(suite: Suite, keeper: Api, officer: Api) -> None:
    text = f"自变动生效之日起算。{secrets.token_hex(4)}"
    drafted = draft(keeper, text)
    assert refused(keeper, drafted) == "law.ruling.illegal_transition" and text not in shown(suite)
    editor = person(suite, "editor")
    assert text not in [each["text"] for each in editor.get("/v1/rulings", article=7)["items"]]

    opened = review(officer, drafted)
    assert text in [part["text"] for part in officer.get(f"/v1/reviews/{opened['id']}/text")["parts"]]
    decide(officer, opened, "clearance")
    cleared = standing(keeper, drafted, "cleared")
    assert text not in shown(suite), "cleared is not yet published"
    assert publish(keeper, cleared)["state"] == "public"
    wait_until(lambda: text in shown(suite), what="the regulation shows the ruling")
    assert text in [each["text"] for each in editor.get("/v1/rulings", article=7)["items"]]
    assert Api(suite.gateways[-1]).get("/v1/public/rules", article=7)["rules"]


def test_its_author_does_not_clear_it(suite: Suite) -> None:
    both = person(suite, "rule_keeper", "secrecy_officer", scope="*")
    with pytest.raises(Refusal) as caught:
        decide(both, review(both, draft(both, "本人起草。")), "clearance")
    assert caught.value.code == "secrecy.review.same_person"


def test_a_ruling_with_an_identity_number_is_refused_and_goes_public_only_without(suite: Suite, keeper: Api, officer: Api
                                                                                 ) -> None:
    mark = secrets.token_hex(4)
    drafted = draft(keeper, f"经办人证件 {HIDDEN_NUMBER}，见附件。{mark}")
    opened = review(officer, drafted)
    assert [(each["part"], each["kind"]) for each in opened["findings"] if each["severity"] == "high"] == [("text", "id_card")]
    with pytest.raises(Refusal) as caught:
        decide(officer, opened, "clearance")
    assert caught.value.code == "secrecy.review.findings_open"
    decide(officer, opened, "refusal", reason="含有公民身份号码，请删除。")
    back = standing(keeper, drafted, "refused")
    assert back["returned"]["reason"] == "含有公民身份号码，请删除。"
    assert refused(keeper, back) == "law.ruling.illegal_transition"

    edited = keeper.patch(f"/v1/rulings/{back['id']}", version=back["version"], text=f"见附件。{mark}")
    assert refused(keeper, edited) == "law.ruling.illegal_transition"
    decide(officer, review(officer, edited), "clearance")
    publish(keeper, standing(keeper, edited, "cleared"))
    wait_until(lambda: f"见附件。{mark}" in shown(suite), what="the corrected ruling is public")
    assert not any(HIDDEN_NUMBER in each for each in shown(suite))
