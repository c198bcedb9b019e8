"""What disclosure's operations take and give."""
from services.disclosure.schemas.catalogue import CatalogueEntryView, CataloguePageView, GetCatalogueEntry, ListCatalogue
from services.disclosure.schemas.imports import (
    GetMatterImport,
    GetMatterImportReport,
    ImportMatters,
    ImportRowView,
    ListMatterImportRows,
    ListMatterImports,
    MatterImportView,
)
from services.disclosure.schemas.matters import (
    AccountView,
    ChangeMatter,
    ExemptMatter,
    ExtendMatter,
    FulfilMatter,
    GetMatter,
    GroundView,
    ListMatters,
    MatterClassView,
    MatterView,
    Nothing,
    ReExamineMatter,
    RegisterMatter,
    SupersedeMatter,
)

__all__ = ["AccountView", "CatalogueEntryView", "CataloguePageView", "ChangeMatter", "ExemptMatter",
           "ExtendMatter", "FulfilMatter", "GetCatalogueEntry", "GetMatter", "GetMatterImport", "GetMatterImportReport",
           "GroundView", "ImportMatters", "ImportRowView", "ListCatalogue", "ListMatterImportRows", "ListMatterImports",
           "ListMatters", "MatterClassView", "MatterImportView", "MatterView", "Nothing", "ReExamineMatter", "RegisterMatter",
           "SupersedeMatter"]
