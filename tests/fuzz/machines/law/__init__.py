"""Of the law service."""
