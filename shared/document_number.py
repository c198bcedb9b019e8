"""发文字号: the number of an official document in its one spelling (GB/T 9704), for whoever writes or seeks one."""
import re
import unicodedata

WANTED = "发文字号应形如“州政办发〔2018〕21号”。"
"""What to say of one that is none."""
_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,12}〔\d{4}〕[1-9]\d*号\Z")
_BRACKETS = str.maketrans(dict.fromkeys("[(【（［﹝", "〔") | dict.fromkeys(")]】）］﹞", "〕"))


def is_document_number(text: str) -> bool:
    """True for one in its one spelling."""
    return _NUMBER.match(text) is not None


def normal_document_number(text: str) -> str:
    """The one spelling: six-corner brackets, plain digits, no 第, no leading zeros, no spaces."""
    folded = "".join(unicodedata.normalize("NFKC", text.translate(_BRACKETS)).split())
    return re.sub(r"〕第?0*(?=\d)", "〕", folded)
