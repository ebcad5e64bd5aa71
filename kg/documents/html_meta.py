"""What a web page says of its article besides the text: title, day, paper, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.documents.dateline import Dateline, find_dateline
from kg.lexicon.page_lines import is_furniture
from kg.lexicon.publishers import Publisher, find_publisher

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUFFIX = re.compile(r"\s+[-–—|]\s+(?P<site>[^-–—|]{2,60})$")
_WIDTH = 120
#: A dateline stands within so many pieces of text after the title, a bare day within so few; further down, and above
#: the title, are the days of other articles and of today.
_NEAR, _VERY_NEAR = 15, 6


def find_title(tree: HtmlElement) -> str | None:
    """The title that the page's metadata, first heading or window names, without the paper's name at its end."""
    for candidate in _iter_titles(tree):
        title, _ = _split_site(candidate)
        if title and not is_furniture(title) and find_publisher(title) is None:
            return title
    return None


def find_day(tree: HtmlElement) -> str | None:
    """The ISO day that the page's metadata or a dateline near its title says; never guessed."""
    from htmldate import find_date  # noqa: PLC0415 - slow to import, and only pages need it

    try:
        stated = find_date(tree, extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError, RecursionError):
        stated = None
    if stated is not None:
        return stated
    found = sorted(_iter_datelines(tree), key=lambda line: line.updated)
    return found[0].published if found else None


def find_paper(tree: HtmlElement, url: str | None) -> str | None:
    """The paper that the page's metadata, its address or the end of its window's title names."""
    stated = find_meta(tree, "og:site_name") or find_meta(tree, "dc.publisher") or find_meta(tree, "publisher")
    known = [find_publisher(text) for text in (stated, url) if text]
    sites = [_split_site(title)[1] for title in _iter_titles(tree)]
    for publisher in known:
        if publisher is not None:
            return publisher.name
    return stated or next((site.name for site in sites if site is not None), None)


def find_url(tree: HtmlElement) -> str | None:
    """The page's own address."""
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for url in (*links, find_meta(tree, "og:url")):
        if url is not None and re.fullmatch(r"https?://[^\s<>\"]+", url.strip()):
            return str(url).strip()
    return None


def find_meta(tree: HtmlElement, name: str) -> str | None:
    """The content of a meta element, if it has any."""
    for tag in tree.iter("meta"):
        key = (tag.get("property") or tag.get("name") or "").lower()
        content = " ".join(str(tag.get("content") or "").split())
        if key == name and content:
            return content
    return None


def _iter_titles(tree: HtmlElement) -> Iterator[str]:
    stated = find_meta(tree, "og:title")
    if stated is not None:
        yield stated
    for heading in (*tree.iter("h1"), *tree.iter("title")):
        yield " ".join(" ".join(heading.itertext()).split())


def _split_site(title: str) -> tuple[str, Publisher | None]:
    """The title without " - Báo X" at its end, and that paper."""
    match = _SUFFIX.search(title)
    site = None if match is None else find_publisher(match["site"].strip())
    return (title, None) if match is None or site is None else (title[: match.start()], site)


def _iter_datelines(tree: HtmlElement) -> Iterator[Dateline]:
    heading = next(tree.iter("h1"), None)
    for number, text in enumerate(_iter_texts(tree, heading)):
        dateline = find_dateline(text)
        if dateline is not None and number < (_VERY_NEAR if dateline.bare else _NEAR):
            yield dateline


def _iter_texts(tree: HtmlElement, heading: HtmlElement | None) -> Iterator[str]:
    """The first short pieces of text after the heading, or of the whole page."""
    found, count = heading is None, 0
    for element in tree.iter():
        if element is heading:
            found = True
        pieces = (element.text if element is not heading else None, element.tail) if found else ()
        for piece in pieces:
            text = " ".join((piece or "").split())
            if text:
                count += 1
                yield text if len(text) <= _WIDTH else ""
        if count >= _NEAR:
            return
