"""One article from an editor's desk to every portal, through HTTP and the real bus, also while services are killed."""
import os
import signal
import threading

import pytest

from shared.cli.demo.story import HIDDEN_NUMBER, Result, Story
from tests.journeys.conftest import Suite
from tests.support import wait_until

HISTORY = ["drafted", "submitted", "approved", "cleared", "published", "revised", "edited", "submitted", "approved", "cleared",
           "published", "withdrawn", "revised", "edited", "submitted", "approved", "cleared", "published"]


def _told(suite: Suite, tell: object = None) -> Result:
    return Story([suite.gateways[0], suite.gateways[-1]], suite.administrator, suite.rabbitmq_url,
                 tell or (lambda *_: None)).run()  # type: ignore[arg-type]


def _check(result: Result) -> None:
    assert result.refusals == {
        "publish a draft": "content.edition.illegal_transition", "approve as the editor": "frame.caller.forbidden",
        "clear it all the same": "secrecy.review.findings_open"}
    finding = result.finding
    body = f"<p>领取人：张示例</p><p>证件 <b>{HIDDEN_NUMBER[:6]}</b>{HIDDEN_NUMBER[6:]}</p>"
    assert body[finding["start"]:finding["end"]].replace("</b>", "") == HIDDEN_NUMBER
    assert (finding["part"], finding["kind"], finding["evasion"]) == ("body", "id_card", True)
    assert result.editions_seen == [1, 2, 3]
    assert result.history == HISTORY


def test_the_regulation_goes_from_a_draft_to_the_public_and_back(suite: Suite) -> None:
    _check(_told(suite))


@pytest.mark.parametrize("victim", ["content", "secrecy", "directory", "gateway-1"])
def test_killing_any_one_process_in_the_middle_loses_nothing(suite: Suite, victim: str) -> None:
    killed: list[int] = []
    steps = {"An editor drafts the regulation", "A second draft hides an identity number in full-width digits",
             "Portals read the article at both gateways"}

    def tell(title: str, _detail: str, _milliseconds: float) -> None:
        if title in steps:
            pid = wait_until(lambda: suite.pid(victim) not in killed and suite.pid(victim), what=f"{victim} runs")
            killed.append(pid)
            # A moment later, so that it happens while the next step is under way.
            threading.Timer(0.05, os.kill, (pid, signal.SIGKILL)).start()

    _check(_told(suite, tell))
    wait_until(lambda: suite.pid(victim) not in [0, *killed], what=f"{victim} was started again")
    assert len(killed) == len(steps)
