"""What content says of itself."""
from shared.plugins.manifest import Manifest

MANIFEST = Manifest(
    name="content",
    title="内容保障",
    version="1.0.0",
    articles=("Art. 2 第二条", "Art. 4 第四条", "Art. 5 第五条", "Art. 8 第八条", "Art. 9 第九条", "Art. 10 第十条"),
    routes="services.content.routes:ROUTES",
    events="services.content.events",
    errors="services.content.errors",
    service="services.content.service:ContentService",
    lost="services.content.events.losing:lost",
    verify="services.content.verifying:archived_texts",
    settings={"link_hosts": "主机或者 host:port，虽非公网地址，仍允许检查其链接",
              "image_hosts": "正文图片允许引用的外部主机（https）"},
    handles=("secrecy.review.cleared.v1", "secrecy.review.refused.v1", "secrecy.review.returned.v1",
             "secrecy.recall.opened.v1", "secrecy.recall.upheld.v1", "secrecy.recall.lifted.v1",
             "secrecy.review.unclear.v1", "secrecy.review.clarified.v1", "secrecy.review.quarantined.v1",
             "content.article.quarantined.v1",
             "directory.unit.registered.v1", "directory.unit.changed.v1", "law.notice.imported.v1",
             "disclosure.matter.registered.v1", "content.article.published.v1", "content.article.withdrawn.v1",
             "content.article.moved.v1", "content.article.placed.v1", "content.display.changed.v1",
             "content.filing.accepted.v1", "files.file.stored.v1", "files.file.removed.v1", "files.file.examined.v1"),
)
