"""The ``guanwang`` command."""
