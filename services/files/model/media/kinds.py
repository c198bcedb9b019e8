"""The kinds of files: their names, extensions, and what may be done with them."""
import re

from shared.document import DOCX, XLSX

UNKNOWN = "application/octet-stream"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
LOCKED_OFFICE = "application/x-encrypted-office"
"""An office file behind a password: nobody can look into it, which the secrecy review is told."""
OFD = "application/ofd"
ODT, ODS, ODP = (f"application/vnd.oasis.opendocument.{each}" for each in ("text", "spreadsheet", "presentation"))
ZIP, PDF, RTF = "application/zip", "application/pdf", "application/rtf"
TEXT, CSV, MARKDOWN, HTML, SVG, XML = "text/plain", "text/csv", "text/markdown", "text/html", "image/svg+xml", "application/xml"
SCRIPT = "text/x-script"

EXTENSIONS: dict[str, tuple[str, ...]] = {
    TEXT: ("txt", "text", "log"), CSV: ("csv",), MARKDOWN: ("md", "markdown"), HTML: ("html", "htm"), PDF: ("pdf",),
    RTF: ("rtf",),
    DOCX: ("docx",), XLSX: ("xlsx",), PPTX: ("pptx",), DOC: ("doc", "wps"), XLS: ("xls", "et"), PPT: ("ppt", "dps"),
    LOCKED_OFFICE: ("docx", "xlsx", "pptx", "doc", "xls", "ppt"), OFD: ("ofd",), ODT: ("odt",), ODS: ("ods",), ODP: ("odp",),
    ZIP: ("zip",), "image/jpeg": ("jpg", "jpeg", "jfif"), "image/png": ("png",), "image/gif": ("gif",), "image/webp": ("webp",),
    "image/bmp": ("bmp",), "image/tiff": ("tif", "tiff"), "audio/mpeg": ("mp3",), "video/mp4": ("mp4", "m4v"),
}
"""Media type → the extensions that promise it."""

DEFAULT_ALLOWED = tuple(EXTENSIONS)
"""What is taken unless the settings say otherwise; nothing of it runs on a reader's machine by being opened."""
INLINE = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp", PDF, TEXT))
"""What a browser may show in place; everything else is for saving."""
THUMBNAILED = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff"))

_DANGEROUS = frozenset(re.findall(r"\w+", (
    "exe com scr pif dll sys cpl msi msp mst jar bat cmd ps1 psm1 vbs vbe js jse mjs ws wsf wsh hta lnk url scf reg inf gadget "
    "sh bash csh ksh zsh command run bin app apk ipa deb rpm dmg iso img vhd php phtml asp aspx jsp jspx cgi pl py pyc rb "
    "svg svgz xhtml xht mht mhtml shtml swf chm htc docm dotm xlsm xltm xlam pptm potm ppam ppsm xll")))
"""Extensions by which a reader's machine, or a web server, would run a file."""


def extension_of(name: str) -> str:
    """The extension of a name in lower case, without the dot; empty if there is none."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""


def dangerous_extension(name: str) -> str:
    """The extension by which a file of this name would be run; empty if it is harmless."""
    extension = extension_of(name)
    return extension if extension in _DANGEROUS else ""


def fits(name: str, media_type: str) -> bool:
    """True if the extension of ``name`` promises ``media_type``."""
    return extension_of(name) in EXTENSIONS.get(media_type, ())
