"""The record that the first stage hands on: one article."""

from __future__ import annotations

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article as given.

    Attributes:
        id: stable name of the article: its own `id` in JSONL, else its path under the source folder.
        text: the article's text as given, the title first; offsets everywhere are code points of it.
        title: its headline.
        published: ISO date (YYYY-MM-DD) on which it was published.
        publisher: the paper, as it calls itself.
        url: where it was found.
        lang: BCP 47 tag.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str = "vi"
