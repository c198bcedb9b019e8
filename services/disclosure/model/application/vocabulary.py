"""The closed lists of applications that are not the rule packs': code → Chinese label."""

APPLICANT_KINDS = {"citizen": "公民", "legal_person": "法人", "other_organisation": "其他组织"}
"""申请人 (条例 Art. 27, 29)."""

IDENTITY_KINDS = {"resident_id": "居民身份证", "passport": "护照", "other": "其他有效证件"}
"""证件 of a citizen."""

FORMS = {"paper": "纸质", "electronic": "电子文档", "copy": "复印件", "other": "其他"}
"""获取信息的形式 (条例 Art. 29)."""

REMEDY_KINDS = {"reconsideration": "行政复议", "direct_suit": "未经复议直接起诉", "suit_after_review": "复议后起诉"}
"""The columns of table 4."""

REMEDY_RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
"""The results in table 4; without one it is 尚未审结."""
