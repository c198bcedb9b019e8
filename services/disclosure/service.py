"""The nameko class of disclosure: which operation and event goes to which use case."""
from services.disclosure import incoming, schemas, store, use_cases
from services.disclosure.manifest import MANIFEST
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class DisclosureService:
    """Matters to disclose."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES,
                  sweeps={"matters": use_cases.tend_matter, "imports": use_cases.tend_import})

    list_matter_classes = operation(use_cases.list_matter_classes, schemas.Nothing, schemas.MatterClassView, many=True)
    register_matter = operation(use_cases.register_matter, schemas.RegisterMatter, schemas.MatterView)
    list_matters = operation(use_cases.list_matters, schemas.ListMatters, schemas.MatterView, many=True)
    get_matter = operation(use_cases.get_matter, schemas.GetMatter, schemas.MatterView)
    get_matter_account = operation(use_cases.get_matter_account, schemas.GetMatter, schemas.AccountView)
    get_matter_history = operation(use_cases.get_matter_history, schemas.GetMatter, HistoryEntryView, many=True)
    extend_matter = operation(use_cases.extend_matter, schemas.ExtendMatter, schemas.MatterView)
    fulfil_matter = operation(use_cases.fulfil_matter, schemas.FulfilMatter, schemas.MatterView)
    exempt_matter = operation(use_cases.exempt_matter, schemas.ExemptMatter, schemas.MatterView)
    supersede_matter = operation(use_cases.supersede_matter, schemas.SupersedeMatter, schemas.MatterView)

    re_examine_matter = operation(use_cases.re_examine_matter, schemas.ReExamineMatter, schemas.MatterView)
    list_extension_grounds = operation(use_cases.list_extension_grounds, schemas.Nothing, schemas.GroundView, many=True)
    list_withholding_reasons = operation(use_cases.list_withholding_reasons, schemas.Nothing, schemas.GroundView, many=True)

    import_matters = operation(use_cases.import_matters, schemas.ImportMatters, schemas.MatterImportView)
    list_matter_imports = operation(use_cases.list_matter_imports, schemas.ListMatterImports, schemas.MatterImportView,
                                    many=True)
    get_matter_import = operation(use_cases.get_matter_import, schemas.GetMatterImport, schemas.MatterImportView)
    list_matter_import_rows = operation(use_cases.list_matter_import_rows, schemas.ListMatterImportRows,
                                        schemas.ImportRowView, many=True)
    get_matter_import_report = operation(use_cases.get_matter_import_report, schemas.GetMatterImportReport,
                                         schemas.DocumentView)
    get_matter_import_template = operation(use_cases.get_matter_import_template, schemas.Nothing, schemas.DocumentView)
    cancel_matter_import = operation(use_cases.cancel_matter_import, schemas.GetMatterImport, schemas.MatterImportView)

    list_catalogue = operation(use_cases.list_catalogue, schemas.ListCatalogue)
    get_catalogue_entry = operation(use_cases.get_catalogue_entry, schemas.GetCatalogueEntry)

    on_article_published = handler("content.article.published.v1", use_cases.note_article_published,
                                   incoming.ArticlePublished)
    on_article_withdrawn = handler("content.article.withdrawn.v1", use_cases.note_article_withdrawn,
                                   incoming.ArticleWithdrawn)
    on_unit_registered = handler("directory.unit.registered.v1", use_cases.note_unit, incoming.UnitChanged)
    on_unit_changed = handler("directory.unit.changed.v1", use_cases.note_unit, incoming.UnitChanged)
    on_notice_imported = handler("law.notice.imported.v1", use_cases.note_notice, incoming.NoticeImported)
    on_post_appointed = handler("directory.post.appointed.v1", use_cases.note_post, incoming.PostChanged)
    on_post_ended = handler("directory.post.ended.v1", use_cases.note_post, incoming.PostChanged)
