"""Of the files service."""
