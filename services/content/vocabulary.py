"""The closed lists of a published item: code → Chinese label (DOMAIN §9). Codes are stored, labels are shown."""

ATTRIBUTES = {"proactive": "主动公开", "on_application": "依申请公开", "withheld": "不予公开"}
"""公开属性 (Art. 4 第四条): disclosure is the rule, so the default is the first."""

WITHHOLDING_REASONS = {
    "state_secret": "国家秘密", "trade_secret": "商业秘密", "privacy": "个人隐私", "process": "过程性信息",
    "internal": "内部事务信息", "stability": "危及国家安全、公共安全、经济安全和社会稳定",
    "prohibited": "法律、行政法规禁止公开",
    "enforcement_file": "行政执法案卷", "other": "其他",
}
"""不予公开理由; ``state_secret`` is listed because the law names it, but such an item may not be stored here at all."""

DOCUMENT_KINDS = {
    "resolution": "决议", "decision": "决定", "order": "命令", "communique": "公报", "announcement": "公告",
    "circular": "通告", "opinion": "意见", "notice": "通知", "bulletin": "通报", "report": "报告", "request": "请示",
    "reply": "批复", "motion": "议案", "letter": "函", "minutes": "纪要", "other": "其他",
}
"""公文种类 (中办发〔2012〕14号)."""

SUBJECTS = {
    "state_council": "国务院组织机构", "general": "综合政务", "economy": "国民经济管理、国有资产监管",
    "finance": "财政、金融、审计", "land": "国土资源、能源", "agriculture": "农业、林业、水利", "industry": "工业、交通",
    "trade": "商贸、海关、旅游", "market": "市场监管、安全生产监管", "construction": "城乡建设、环境保护",
    "science": "科技、教育", "culture": "文化、广电、新闻出版", "health": "卫生、体育",
    "population": "人口与计划生育、妇女儿童工作", "labour": "劳动、人事、监察", "security": "公安、安全、司法",
    "welfare": "民政、扶贫、救灾", "ethnic": "民族、宗教", "foreign": "对外事务", "overseas": "港澳台侨工作",
    "defence": "国防", "other": "其他",
}
"""主题分类."""

VALIDITIES = {"in_force": "有效", "not_yet": "尚未生效", "expired": "失效", "repealed": "废止", "amended": "修改"}
"""有效性."""

SITE_KINDS = {"portal": "门户网站", "department": "部门网站"}
"""Art. 2 第二条."""

COLUMN_KINDS = {"dynamic": "动态类", "policy": "政策文件类", "other": "其他类"}
"""Art. 8 第八条."""

COLUMN_TYPES = (
    "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开制度", "信息公开目录",
    "信息公开年报", "依申请公开", "数据发布", "数据开放", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查",
    "在线访谈",
)
"""ColumnType of the page labels (国办发〔2017〕47号); the list is open-ended there."""

PADDING_REASONS = {"unchanged": "内容未作修改", "re_dated": "只改动日期", "near_duplicate": "与已发布的信息重复"}
"""Why a publication is no update of its column (Art. 8 第八条)."""
