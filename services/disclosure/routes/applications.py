"""The HTTP endpoints of disclosure on application: those of applicants, without a token, and those of the unit."""
from typing import Any

from services.disclosure.schemas import Nothing, applications
from shared.plugins.manifest import PUBLIC, SIGNED_IN, Route
from shared.schemas import HistoryEntryView

_ARTICLE = "Art. 11 第十一条"
_STAFF = ("disclosure_officer", "disclosure_head", "auditor")
_HANDLERS = ("disclosure_officer", "disclosure_head")
_OFFICER, _HEAD = ("disclosure_officer",), ("disclosure_head",)
_APPLICATION = {"unit": "433100", "applicant_kind": "citizen", "category": "person", "form": "electronic",
                "applicant": {"name": "示例申请人", "identity_kind": "other", "identity_number": "SL000001",
                              "email": "applicant@example.com"},
                "description": "2025年度湘西示例河道整治项目的立项批复"}
_PROOF = {"receipt": "20261123-433100-7K3M9Q2P", "code": "ABCD-EFGH-JKMN"}


def _own(path: str, operation: str, summary: str, takes: type, /, **example: Any) -> Route:
    return Route("POST", f"/v1/public/applications/{path}", operation, summary, takes=takes, gives=applications.OwnStepView,
                 roles=(PUBLIC,), article=_ARTICLE, example=_PROOF | example)


def _step(path: str, operation: str, summary: str, roles: tuple[str, ...], takes: type = applications.ChangeApplication,
          /, **example: Any) -> Route:
    return Route("POST", f"/v1/applications/{{application_id}}/{path}", operation, summary, takes=takes,
                 gives=applications.ApplicationView, roles=roles, article=_ARTICLE, example=example)


def _read(path: str, operation: str, summary: str, gives: type, **more: Any) -> Route:
    return Route("GET", f"/v1/applications/{{application_id}}{path}", operation, summary, takes=applications.GetApplication,
                 gives=gives, roles=_STAFF, **({"article": _ARTICLE} | more))


APPLICANTS = (
    Route("POST", "/v1/public/applications", "submit_application", "提出政府信息公开申请", takes=applications.SubmitApplication,
          gives=applications.FiledView, roles=(PUBLIC,), status=201, article=_ARTICLE, example=_APPLICATION),
    Route("POST", "/v1/public/applications/lookup", "look_up_application", "凭回执号和查询码查询申请",
          takes=applications.LookUpApplication, gives=applications.OwnApplicationView, roles=(PUBLIC,), article=_ARTICLE,
          example=_PROOF),
    _own("confirmation", "confirm_application", "申请人确认申请", applications.ConfirmApplication),
    _own("correction", "correct_application", "申请人补正", applications.CorrectApplication,
         description="2025年度湘西示例河道整治项目可行性研究报告的批复"),
    _own("withdrawal", "withdraw_application", "申请人撤回申请", applications.WithdrawApplication),
    _own("fee-acceptance", "accept_application_fee", "申请人确认收到收费通知", applications.AcceptApplicationFee),
    _own("rating", "rate_application", "申请人评价", applications.RateApplication, level="satisfied"),
)

STAFF = (
    Route("GET", "/v1/application-outcomes", "list_application_outcomes", "列出办理结果", takes=Nothing,
          gives=applications.OutcomeView, many=True, roles=(SIGNED_IN,), article=_ARTICLE),
    Route("POST", "/v1/applications", "enter_application", "登记以其他方式提出的申请", takes=applications.EnterApplication,
          gives=applications.FiledView, roles=_OFFICER, status=201, article=_ARTICLE,
          example=_APPLICATION | {"channel": "in_person"}),
    Route("GET", "/v1/applications", "list_applications", "检索申请", takes=applications.ListApplications,
          gives=applications.ApplicationView, many=True, roles=_STAFF, article=_ARTICLE),
    _read("", "get_application", "查看申请", applications.ApplicationDetailView),
    _read("/account", "get_application_account", "逐日说明答复期限的计算", applications.ApplicationAccountView),
    _read("/history", "get_application_history", "查看办理记录", HistoryEntryView, many=True, article="Art. 5 第五条"),
    _step("confirmation", "confirm_application_receipt", "单位确认收到申请", _OFFICER),
    _step("claim", "claim_application", "认领申请", _OFFICER),
    _step("acceptance", "accept_application", "审核通过，开始办理", _OFFICER),
    _step("correction", "request_correction", "一次性告知补正", _OFFICER, applications.RequestCorrection,
          missing="请写明所需信息的名称、文号或者其他特征。"),
    _step("extension", "extend_application", "批准延长答复期限", _HEAD, applications.ExtendApplication, ground="search"),
    _step("reasons", "ask_application_reasons", "要求说明理由", _OFFICER),
    _step("consultations", "consult_party", "征求第三方或者共同制作机关意见", _OFFICER, applications.ConsultParty,
          party="third_party", name="示例建设有限公司", summary="是否同意公开投标报价表。"),
    _step("consultations/{consultation_id}/reply", "note_party_reply", "登记被征求意见人的答复", _OFFICER,
          applications.NotePartyReply, reply="refused", reason="涉及商业秘密。"),
    _step("consultations/{consultation_id}/override", "override_refusal", "以公共利益为由决定公开", _HEAD,
          applications.OverrideRefusal, reason="不公开会对公共安全造成重大影响。"),
    _step("fee", "charge_application_fee", "发出收费通知", _OFFICER, applications.ChargeApplicationFee, pages=120),
    _step("payment", "note_application_payment", "登记缴费", _OFFICER),
    _step("answer", "draft_application_answer", "起草答复", _OFFICER, applications.DraftApplicationAnswer, outcome="3.2",
          explanation="其中的联系方式属于个人隐私。", text="联系人王示例，电话0743-0000000。",
          masks=[{"start": 10, "end": 22, "reason": "个人隐私"}], review_body="示例州人民政府", court="示例市人民法院"),
    _step("answer/return", "return_application_answer", "退回答复", _HEAD, applications.ReturnApplicationAnswer,
          reason="请写明依据。"),
    _step("answer/issue", "issue_application_answer", "审核并发出答复", _HEAD),
    _step("archive", "archive_application", "归档", _HANDLERS),
    _step("remedies", "file_application_remedy", "登记行政复议或者行政诉讼", _HANDLERS, applications.FileApplicationRemedy,
          kind="reconsideration", filed_on="2026-12-20"),
    _step("remedies/{remedy_id}/result", "conclude_application_remedy", "登记复议或者诉讼结果", _HANDLERS,
          applications.ConcludeApplicationRemedy, result="upheld", decided_on="2027-02-10"),
    _step("matter", "open_application_matter", "转为主动公开事项", _OFFICER, applications.OpenApplicationMatter,
          title="2025年度示例河道整治项目立项批复", classes=["other"], happened_on="2026-11-20"),
)
