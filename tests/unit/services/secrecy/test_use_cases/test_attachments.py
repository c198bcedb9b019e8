"""What is inside attachments is examined like the text itself, and what could not be read never counts as clean."""
import pytest

from services.secrecy import errors
from services.secrecy.model import State
from services.secrecy.ports import AttachedFile, FileText, Gap, Part
from shared.errors import Unavailable
from shared.runtime.mapping import from_document, to_document
from tests.unit.services.secrecy.suite import NUMBER, Suite

ONE, TWO = AttachedFile("attachment-1", "f1"), AttachedFile("attachment-2", "f2")
ENCRYPTED = Gap("", "encrypted", "已加密或者设有打开密码")


def test_a_number_inside_an_attachment_is_found_where_it_stands(suite: Suite) -> None:
    suite.contents.held |= {"f1": FileText((Part("body", "正文"),), ()),
                            "f2": FileText((Part("sheet-1", f"姓名\t身份证号\n张三\t{NUMBER}", "table"),), ())}
    suite.request(attachments=(ONE, TWO))
    finding = next(each for each in suite.only.findings if each.detector == "id_card")
    assert (finding.part, finding.line, finding.column, finding.blocks) == ("attachment-2/sheet-1", 2, 4, True)
    assert finding.place == "attachment-2/sheet-1 第 2 行第 4 字"


@pytest.mark.parametrize("gap", [
    ENCRYPTED, Gap("entry-3", "broken", "文件已损坏"), Gap("", "too_large", "过大"), Gap("entry-1-name", "unsafe_name", "x")])
def test_what_could_not_be_read_blocks_until_an_officer_says_why_it_may_pass(suite: Suite, gap: Gap) -> None:
    suite.contents.held["f1"] = FileText((), (gap,))
    suite.request(attachments=(ONE,))
    (finding,) = suite.only.findings
    assert finding.detector == "unreadable_attachment" and finding.kind == gap.reason and gap.label in finding.reason
    with pytest.raises(errors.FindingsOpen) as refused:
        suite.decide("clear_review", suite.only)
    assert refused.value.details["places"] == [f"attachment-1/{gap.part}".rstrip("/")]
    suite.decide("clear_review", suite.only, dismissals=[{"finding": finding.id, "reason": "已人工查看，为空白表格。"}])
    assert suite.only.state is State.CLEARED


def test_pictures_are_told_to_whoever_reviews_and_block_nothing(suite: Suite) -> None:
    suite.contents.held["f1"] = FileText((), (Gap("page-2", "image", "图片或者扫描件", 7),))
    suite.request(attachments=(ONE,))
    (finding,) = suite.only.findings
    assert (finding.part, finding.severity) == ("attachment-1/page-2", "medium") and "7 处" in finding.reason
    suite.decide("clear_review", suite.only)
    assert suite.only.state is State.CLEARED


def test_a_file_that_is_not_there_blocks(suite: Suite) -> None:
    suite.request(attachments=(ONE,))
    assert [(each.kind, each.blocks) for each in suite.only.findings] == [("missing", True)]


def test_a_file_that_was_not_read_yet_makes_the_request_wait(suite: Suite) -> None:
    suite.contents.pending.add("f1")
    with pytest.raises(Unavailable):
        suite.request(attachments=(ONE,))
    assert not suite.all
    suite.contents.pending.clear()
    suite.contents.held["f1"] = FileText((Part("body", "正文"),), ())
    suite.request(attachments=(ONE,))
    assert suite.only.findings == []


def test_a_new_scan_reads_again_and_keeps_a_dismissal_only_for_the_same_gap(suite: Suite) -> None:
    suite.contents.held["f1"] = FileText((), (ENCRYPTED,))
    suite.request(attachments=(ONE,))
    before = suite.only.findings
    suite.decide("scan_review", suite.only)
    assert suite.only.findings == before
    suite.contents.held["f1"] = FileText((Part("body", f"证号{NUMBER}"),), ())
    suite.decide("scan_review", suite.only)
    assert [(each.part, each.detector) for each in suite.only.findings] == [("attachment-1/body", "id_card")]


def test_a_finding_of_a_whole_file_is_stored_and_comes_back(suite: Suite) -> None:
    suite.contents.held["f1"] = FileText((), (ENCRYPTED,))
    suite.request(attachments=(ONE,))
    assert from_document(to_document(suite.only), type(suite.only)).findings == suite.only.findings


def test_an_officer_reads_what_is_inside_page_by_page(suite: Suite) -> None:
    long = "长" * 150_000
    suite.contents.held |= {"f1": FileText((Part("body", long), Part("table-1", long, "table")), ()),
                            "f2": FileText((Part("page-1", "短"), Part("page-2", long)), (ENCRYPTED,))}
    suite.request(attachments=(ONE, TWO, AttachedFile("attachment-3", "f3")))
    shown = suite.act("get_review_text", review_id=suite.only.id)
    first, second, third = shown["attachments"]
    assert [(part["name"], part["format"]) for part in first["parts"]] == [("attachment-1/body", "plain")]
    assert (first["outcome"], first["next"], third["outcome"]) == ("read", 1, "missing")
    assert [part["text"] for part in second["parts"]] == ["短"] and second["gaps"] == (ENCRYPTED,)
    rest = suite.act("get_review_text", review_id=suite.only.id, attachment="attachment-1", from_piece=first["next"])
    assert rest["parts"] == () and [part["name"] for part in rest["attachments"][0]["parts"]] == ["attachment-1/table-1"]
    assert rest["attachments"][0]["next"] is None
    with pytest.raises(errors.AttachmentUnknown):
        suite.act("get_review_text", review_id=suite.only.id, attachment="attachment-9")


def test_an_attachment_that_is_being_read_hides_nothing_else(suite: Suite) -> None:
    suite.contents.held["f1"] = FileText((Part("body", "正文"),), ())
    suite.request(attachments=(ONE,))
    suite.contents.pending.add("f1")
    (shown,) = suite.act("get_review_text", review_id=suite.only.id)["attachments"]
    assert (shown["outcome"], shown["next"]) == ("pending", 0)
