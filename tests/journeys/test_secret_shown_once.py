"""A new secret is in the first answer, and in no repeat of it (an API client's, Art. 5 第五条)."""
import secrets

from shared.cli.api import Api
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator


def test_a_client_made_with_a_key_can_sign_in_and_a_repeat_shows_no_secret(suite: Suite) -> None:
    chief, key = administrator(suite), secrets.token_hex(8)
    wanted = {"name": "测试程序", "unit": "433100", "grants": [{"role": "auditor", "unit": "433100"}]}
    client = chief.post("/v1/clients", key=key, **wanted)
    credentials = {"client_id": client["id"], "client_secret": client["secret"]}
    assert Api(suite.gateways[0]).post("/v1/sessions/client", **credentials)["access_token"]
    again = chief.post("/v1/clients", key=key, **wanted)
    assert again["id"] == client["id"] and again["secret"] is None
    other = chief.post(f"/v1/clients/{client['id']}/secret", key=f"{key}-2", version=client["version"])
    assert other["secret"] and other["secret"] != client["secret"]
