"""What directory says of itself."""
from shared.plugins.manifest import Identity, Manifest

MANIFEST = Manifest(
    name="directory",
    title="机构与人员",
    version="1.0.0",
    articles=("Art. 3 第三条", "Art. 5 第五条", "Art. 6 第六条"),
    routes="services.directory.routes:ROUTES",
    events="services.directory.events",
    errors="services.directory.errors",
    service="services.directory.service:DirectoryService",
    identity=Identity(keys="directory.get_signing_keys", revoked="directory.list_revoked_sessions",
                      revocation="directory.session.revoked.v1", keys_changed="directory.keys.rotated.v1"),
)
