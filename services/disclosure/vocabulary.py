"""The closed lists of disclosure: code → Chinese label (DOMAIN §9.3)."""

WITHHOLDING_REASONS = {
    "state_secret": "国家秘密", "trade_secret": "商业秘密", "privacy": "个人隐私", "process": "过程性信息",
    "internal": "内部事务信息", "stability": "危及国家安全、公共安全、经济安全和社会稳定",
    "prohibited": "法律、行政法规禁止公开",
    "enforcement_file": "行政执法案卷", "other": "其他",
}
"""不予公开理由 (条例 Art. 14–16)."""
