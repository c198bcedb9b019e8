"""Of the directory service."""
