"""The nameko class of directory: which operation goes to which use case."""
from services.directory import schemas, store, use_cases
from services.directory.manifest import MANIFEST
from shared.retelling import retelling
from shared.runtime.frame import Frame
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class DirectoryService:
    """Units, posts, accounts, API clients, sessions and signing keys."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, store.equip, anew={
        "keys": use_cases.tell_key_anew, **{name: retelling(name) for name in ("units", "accounts", "sessions")}})

    register_unit = operation(use_cases.register_unit, schemas.RegisterUnit, schemas.UnitDetail)
    rename_unit = operation(use_cases.rename_unit, schemas.RenameUnit, schemas.UnitDetail)
    move_unit = operation(use_cases.move_unit, schemas.MoveUnit, schemas.UnitDetail)
    dissolve_unit = operation(use_cases.dissolve_unit, schemas.DissolveUnit, schemas.UnitDetail)
    appoint_post = operation(use_cases.appoint_post, schemas.AppointPost, schemas.UnitDetail)
    end_post = operation(use_cases.end_post, schemas.EndPost, schemas.UnitDetail)
    get_unit = operation(use_cases.get_unit, schemas.GetUnit, schemas.UnitDetail)
    list_units = operation(use_cases.list_units, schemas.ListUnits, schemas.UnitView, many=True)
    get_unit_history = operation(use_cases.get_unit_history, schemas.GetUnit, HistoryEntryView, many=True)
    list_post_gaps = operation(use_cases.list_post_gaps, schemas.OnDay, schemas.PostGapView, many=True)
    list_public_units = operation(use_cases.list_public_units, schemas.Nothing)

    create_first_administrator = operation(
        use_cases.create_first_administrator, schemas.CreateFirstAdministrator, schemas.AccountView)
    create_account = operation(use_cases.create_account, schemas.CreateAccount, schemas.AccountView)
    get_account = operation(use_cases.get_account, schemas.GetAccount, schemas.AccountView)
    list_accounts = operation(use_cases.list_accounts, schemas.ListAccounts, schemas.AccountView, many=True)
    grant_role = operation(use_cases.grant_role, schemas.GrantRole, schemas.AccountView)
    revoke_role = operation(use_cases.revoke_role, schemas.RevokeRole, schemas.AccountView)
    suspend_account = operation(use_cases.suspend_account, schemas.SuspendAccount, schemas.AccountView)
    restore_account = operation(use_cases.restore_account, schemas.ChangeOfAccount, schemas.AccountView)
    reset_password = operation(use_cases.reset_password, schemas.ResetPassword, schemas.AccountView)

    create_client = operation(use_cases.create_client, schemas.CreateClient, schemas.ClientView, shows_once=True)
    list_clients = operation(use_cases.list_clients, schemas.ListClients, schemas.ClientView, many=True)
    rotate_client_secret = operation(use_cases.rotate_client_secret, schemas.ChangeOfClient, schemas.ClientView,
                                     shows_once=True)
    disable_client = operation(use_cases.disable_client, schemas.ChangeOfClient, schemas.ClientView)

    sign_in = operation(use_cases.sign_in, schemas.SignIn, schemas.TokensView)
    sign_in_client = operation(use_cases.sign_in_client, schemas.SignInClient, schemas.TokensView)
    refresh_session = operation(use_cases.refresh_session, schemas.RefreshToken, schemas.TokensView)
    sign_out = operation(use_cases.sign_out, schemas.RefreshToken)
    change_password = operation(use_cases.change_password, schemas.ChangePassword)
    list_sessions = operation(use_cases.list_sessions, schemas.GetAccount, schemas.SessionView, many=True)
    revoke_session = operation(use_cases.revoke_session, schemas.GetSession, schemas.SessionView)
    revoke_account_sessions = operation(use_cases.revoke_account_sessions, schemas.GetAccount)
    get_me = operation(use_cases.get_me, schemas.Nothing, schemas.MeView)

    get_signing_keys = operation(use_cases.get_signing_keys, schemas.Nothing, schemas.JwksView)
    list_revoked_sessions = operation(
        use_cases.list_revoked_sessions, schemas.Nothing, schemas.RevokedSessionView, many=True)
    rotate_signing_key = operation(use_cases.rotate_signing_key, schemas.RotateSigningKey, schemas.SigningKeyView)
