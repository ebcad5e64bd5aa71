"""What the second stage hands on: one article's words, read as persons, posts, bodies and areas.

Every span here is in code points of the normalised text (`Analysis.text`); `Analysis.offsets` leads back to the
offsets of the article as given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

import msgspec

from kg.documents.records import Document
from kg.lexicon.fold import NormalisedText

MentionKind = Literal["full", "short", "title", "pronoun"]
Marker = Literal["", "former", "acting", "incoming"]
Hold = Literal["", "before", "aside", "link", "past", "list", "about"]


class _Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the normalised text."""

    start: int
    end: int


class Sentence(_Span, frozen=True, kw_only=True):
    """A sentence; `paragraph` counts the article's lines from 0, and `title` says whether it is the headline."""

    paragraph: int
    title: bool = False


class PersonMention(_Span, frozen=True, kw_only=True):
    """A place where a person is named or stood for.

    Attributes:
        person: key of the person in this article.
        text: the words of the span: the name without honorific, or the title of a title anaphora.
        kind: "full" name, "short" name ("ông Diên"), or "title" ("Đồng chí Bí thư Tỉnh ủy").
        lead: where the honorific or rank before the name starts; `start` if there is none.
    """

    person: str
    text: str
    kind: MentionKind
    lead: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A human being as this article names them; `mentions` are the surface forms, the fullest first."""

    key: str
    name: str
    mentions: tuple[str, ...]
    foreign: bool = False


class BodyMention(_Span, frozen=True, kw_only=True):
    """A body named; `name` is canonical with its area, `raw` the words."""

    name: str
    raw: str


class PostMention(_Span, frozen=True, kw_only=True):
    """A post named: a role and, where it can be told, its body.

    Attributes:
        role: the role alone, in its usual spelling: "Phó Chủ tịch Thường trực".
        body: canonical name of the body with its area.
        person: key of whom the article gives the post here, where it does.
        hold: how it gives it: "before" the name (or in a shared title, "list"), "aside" after it, by a "link" such as
            "giữ chức", by one that says it is over ("past"), or with "đối với" ("about").
        marker: what the words before say: "former" (nguyên, cựu), "acting" (quyền), "incoming" (tân).
        term: the term of office as said, such as "2016-2021".
        lead: where those words start; `start` if there are none.
        foreign: whether the post is one of another state.
    """

    role: str
    body: str | None = None
    person: str | None = None
    hold: Hold = ""
    marker: Marker = ""
    term: str | None = None
    lead: int = 0
    foreign: bool = False


class Cue(_Span, frozen=True, kw_only=True):
    """Words that tell of a change; `name` is the trigger's in the word lists."""

    name: str


class AreaMention(_Span, frozen=True, kw_only=True):
    """A territory named; `name` is canonical: "tỉnh Ninh Bình", "huyện Vũ Thư"."""

    name: str


class Analysis(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One article read: its normalised text and all mentions in it, each list in the order of the text.

    Attributes:
        document: the article as given.
        text: the text in NFC with tone marks in one place.
        offsets: the way back to offsets of `document.text`.
        sentences: all sentences; they don't overlap.
        persons: everybody named, in the order of first mention.
        mentions: where they are named.
        posts: posts named, with their holders where found.
        bodies: bodies named, whether with a post or alone.
        areas: territories named.
        cues: words that tell of changes.
        home: the area that a bare "tỉnh" or "thành phố" means ("tỉnh Ninh Bình", "TP Hà Nội"), where known.
    """

    document: Document
    text: str
    offsets: NormalisedText
    sentences: tuple[Sentence, ...]
    persons: tuple[Person, ...] = ()
    mentions: tuple[PersonMention, ...] = ()
    posts: tuple[PostMention, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    areas: tuple[AreaMention, ...] = ()
    cues: tuple[Cue, ...] = ()
    home: str | None = None

    def sentence_of(self, offset: int) -> Sentence:
        """The sentence that holds this offset of the normalised text, or the nearest one before it."""
        return self.sentences[max(bisect_right(self._sentence_starts, offset) - 1, 0)]

    def mentions_in(self, start: int, end: int) -> tuple[PersonMention, ...]:
        """Person mentions that start within [start, end)."""
        starts = self._mention_starts
        first = bisect_left(starts, start)
        return self.mentions[first : bisect_left(starts, end, first)] if start < end else ()

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]
