"""Newspapers and agencies by their names, lead marks and web sites, from `data/publishers.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

import msgspec

from kg.errors import LexiconError
from kg.lexicon.keys import make_key
from kg.lexicon.loader import load_yaml

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A newspaper or agency.

    Attributes:
        name: as it calls itself: "Báo Ninh Bình".
        area: bare name of the province or city whose party committee publishes it; None for the whole country's.
        names: other names, compared without diacritics and case.
        marks: what its leads begin with ("GLO"), compared exactly.
        sites: its host names, without "www.".
    """

    name: str
    area: str | None = None
    names: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


class PublisherList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file, as it is written."""

    paper_forms: tuple[str, ...]
    area_forms: tuple[str, ...]
    source_words: tuple[str, ...]
    publishers: tuple[Publisher, ...]


class _Index(msgspec.Struct, frozen=True):
    names: dict[str, Publisher]
    marks: dict[str, Publisher]
    sites: dict[str, Publisher]


@cache
def load_publishers() -> PublisherList:
    """The list of publishers, read once.

    Raises:
        LexiconError: the file has a fault.
    """
    return load_yaml("publishers.yaml", PublisherList)


def find_publisher(text: str) -> Publisher | None:
    """The publisher that a name, lead mark, host or URL means; None when it is not known.

    Args:
        text: "Báo Gia Lai", "bao gia lai dien tu", "GLO", "baogialai.com.vn", "https://www.baogialai.com.vn/a.html".
    """
    return find_by_mark(text) or find_by_site(text) or find_by_name(text)


def find_by_name(name: str) -> Publisher | None:
    """The publisher of this name, with or without diacritics."""
    return _index().names.get(make_key(name))


def find_by_mark(mark: str) -> Publisher | None:
    """The publisher whose leads begin with this mark, its brackets and dash taken off."""
    return _index().marks.get(mark)


def find_by_site(text: str) -> Publisher | None:
    """The publisher whose site a URL or host name is on; None for text that is neither."""
    host = _host_of(text.strip()) if "." in text else ""
    sites = _index().sites
    while "." in host:
        if host in sites:
            return sites[host]
        host = host.partition(".")[2]
    return None


def _host_of(text: str) -> str:
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.lower() if _HOST.fullmatch(host) else ""


@cache
def _index() -> _Index:
    listed = load_publishers()
    every = [*listed.publishers, *_area_publishers(listed)]
    return _Index(
        names=_gather((make_key(name), each) for each in every for name in _names_of(each, listed)),
        marks=_gather((mark, each) for each in every for mark in each.marks),
        sites=_gather((site, each) for each in every for site in each.sites),
    )


def _area_publishers(listed: PublisherList) -> Iterator[Publisher]:
    areas = sorted({each.area for each in listed.publishers if each.area is not None})
    for area in areas:
        for form in listed.area_forms:
            yield Publisher(name=form.format(area=area), area=area)


def _names_of(publisher: Publisher, listed: PublisherList) -> Iterator[str]:
    yield publisher.name
    yield from publisher.names
    if publisher.area is not None and publisher.name == f"Báo {publisher.area}":
        yield from (form.format(area=publisher.area) for form in listed.paper_forms)


def _gather(pairs: Iterable[tuple[str, Publisher]]) -> dict[str, Publisher]:
    index: dict[str, Publisher] = {}
    for key, publisher in pairs:
        other = index.setdefault(key, publisher)
        if other != publisher:
            raise LexiconError(f"publishers.yaml: {key} means both {other.name} and {publisher.name}; keep one")
    return index
