"""What law says of itself."""
from shared.plugins.manifest import Manifest

MANIFEST = Manifest(
    name="law",
    title="规则与日历",
    version="1.0.0",
    articles=("Art. 1 第一条", "Art. 4 第四条", "Art. 7 第七条", "Art. 21 第二十一条"),
    routes="services.law.routes:ROUTES",
    events="services.law.events",
    errors="services.law.errors",
    service="services.law.service:LawService",
    lost="services.law.events:lost",
    handles=("secrecy.review.cleared.v1", "secrecy.review.refused.v1", "secrecy.review.returned.v1",
             "secrecy.recall.opened.v1", "secrecy.recall.upheld.v1", "secrecy.recall.lifted.v1",
             "secrecy.review.unclear.v1", "secrecy.review.clarified.v1", "secrecy.review.quarantined.v1"),
)
