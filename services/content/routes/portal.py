"""The HTTP endpoints for portals and readers: search, feeds, sitemaps, and everything from which a site can be copied."""
from services.content import schemas
from services.content.schemas.feeds import FORMS
from shared.plugins.manifest import PUBLIC, Cache, Route

_SEARCH = Cache(seconds=3, stale_seconds=300)
_SLOW = Cache(seconds=300, stale_seconds=3600)
_SHORT = Cache(seconds=30, stale_seconds=300)

PORTAL = (
    Route("GET", "/v1/public/search", "search_public_articles", "检索公开信息", takes=schemas.SearchPublicArticles,
          gives=schemas.PublicHits, roles=(PUBLIC,), cache=_SEARCH, article="Art. 7 第七条"),
    Route("GET", "/v1/public/search/suggestions", "search_public_words", "检索词提示", takes=schemas.SearchPublicWords,
          gives=schemas.Suggestions, roles=(PUBLIC,), cache=_SEARCH, article="Art. 7 第七条"),
    Route("GET", "/v1/public/feeds/{site}.{format}", "get_public_feed", "订阅网站、栏目或者单位的公开信息",
          takes=schemas.GetPublicFeed, roles=(PUBLIC,), cache=_SHORT, article="Art. 7 第七条",
          media_types=tuple(FORMS.values())),
    Route("GET", "/v1/public/sitemaps/{site}.xml", "get_public_sitemap", "网站地图索引", takes=schemas.OfSite,
          roles=(PUBLIC,), cache=_SLOW, article="Art. 7 第七条", media_types=("application/xml",)),
    Route("GET", "/v1/public/sitemaps/{site}/{number}.xml", "get_public_sitemap_page", "网站地图的一页",
          takes=schemas.GetPublicSitemapPage, roles=(PUBLIC,), cache=_SLOW, article="Art. 7 第七条",
          media_types=("application/xml",)),
    Route("GET", "/v1/public/sites", "list_public_sites", "列出网站及其标签", takes=schemas.Nothing,
          gives=schemas.PublicSite, many=True, roles=(PUBLIC,), cache=_SHORT, article="Art. 2 第二条"),
    Route("GET", "/v1/public/addresses", "list_public_addresses", "列出网站的全部地址，包括已撤回的",
          takes=schemas.ListPublicAddresses, gives=schemas.PublicAddress, many=True, roles=(PUBLIC,),
          article="Art. 5 第五条"),
)
