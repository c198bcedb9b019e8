"""The case that ``docs/application.md`` explains, run: the page says what the law's clock says."""
from pathlib import Path

from services.disclosure.use_cases import applications as desk
from tests.unit.services.disclosure.applications.town import HEAD, OFFICER, Town

PAGE = Path(__file__).parents[5] / "docs" / "application.md"


def test_the_case_on_the_page_is_a_real_run() -> None:
    town = Town("2026-09-14 09:00")
    application = town.submitted()
    town.own(desk.confirm_application, application)
    town.on("2026-09-15")
    town.step(desk.confirm_application_receipt, OFFICER, application)
    town.on("2026-09-17")
    town.step(desk.request_correction, OFFICER, application, missing="请写明年份。")
    town.on("2026-09-21")
    town.own(desk.correct_application, application, description="2024年度批复", document_number="", form="paper")
    town.step(desk.accept_application, OFFICER, application)
    town.on("2026-09-28")
    town.consulted(application)
    town.on("2026-09-29")
    town.consulted(application, "co_maker")
    town.on("2026-10-12")
    town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="refused", reason="商业秘密")
    town.on("2026-11-02")
    town.step(desk.extend_application, HEAD, application, ground="separation")
    account = town.do(desk.get_application_account, OFFICER, application_id=application.id)
    quoted = [line.removeprefix("> ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("> ")]
    assert quoted == account["sentences"]
