"""What may be the name of a file that people see and save; never a path."""
import re

NAME_MOST = 120
"""Characters of a name."""
_NAME = re.compile(rf'[^\x00-\x1f\x7f/\\<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]{{1,{NAME_MOST}}}\Z')
"""No separators, nothing that a file system or a shell gives a meaning, nothing that turns the direction of reading."""


def is_file_name(name: str) -> bool:
    """True for a plain name; false for a path, for ``..``, and for what begins or ends with a dot or a space."""
    return _NAME.match(name) is not None and name.strip(". ") == name
