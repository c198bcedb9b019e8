"""Of the secrecy service."""
