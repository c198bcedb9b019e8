"""Writes shared/plugins/traditional.txt from OpenCC's character dictionary. Run by hand when OpenCC changes its table.

    python -m venv /tmp/opencc && /tmp/opencc/bin/pip install opencc-python-reimplemented
    /tmp/opencc/bin/python shared/plugins/traditional_table.py

It runs in its own environment, so that OpenCC never becomes a dependency of the suite.
"""
from importlib import resources
from pathlib import Path

HEADER = """\
# Traditional character, then its simplified form: one pair a line, for comparing only, not for display.
# The single characters of OpenCC's TSCharacters.txt (first choice of each), Copyright the OpenCC authors,
# Apache License 2.0, https://github.com/BYVoid/OpenCC
# Written by traditional_table.py beside this file; do not edit by hand.
"""
TARGET = Path(__file__).parent / "traditional.txt"


def pairs(dictionary: str) -> list[str]:
    """The pairs that change something, in the order of their code points."""
    rows = (line.split() for line in dictionary.splitlines() if line.strip())
    return sorted({row[0] + row[1] for row in rows if len(row[0]) == len(row[1]) == 1 and row[0] != row[1]})


def main() -> None:
    """Reads the installed OpenCC and replaces the table."""
    source = resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    TARGET.write_text(HEADER + "\n".join(pairs(source.read_text("utf-8"))) + "\n", "utf-8")


if __name__ == "__main__":
    main()
