"""What the lines around an article's body say of it: its title, its day, its paper."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec

from kg.documents.dateline import Dateline, find_dateline
from kg.lexicon.page_lines import is_furniture
from kg.lexicon.publishers import (
    Publisher,
    find_by_mark,
    find_by_name,
    find_by_site,
    find_publisher,
    load_publishers,
)

_HEAD_LINES, _HEAD_CHARS = 6, 6_000
_FOOT_LINES, _FOOT_CHARS, _FOOT_WIDTH = 4, 600, 80
_TITLE_WIDTH, _NAME_WIDTH = 300, 80
#: A bare day is a dateline only this near to the top.
_BARE_LINES = 3

#: "(GLO)- ", "(CMO) Chiều", "Hà Nội (TTXVN 13/4) - "
_BRACKETED = re.compile(
    r"\W*(?P<place>[^\W\d][^()]{0,28}\s)?\(\s*(?P<mark>[^()]{2,40}?)(?:\s+\d{1,2}[/.-]\d{1,2})?\s*\)\s*(?P<dash>[-–—,:]?)"
)
#: "ĐBP - ", "BT- ", "baocaobang.vn - "
_DASHED = re.compile(r"\s*(?P<mark>\S+?(?: \S+)?)\s*[-–—]\s")
_TRAILING = re.compile(r"\(\s*(?P<name>[^()]{2,40}?)\s*\)\W*$")
_EDGES = " \t.,;:|•·–—-()[]/*\u00a0\ufeff"


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """Title, ISO day and paper as the text itself says them; `dateline` is what said the day."""

    title: str | None = None
    publisher: str | None = None
    dateline: Dateline | None = None


def read_heading(text: str) -> Heading:
    """What the first six lines that aren't blank say of the article; the last four are asked for the paper too.

    Args:
        text: an article with its title first, as given.
    """
    head = _first_lines(text)
    datelines = [_find_dateline(line, number) for number, line in enumerate(head)]
    found = [line for line in datelines if line is not None]
    named = next((line.publisher for line in found if line.publisher is not None), None)
    return Heading(
        title=_find_title(head, datelines),
        publisher=named or _find_in_head(head) or _find_in_foot(_last_lines(text)),
        dateline=min(found, key=lambda line: line.updated, default=None),
    )


def _first_lines(text: str) -> list[str]:
    lines = [line for line in text[:_HEAD_CHARS].splitlines() if line.strip(_EDGES)]
    return [unicodedata.normalize("NFC", line) for line in lines[:_HEAD_LINES]]


def _last_lines(text: str) -> list[str]:
    lines = [line for line in text[-_FOOT_CHARS:].splitlines() if line.strip(_EDGES)]
    return [unicodedata.normalize("NFC", line) for line in lines[-_FOOT_LINES:] if len(line) <= _FOOT_WIDTH]


def _find_dateline(line: str, number: int) -> Dateline | None:
    dateline = find_dateline(line)
    return None if dateline is not None and dateline.bare and number >= _BARE_LINES else dateline


def _find_title(head: list[str], datelines: list[Dateline | None]) -> str | None:
    for line, dateline in zip(head, datelines, strict=True):
        title = line.strip().strip("\ufeff\u200b").strip()
        if dateline is None and not is_furniture(title) and _find_alone(title) is None:
            return title if len(title) <= _TITLE_WIDTH else None
    return None


def _find_alone(line: str) -> Publisher | None:
    """The paper that the whole line names."""
    if len(line) > _NAME_WIDTH:
        return None
    return find_by_name(line) or find_by_site(line.strip(_EDGES))


def _find_in_head(head: list[str]) -> str | None:
    """The paper named by a line of its own or by the mark that the lead begins with; a title has no mark."""
    for number, line in enumerate(head):
        found = _find_alone(line)
        if found is None and (number > 0 or len(head) == 1):
            found = _find_mark(line)
        if found is not None:
            return found.name
    return None


def _find_mark(line: str) -> Publisher | None:
    bracketed = _BRACKETED.match(line)
    if bracketed is not None and (bracketed["place"] is None or bracketed["dash"]):
        return _find_source(bracketed["mark"])
    dashed = _DASHED.match(line)
    return None if dashed is None else find_by_mark(dashed["mark"]) or find_by_site(dashed["mark"])


def _find_in_foot(foot: list[str]) -> str | None:
    """The paper that the article is said to come from: "Theo Báo X", "(TTXVN)"."""
    for line in reversed(foot):
        trailing = _TRAILING.search(line) if ")" in line else None
        found = _find_source(_source_words().sub("", line.strip(_EDGES)))
        if found is None and trailing is not None:
            found = _find_source(_source_words().sub("", trailing["name"]))
        if found is not None:
            return found.name
    return None


def _find_source(name: str) -> Publisher | None:
    """The publisher of a name, or of the first known one of several: "TTXVN/Vietnam+"."""
    return next(filter(None, map(find_publisher, (name, *name.split("/")))), None)


@cache
def _source_words() -> re.Pattern[str]:
    words = sorted(load_publishers().source_words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s*:?\s+", re.IGNORECASE)
