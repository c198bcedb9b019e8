"""The same suite under another rule pack: an invented county's terms and its own day off bind, and nothing was released."""
import os
from datetime import timedelta

import pytest

from shared.cli.api import Api, Refusal
from shared.clock import legal_day, now
from tests.journeys.conftest import running
from tests.journeys.people import person
from tests.support import wait_until


def test_an_invented_countys_numbers_bind_its_units(tmp_path_factory: pytest.TempPathFactory) -> None:
    environment = dict(os.environ) | {"GUANWANG_LAW_PACKS": "national,example-county"}
    with running(tmp_path_factory.mktemp("county"), environment, "--gateways", "1") as suite:
        officer = person(suite, "disclosure_officer")
        terms = {each["code"]: each["term"] for each in officer.get("/v1/matter-classes")["items"]}
        rules = Api(suite.gateways[0]).get("/v1/public/rules", prefix="disclosure.meetings")["rules"]
        assert rules[0]["pack"] == "example-county" and terms["meetings"] != "3个工作日"
        day = (legal_day(now()) - timedelta(days=1)).isoformat()

        def registered() -> dict[str, object]:
            try:
                return dict(officer.post("/v1/matters", unit="433100", title="示例会议", classes=["meetings"], happened_on=day))
            except Refusal as refusal:
                assert refusal.code == "disclosure.unit.unknown", refusal
                return {}

        matter = wait_until(registered, 30, what="disclosure knows the unit")
        assert matter["duty"]["pack"] == "example-county"  # type: ignore[index]
        assert matter["duty"]["clock"]["term"]["words"] == terms["meetings"]  # type: ignore[index]
