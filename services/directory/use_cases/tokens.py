"""Access tokens: signed for ten minutes with what the holder may do on the day of issue."""
from dataclasses import dataclass
from datetime import datetime

from services.directory.model import Account, ApiClient, Session
from services.directory.model.grants import extent
from services.directory.ports import Ports
from services.directory.use_cases.keys import current_key
from shared.clock import legal_day
from shared.tokens import ACCESS_SECONDS, AUDIENCE, ISSUER


@dataclass(frozen=True)
class Tokens:
    """What signing in answers; never stored anywhere."""

    session: str
    access_token: str
    refresh_token: str
    """Works once."""
    expires_in: int = ACCESS_SECONDS
    """Seconds that the access token lives."""
    token_type: str = "Bearer"  # noqa: S105 - RFC 6750's name of the scheme


def tokens(ports: Ports, holder: Account | ApiClient, session: Session, refresh_token: str, now: datetime) -> Tokens:
    """Sign an access token for an open session."""
    grants = extent(holder.grants, ports.units.tree(), legal_day(now)) if holder.grants else {}
    issued = int(now.timestamp())
    access_token = ports.signer.sign(current_key(ports, now), {
        "iss": ISSUER, "aud": AUDIENCE, "sub": holder.id, "kind": holder.KIND, "unit": holder.unit, "grants": grants,
        "sid": session.id, "iat": issued, "exp": issued + ACCESS_SECONDS, "jti": ports.new_id()})
    return Tokens(session.id, access_token, refresh_token)
