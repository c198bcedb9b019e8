"""Of the disclosure service."""
