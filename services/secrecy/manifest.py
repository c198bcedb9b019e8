"""What secrecy says of itself."""
from shared.plugins.manifest import Manifest

MANIFEST = Manifest(
    name="secrecy",
    title="保密审查",
    version="1.0.0",
    articles=("Art. 4 第四条", "Art. 12 第十二条"),
    routes="services.secrecy.routes:ROUTES",
    events="services.secrecy.events",
    errors="services.secrecy.errors",
    service="services.secrecy.service:SecrecyService",
    handles=("*.review.requested.v1", "*.text.removed.v1", "secrecy.review.quarantined.v1", "directory.unit.registered.v1",
             "directory.unit.changed.v1", "law.notice.imported.v1", "*.display.changed.v1", "secrecy.dictionary.changed.v1"),
    calls=("*.get_review_text", "files.get_extracted_text"),
    settings={"secret_key": "Keys the digests of findings; 32 characters at least.",
              "quarantine": "manual, or automatic: a text with the mark of a state secret is quarantined at once.",
              "plugins.detectors": "State (on, trial, off) and parameters of each detector."},
)
