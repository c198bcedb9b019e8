"""The law: the regulation's text, rule packs, the calendar, clocks and duties (Art. 1 第一条, 7 第七条, 8 第八条). Pure."""
from importlib import resources

TITLE = "湘西自治州政府网站管理和内容保障暂行办法"


def regulation() -> list[str]:
    """The text of the regulation, one paragraph an element: chapter heads, articles, items."""
    text = resources.files(__package__).joinpath("texts/xiangxi-2018.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
