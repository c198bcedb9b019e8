"""What every answer tells a browser besides what it is: not to guess at its type, not to frame it, not to run any of it."""

STANDING: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"))
"""An answer is data for programs; the page of documents and files say of themselves what may be shown in them."""
