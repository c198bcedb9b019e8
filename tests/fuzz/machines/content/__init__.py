"""Of the content service."""
