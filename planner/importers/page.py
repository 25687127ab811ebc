"""Reading a saved copy of Microsoft's page on outbound rules: Markdown or HTML, any dated form of it.

Endpoint tables are found by what is in them, a column of endpoints and one of ports, wherever they stand. Which cloud
and which feature a table is for is said by the headings above it, by the line right above it, by brackets beside a
host and by endings of hosts; how the page words all that is in the catalog (``page-words.yaml``).
"""

from __future__ import annotations

import codecs
import hashlib
import re

from planner.catalog.model import Catalog
from planner.domain.page import PageReading
from planner.domain.problem import FileProblem
from planner.domain.text import Text
from planner.importers.page_blocks import Blocks, Table
from planner.importers.page_html import html_blocks
from planner.importers.page_markdown import markdown_blocks
from planner.importers.page_places import placed
from planner.importers.page_tables import Found, found_tables

MOST_BYTES = 8_000_000
TOO_LARGE = Text(
    "the file is larger than 8 MB; no copy of the page is, even with its pictures. Save the page as HTML without them.",
    "文件超过 8 MB，带图片的页面副本也没有这么大。请将页面另存为不含图片的 HTML。",
)

_MOST_ROWS = 5_000
"""Rows of all tables; the page has some hundred."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longer marks first: that of UTF-16 is the beginning of one of UTF-32."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article)\b", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)
_CHOICES = re.compile(
    r"^\s*:::\s*(?:zone|moniker)|\]\(#tab/|role\s*=\s*[\"']?tabpanel|data-pivot\s*=|data-tab\s*=",
    re.IGNORECASE | re.MULTILINE,
)
"""Tabs, zones and versions: what of the page is shown for a choice alone."""

_HEAD_LENGTH = 5_000


def read_page(content: bytes, name: str, catalog: Catalog) -> PageReading:
    """Return what a copy of the page says.

    Args:
        content: the file's bytes.
        name: what messages call it.
        catalog: what knows the page's words, its clouds and its features.

    Raises:
        FileProblem: it is no text, holds no endpoint table, or is another page.
    """
    text = _text(content, name)
    blocks = _blocks(text)
    if sum(len(block.rows) for block in blocks.blocks if isinstance(block, Table)) > _MOST_ROWS:
        raise FileProblem(name, 0, _TOO_MANY_ROWS)
    tables = found_tables(blocks)
    if all(row.is_doubtful for table in tables for row in table.rows):
        raise FileProblem(name, 0, _NO_TABLE)
    reading = placed(tables, blocks, catalog)
    _refuse_other_page(reading, tables, name, catalog)
    return PageReading(
        lines=reading.lines,
        headings=reading.headings,
        sections=reading.sections,
        unread=reading.unread,
        is_whole=reading.is_whole and blocks.is_whole,
        has_choices=_CHOICES.search(text) is not None,
        digest=hashlib.sha256(content).hexdigest()[:16],
    )


def _text(content: bytes, name: str) -> str:
    if not content.strip():
        raise FileProblem(name, 0, _EMPTY)
    if _WEB_ARCHIVE.search(content[:_HEAD_LENGTH]):
        raise FileProblem(name, 0, _ARCHIVE)
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            break
    else:
        text = _decoded(content)
    if "\0" in text or text.count("\ufffd") > len(text) // 50:
        raise FileProblem(name, 0, _NO_TEXT)
    if not text.strip():
        raise FileProblem(name, 0, _EMPTY)
    return text


def _decoded(content: bytes) -> str:
    """Decode a file without a mark: as it says itself, else as UTF-8."""
    said = _CHARSET.search(content[:_HEAD_LENGTH])
    if said is not None:
        try:
            encoding = codecs.lookup(said[1].decode("ascii")).name
            return content.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            pass  # it says something that is not so
    return content.decode("utf-8", "replace")


def _blocks(text: str) -> Blocks:
    if _HTML.search(text[:_HEAD_LENGTH]) or text.lstrip()[:1] == "<":
        return html_blocks(text)
    return markdown_blocks(text)


def _refuse_other_page(reading: PageReading, tables: tuple[Found, ...], name: str, catalog: Catalog) -> None:
    """Refuse a page that does not name the API server's host where this one does: among what every cluster needs."""
    suffixes = tuple(f".{cloud.api_server_suffix}" for cloud in catalog.clouds)
    core = {feature.id for feature in catalog.features if feature.always}
    hosts = [endpoint.lower() for table in tables for row in table.rows for endpoint in row.text.split()]
    if not any(suffix in host for host in hosts for suffix in suffixes):
        raise FileProblem(name, 0, _OTHER_PAGE)
    if not any(line.feature in core and line.key.endswith(suffixes) for line in reading.lines):
        raise FileProblem(name, 0, _OTHER_LANGUAGE)


_EMPTY = Text(
    "the file is empty. Save the page again.",
    "文件为空。请重新保存页面。",
)
_NO_TEXT = Text(
    "this is no text. Save the page as HTML, or take its Markdown file from the documentation's repository.",
    "这不是文本文件。请将页面另存为 HTML，或使用文档存储库中的 Markdown 文件。",
)
_ARCHIVE = Text(
    "this is a web archive (MHTML). Save the page again as HTML.",
    "这是 Web 存档（MHTML）。请将页面重新另存为 HTML。",
)
_NO_TABLE = Text(
    "no table with endpoints and ports was found. Save the whole page as HTML, or take its Markdown file.",
    "未找到列出端点和端口的表格。请将整个页面另存为 HTML，或使用其 Markdown 文件。",
)
_TOO_MANY_ROWS = Text(
    "its tables have more than 5,000 rows; the page has some hundred. Save the page again.",
    "其中的表格超过 5,000 行，而官方页面只有数百行。请重新保存页面。",
)
_OTHER_PAGE = Text(
    "this is another page, or a part of it alone: none of its tables names the host of an AKS API server. "
    "Save the whole page on outbound network and FQDN rules for AKS clusters.",
    "这是另一个页面，或只是页面的一部分：其中的表格均未列出 AKS API 服务器的主机名。"
    "请完整保存“AKS 群集的出站网络和 FQDN 规则”页面。",
)
_OTHER_LANGUAGE = Text(
    "its tables are there, but no heading says which is for what every cluster needs. Save the English page.",
    "页面中有端点表格，但没有标题表明哪一个是所有群集都需要的。请保存英文页面。",
)
