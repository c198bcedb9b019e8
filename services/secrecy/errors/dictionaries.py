"""The faults of dictionaries. None of them repeats a term; lines are named by their number."""
from shared.errors import Fault, Kind


class DictionaryNotFound(Fault):
    """No dictionary has this code."""

    kind, code = Kind.NOT_FOUND, "secrecy.dictionary.not_found"
    text = "没有编号为 {id} 的词库。"


class DictionaryExists(Fault):
    """The code is taken."""

    kind, code = Kind.CONFLICT, "secrecy.dictionary.exists"
    text = "编号为 {id} 的词库已经存在。"
    remedy = "请换一个编号，或者向现有词库添加词条。"


class DictionaryFull(Fault):
    """More entries than a dictionary holds."""

    kind, code = Kind.CONFLICT, "secrecy.dictionary.full"
    text = "词库将有 {size} 个词条，上限为 {most} 个。"
    remedy = "请停用不再需要的词条，或者另建词库。"


class ChangeEmpty(Fault):
    """A change without a line."""

    kind, code = Kind.INVALID, "secrecy.change.empty"
    text = "本次变更没有任何词条。"
    remedy = "请填写要增加或者停用的词条，或者先上传各页。"


class PageMissing(Fault):
    """A change names more pages than were handed in."""

    kind, code = Kind.CONFLICT, "secrecy.change.page_missing"
    text = "变更 {change} 应有 {pages} 页，第 {page} 页尚未上传或者已过期。"
    remedy = "请重新上传该页后再提交变更；已上传的页保留一天。"


class ChangeMade(Fault):
    """The change that a page belongs to was made already."""

    kind, code = Kind.CONFLICT, "secrecy.change.made"
    text = "变更 {change} 已经生效，不能再上传页。"
    remedy = "请为新的变更另取名称。"


class EntriesRefused(Fault):
    """Some lines cannot be taken, so none is; ``fields`` names the lines and what is wrong with each."""

    kind, code = Kind.INVALID, "secrecy.entry.refused"
    text = "有 {count} 个词条不符合要求，整批未予保存。"
    article = "Art. 12 第十二条"
    remedy = "请按 fields 中的说明改正后重新提交。"


class EntryNotFound(Fault):
    """The dictionary has no such entry, or it was taken out before."""

    kind, code = Kind.NOT_FOUND, "secrecy.entry.not_found"
    text = "词库中没有编号为 {entry} 的有效词条。"
    remedy = "请重新检索词条。"


class EditionUnknown(Fault):
    """The dictionary never had this edition."""

    kind, code = Kind.NOT_FOUND, "secrecy.dictionary.edition_unknown"
    text = "词库没有第 {edition} 版，现行为第 {present} 版。"
