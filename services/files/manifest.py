"""What files says of itself."""
from shared.plugins.manifest import Manifest

MANIFEST = Manifest(
    name="files",
    title="文件",
    version="1.0.0",
    articles=("Art. 4 第四条", "Art. 5 第五条", "Art. 12 第十二条"),
    routes="services.files.routes:ROUTES",
    events="services.files.events",
    errors="services.files.errors",
    service="services.files.service:FilesService",
    verify="services.files.verifying:stored_bytes",
    handles=("*.display.changed.v1", "*.attachments.changed.v1", "*.text.removed.v1", "files.file.stored.v1"),
    blob_removal="files.blob.removed.v1",
    lost="services.files.events:lost",
    settings={
        "secret_key": "Signs the tickets by which gateways fetch and bring bytes; 32 characters at least.",
        "blob_host": "Where a process listens for gateways; 0.0.0.0 in a container.",
        "blob_port": "TCP port of that; 0 = any free one.",
        "plugins.services.files.largest_bytes": "The largest file; 200 MB.",
        "plugins.services.files.allowed": "The media types that are taken; all others are refused.",
        "plugins.services.files.keep_days": "How long a file that nothing refers to is kept; 30.",
        "plugins.services.files.thumbnail_pixels": "The largest image, in pixels, of which thumbnails are made; 60,000,000.",
        "plugins.services.files.extraction": "Limits of reading text out of files (pages, characters, seconds …); see "
                                             "docs/extraction.md.",
    },
)
