"""The services: each owns one part of the law's work and its own database, and imports no other."""
