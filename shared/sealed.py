"""A sealed value: personal data as it is stored, opened only by whoever has the case's key (Art. 11 第十一条)."""


class Sealed(bytes):
    """An encrypted value, bytes that say nothing; ``shared.runtime.vault`` makes and opens them."""

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"
