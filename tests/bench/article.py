"""The one article of all benchmarks: eight kilobytes of Chinese HTML with the metadata of an official document."""

TITLE = "示例州人民政府办公室关于印发《示例州政府网站内容保障办法》的通知"
_PARAGRAPH = ("<p>各县市人民政府、示例州经济开发区管委会，州直各有关单位：政府网站是信息化条件下政府密切联系人民群众的"
              "重要桥梁，各单位应当按照谁发布、谁负责的原则，及时、准确、全面地做好内容保障工作，并自觉接受社会监督。</p>")
BODY_BYTES = 8_000
BODY = _PARAGRAPH * (BODY_BYTES // len(_PARAGRAPH.encode()) + 1)
UNIT, SITE, COLUMN = "433100", "bench", "bench.zcwj"

DRAFT = {
    "column": COLUMN, "title": TITLE, "body": BODY, "summary": "现将办法印发给你们，请认真贯彻执行。",
    "source": "示例州人民政府办公室", "author": "信息科", "keywords": ["政府网站", "内容保障", "通知"], "kind": "notice",
    "document_number": "州政办发〔2026〕1号", "subject": "general", "made_on": "2026-11-20",
}
"""What an editor submits, to us and to the reference alike."""
