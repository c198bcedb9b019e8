"""What disclosure says of itself."""
from shared.plugins.manifest import Manifest

MANIFEST = Manifest(
    name="disclosure",
    title="信息公开",
    version="1.0.0",
    articles=("Art. 4 第四条", "Art. 7 第七条", "Art. 11 第十一条"),
    routes="services.disclosure.routes:ROUTES",
    events="services.disclosure.events",
    errors="services.disclosure.errors",
    service="services.disclosure.service:DisclosureService",
    handles=("content.article.published.v1", "content.article.withdrawn.v1", "content.article.moved.v1",
             "content.article.withheld.v1", "directory.unit.registered.v1", "directory.unit.changed.v1",
             "directory.post.appointed.v1", "directory.post.ended.v1", "law.notice.imported.v1",
             "disclosure.report.approved.v1", "disclosure.matter.fulfilled.v1"),
)
