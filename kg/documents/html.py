"""The article in a saved web page: its title, main text, day, paper and address, without any network."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from kg.documents.article import ArticleRow
from kg.documents.encodings import decode_bytes
from kg.documents.html_meta import find_day, find_paper, find_title, find_url
from kg.errors import InputError
from kg.lexicon.page_lines import load_page_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: "<?xml … encoding=…?>", which lxml refuses in text that is decoded already.
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[a-zA-Z!]")
_LEAD_WIDTH = range(40, 1_200)
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
    title, url, body = find_title(tree), find_url(tree), _extract(tree)
    if len(body) < _FEWEST:
        raise InputError("no article in this page (no main text found); save the article's own page, or its text")
    row = ArticleRow(
        id=id_,
        text=_join(title, _find_lead(tree), body),
        title=title,
        published=find_day(tree),
        publisher=find_paper(tree, url),
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


def _hush() -> None:
    """Let the libraries' own warnings be; what they mean is told as a fault of ours."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _extract(tree: HtmlElement) -> str:
    """The main text, a paragraph a line; a table that the whole page is laid out in counts as paragraphs."""
    text = _run_trafilatura(deepcopy(tree))  # it prunes what it is given
    if not text.startswith("|"):
        return text
    plain = deepcopy(tree)
    for element in plain.iter("table", "thead", "tbody", "tr", "th", "td"):
        element.tag = "div"
    return _run_trafilatura(plain)


def _run_trafilatura(tree: HtmlElement) -> str:
    import trafilatura  # noqa: PLC0415 - slow to import, and only pages need it
    from lxml import etree  # noqa: PLC0415

    _hush()
    try:
        text = trafilatura.extract(tree, include_comments=False, include_tables=True, with_metadata=False)
    except (RecursionError, etree.LxmlError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"the page's text can't be told apart ({error}); save the article's text instead") from error
    return (text or "").strip()


def _find_lead(tree: HtmlElement) -> str | None:
    """The paragraph between title and body, which trafilatura leaves out where it stands in an element of its own."""
    words = set(load_page_lines().lead_classes)
    for element in tree.iter("p", "div", "h2", "h3", "strong", "span"):
        if words.isdisjoint(re.split("[^a-z]+", (element.get("class") or "").lower())):
            continue
        text = " ".join(" ".join(element.itertext()).split())
        if len(text) in _LEAD_WIDTH:
            return text
    return None


def _join(title: str | None, lead: str | None, body: str) -> str:
    lines = [" ".join(line.split()) for line in body.splitlines()]
    top = [] if title is None or title in lines[:1] else [title]
    if lead is not None and lead not in " ".join(lines) and lead != title:
        top.append(lead)
    return "\n".join([*top, body])
