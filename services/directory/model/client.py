"""An API client: a program of a unit that signs in with a secret of its own."""
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from services.directory.errors import ClientDisabled
from services.directory.model.grants import Grant
from shared.aggregate import Aggregate


@dataclass(kw_only=True)
class ApiClient(Aggregate):
    """A program that signs in. ``secret`` is no field: it is shown in one answer and never stored."""

    KIND: ClassVar[str] = "client"

    name: str
    unit: str
    secret_digest: str
    """SHA-256 of the secret, which is random and long, so that no slow hash is needed."""
    grants: list[Grant] = field(default_factory=list)
    state: str = "active"
    created_at: datetime
    sessions_from: datetime
    """Sessions that were opened before are over."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.secret: str | None = None

    @property
    def active(self) -> bool:
        """True if it may sign in."""
        return self.state == "active"

    @classmethod
    def create(cls, *, id: str, name: str, unit: str, secret_digest: str, grants: list[Grant], at: datetime) -> "ApiClient":
        """A new client; its grants are for good, another need is another client."""
        client = cls(id=id, name=name, unit=unit, secret_digest=secret_digest, grants=grants, created_at=at, sessions_from=at)
        client.note("created", name=name)
        return client

    def rotate(self, secret_digest: str, *, at: datetime) -> None:
        """Another secret; the old one and its sessions are over."""
        self._expect_active()
        self.secret_digest, self.sessions_from = secret_digest, at
        self.note("secret_rotated")

    def disable(self, *, at: datetime) -> None:
        """Sign in never again."""
        self._expect_active()
        self.state, self.sessions_from = "disabled", at
        self.note("disabled")

    def _expect_active(self) -> None:
        if not self.active:
            raise ClientDisabled()
