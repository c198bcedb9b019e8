"""What issuer and readers of access tokens (JWT: ``sub``, ``kind``, ``unit``, ``grants``, ``sid``, ``exp``) agree on."""

ISSUER = "guanwang"
AUDIENCE = "guanwang"
ALGORITHM = "Ed25519"
"""The only one that is accepted, whatever a token says of itself."""
ACCESS_SECONDS = 600
"""Life of an access token; a revoked session's tokens are refused at once all the same."""
LEEWAY_SECONDS = 5
"""Clocks of two machines may differ by this much."""
