"""The faults of files, one code each."""
from shared.errors import Fault, Kind


class FileNotFound(Fault):
    """No file has this id, or it was removed."""

    kind, code = Kind.NOT_FOUND, "files.file.not_found"
    text = "没有编号为 {id} 的文件，或者该文件已被清理。"
    remedy = "请核对编号，或者重新上传。"


class FileNotPublic(Fault):
    """Nothing public refers to a file of this id; whether there is one is nobody's business."""

    kind, code = Kind.NOT_FOUND, "files.file.not_public"
    text = "没有这个公开文件。"
    article = "Art. 4 第四条"


class ReferenceNotFound(Fault):
    """Nothing is known of this subject."""

    kind, code = Kind.NOT_FOUND, "files.reference.not_found"
    text = "没有编号为 {id} 的引用。"


class EmptyFile(Fault):
    """A file of no bytes."""

    kind, code = Kind.INVALID, "files.upload.empty"
    text = "文件为空。"
    remedy = "请选择有内容的文件。"


class DigestMismatch(Fault):
    """What arrived is not what the client said that it sends."""

    kind, code = Kind.INVALID, "files.upload.digest_mismatch"
    text = "收到的内容与声明的摘要不一致。"
    remedy = "文件可能在上传过程中被修改或损坏，请重新上传。"


class SizeMismatch(Fault):
    """More or fewer bytes arrived than were announced."""

    kind, code = Kind.INVALID, "files.upload.size_mismatch"
    text = "收到 {received} 字节，与声明的 {announced} 字节不一致。"
    remedy = "文件可能在上传过程中被修改，或者上传中断，请重新上传。"


class TypeRefused(Fault):
    """A kind of file that this installation does not take."""

    kind, code = Kind.INVALID, "files.upload.type_refused"
    text = "不接受该类型的文件（{media_type}）。"
    remedy = "请转换为办公文档、PDF、图片、文本或者压缩包后再上传。"


class NameRefused(Fault):
    """A name by which a reader's machine would run the file, whatever is in it."""

    kind, code = Kind.INVALID, "files.upload.name_refused"
    text = "不接受扩展名为 .{extension} 的文件。"
    remedy = "可执行文件和脚本不得作为附件。"


class UploadLost(Fault):
    """The bytes did not get stored, or were given up meanwhile; nothing was kept."""

    kind, code = Kind.UNAVAILABLE, "files.upload.lost"
    text = "上传未能完成，没有保存任何内容。"
    remedy = "请重新上传。"


class FileQuarantined(Fault):
    """The file belonged to a suspected state secret: it is not stored any further (保密法 Art. 31)."""

    kind, code = Kind.CONFLICT, "files.upload.quarantined"
    text = "该文件因疑似涉及国家秘密已被隔离清除，不再接收和存储。"
    article = "Art. 12 第十二条"
    remedy = "请勿再次传输该文件，并向本单位保密审查人员报告。"


class NotAnImage(Fault):
    """Only images have thumbnails."""

    kind, code = Kind.INVALID, "files.thumbnail.not_an_image"
    text = "该文件不是可以生成缩略图的图片（{media_type}）。"


class ImageTooLarge(Fault):
    """An image that would take too much to look into, or is broken."""

    kind, code = Kind.INVALID, "files.thumbnail.unreadable"
    text = "无法为该图片生成缩略图：图片过大或者已损坏。"
    remedy = "请使用原图，或者上传较小的图片。"


class TextPending(Fault):
    """The text of the file was not read yet; it will be within moments."""

    kind, code = Kind.UNAVAILABLE, "files.text.pending"
    text = "该文件的文字正在提取。"
    article = "Art. 12 第十二条"
    remedy = "请稍后重试。"
