"""The article in a saved web page: its title, main text, day, paper and address, without any network."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from kg.documents.article import ArticleRow
from kg.documents.dateline import find_dateline
from kg.documents.encodings import decode_bytes
from kg.errors import InputError
from kg.lexicon.page_lines import is_furniture
from kg.lexicon.publishers import find_publisher

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: "<?xml … encoding=…?>", which lxml refuses in text that is decoded already.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[a-zA-Z!]")
_SUFFIX = re.compile(r"\s+[-–—|]\s+(?P<site>[^-–—|]{2,60})$")
_DATELINE_WIDTH = 120
#: What has fewer characters is no article.
_FEWEST = 40
#: What isn't shown, or comes from elsewhere.
_NO_TEXT = ("script", "style", "noscript", "template", "iframe", "object", "svg")


def read_page(data: bytes, *, id_: str) -> tuple[ArticleRow, str | None]:
    """The article in a web page, its text being the title and, from the next line, the main text.

    Args:
        data: the page's bytes, in any encoding that `decode_bytes` reads.
        id_: the article's id.

    Returns:
        The article, and what to warn of if the page had to be converted.

    Raises:
        InputError: the encoding can't be told, or the page holds no article.
    """
    decoded = decode_bytes(data)
    tree = _parse(decoded.text)
    title, url, body = _find_title(tree), _find_url(tree), _extract(tree)
    if len(body) < _FEWEST:
        raise InputError("no article in this page (no main text found); save the article's own page, or its text")
    row = ArticleRow(
        id=id_,
        text=_join(title, body),
        title=title,
        published=_find_day(tree),
        publisher=_find_publisher(tree, url),
        url=url,
    )
    return row, decoded.warning


def _parse(text: str) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415 - slow to import, and only pages need it

    if _TAG.search(text) is None:
        raise InputError("not a web page (it has no tags); save the article's page again, or name its text .txt")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"not a web page that can be read ({error}); save the article's page or text again") from error
    for hidden in list(tree.iter(*_NO_TEXT)):
        if hidden.get("type") != "application/ld+json":
            hidden.drop_tree()
    return tree


def _extract(tree: HtmlElement) -> str:
    import trafilatura  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    _hush()

    copy = deepcopy(tree)  # trafilatura prunes what it is given
    try:
        text = trafilatura.extract(copy, include_comments=False, include_tables=True, with_metadata=False)
    except (RecursionError, etree.LxmlError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"the page's text can't be told apart ({error}); save the article's text instead") from error
    return (text or "").strip()


def _hush() -> None:
    """Let the libraries' own warnings be; what they mean is told as a fault of ours."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _find_title(tree: HtmlElement) -> str | None:
    candidates = [
        _meta(tree, "og:title"),
        *(" ".join(heading.itertext()) for heading in tree.iter("h1")),
        *(" ".join(heading.itertext()) for heading in tree.iter("title")),
    ]
    for candidate in candidates:
        title = _drop_site(" ".join((candidate or "").split()))
        if title and not is_furniture(title) and find_publisher(title) is None:
            return title
    return None


def _drop_site(title: str) -> str:
    """The title without " - Báo X" at its end."""
    match = _SUFFIX.search(title)
    return title[: match.start()] if match is not None and find_publisher(match["site"].strip()) else title


def _join(title: str | None, body: str) -> str:
    first = " ".join(body.partition("\n")[0].split())
    return body if title is None or first == title else f"{title}\n{body}"


def _find_day(tree: HtmlElement) -> str | None:
    """The day that the page's metadata or one of its short lines says; never guessed."""
    from htmldate import find_date  # noqa: PLC0415

    for text in tree.itertext():
        dateline = find_dateline(text) if 8 <= len(text) <= _DATELINE_WIDTH else None
        if dateline is not None and not dateline.updated:
            shown = dateline.published
            break
    else:
        shown = None
    try:
        stated = find_date(tree, extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError, RecursionError):
        stated = None
    return stated or shown


def _find_publisher(tree: HtmlElement, url: str | None) -> str | None:
    stated = _meta(tree, "og:site_name") or _meta(tree, "dc.publisher") or _meta(tree, "publisher")
    for text in (stated, url):
        found = find_publisher(text) if text else None
        if found is not None:
            return found.name
    return stated


def _find_url(tree: HtmlElement) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for url in (*links, _meta(tree, "og:url")):
        if url is not None and re.fullmatch(r"https?://[^\s<>\"]+", url.strip()):
            return str(url).strip()
    return None


def _meta(tree: HtmlElement, name: str) -> str | None:
    for tag in tree.iter("meta"):
        key = (tag.get("property") or tag.get("name") or "").lower()
        content = " ".join(str(tag.get("content") or "").split())
        if key == name and content:
            return content
    return None
