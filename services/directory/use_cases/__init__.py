"""What directory can do: one function an operation. This is the service's index."""
from services.directory.use_cases.accounts import (
    create_account,
    create_first_administrator,
    get_account,
    grant_role,
    list_accounts,
    reset_password,
    restore_account,
    revoke_role,
    suspend_account,
)
from services.directory.use_cases.clients import create_client, disable_client, list_clients, rotate_client_secret
from services.directory.use_cases.keys import get_signing_keys, rotate_signing_key, tell_key_anew
from services.directory.use_cases.posts import appoint_post, end_post, list_post_gaps
from services.directory.use_cases.reading import get_me, get_unit, get_unit_history, list_public_units, list_units
from services.directory.use_cases.sessions import (
    list_revoked_sessions,
    list_sessions,
    refresh_session,
    revoke_account_sessions,
    revoke_session,
    sign_out,
)
from services.directory.use_cases.signing_in import change_password, sign_in, sign_in_client
from services.directory.use_cases.units import dissolve_unit, move_unit, register_unit, rename_unit

__all__ = [
    "appoint_post", "change_password", "create_account", "create_client", "create_first_administrator", "disable_client",
    "dissolve_unit", "end_post", "get_account", "get_me", "get_signing_keys", "get_unit", "get_unit_history", "grant_role",
    "list_accounts", "list_clients", "list_post_gaps", "list_public_units", "list_revoked_sessions", "list_sessions",
    "list_units", "move_unit", "refresh_session", "register_unit", "rename_unit", "reset_password", "restore_account",
    "revoke_account_sessions", "revoke_role", "revoke_session", "rotate_client_secret", "rotate_signing_key", "sign_in",
    "sign_in_client", "sign_out", "suspend_account", "tell_key_anew",
]
