"""The faults of public pages beside their text: further places, redirects, images, masking, templates."""
from shared.errors import Fault, Kind


class InvalidPlacement(Fault):
    """A further place that cannot be one."""

    kind, code = Kind.INVALID, "content.placement.invalid"
    text = "所填的共享栏目不符合要求。"
    article = "Art. 9 第九条"
    remedy = "请按 fields 中的说明改正。"


class PlacementNotFound(Fault):
    """The article does not ask to be shown there, or nobody there may know of it yet."""

    kind, code = Kind.NOT_FOUND, "content.placement.not_found"
    text = "该稿件没有申请在栏目 {column} 展示，或者尚未通过审核和保密审查。"


class PlacementDecided(Fault):
    """It is as it was asked to become already."""

    kind, code = Kind.CONFLICT, "content.placement.decided"
    text = "在栏目 {column} 展示的申请处于“{state}”状态，不能再次作出同样的决定。"
    article = "Art. 9 第九条"


class PlacementUnapproved(Fault):
    """A new place for what is not public: an approver answers for that, not the publisher alone."""

    kind, code = Kind.CONFLICT, "content.placement.unapproved"
    text = "稿件尚未公开，新增共享栏目应当经过审核。"
    article = "Art. 4 第四条"
    remedy = "请在编辑稿件时填写 placements，随稿件一并审核。"


class NothingToCorrect(Fault):
    """A correction of what was never public."""

    kind, code = Kind.CONFLICT, "content.correction.unfounded"
    text = "该稿件没有公开过，无须更正说明。"
    article = "Art. 5 第五条"
    remedy = "请删除更正说明，或者在修订已公开的信息时填写。"


class LinksUnwatched(Fault):
    """The article has no links, or is not public, or was not looked at yet."""

    kind, code = Kind.NOT_FOUND, "content.links.unwatched"
    text = "该稿件没有可供检查的公开链接。"


class InvalidMasking(Fault):
    """A place that cannot be masked."""

    kind, code = Kind.INVALID, "content.masking.invalid"
    text = "有的位置不能脱敏。"
    article = "Art. 12 第十二条"
    remedy = "请按 fields 中的说明改正，位置以保密审查所列为准。"


class OriginalNotFound(Fault):
    """No original with this id was sealed."""

    kind, code = Kind.NOT_FOUND, "content.original.not_found"
    text = "没有找到该封存原件。"


class RedirectLoop(Fault):
    """The redirect would lead back to where it begins."""

    kind, code = Kind.CONFLICT, "content.redirect.loop"
    text = "转向会回到原处：{chain}。"
    article = "Art. 5 第五条"
    remedy = "请转向仍然公开的信息，或者改用撤回并说明理由。"


class RedirectNowhere(Fault):
    """The redirect leads to an address of ours where nothing can be read."""

    kind, code = Kind.CONFLICT, "content.redirect.nowhere"
    text = "转向的地址没有可供阅读的信息：{chain}。"
    article = "Art. 5 第五条"
    remedy = "请转向仍然公开的信息。"


class ForeignImage(Fault):
    """An image of the body that is neither a file of the item nor on a host that is allowed."""

    kind, code = Kind.INVALID, "content.item.foreign_image"
    text = "正文图片只能引用本稿件的附件或者允许的网站：{sources}。"
    article = "Art. 12 第十二条"
    remedy = "请把图片上传为本稿件的附件，再以其公开地址引用。"


class TemplateUnfilled(Fault):
    """What was begun with a template lacks something that the template asks for."""

    kind, code = Kind.CONFLICT, "content.template.unfilled"
    text = "按“{template}”模板起草的稿件尚缺：{missing}。"
    article = "Art. 4 第四条"
    remedy = "请按 fields 中的说明补齐后再提交。"
