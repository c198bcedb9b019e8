"""Of the parking service."""
