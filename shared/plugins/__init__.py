"""The published extension surface: the only thing that a plugin from outside imports."""
