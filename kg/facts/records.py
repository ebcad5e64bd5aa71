"""The record that an extractor makes: what one article says about officials.

The fields are those of the annotation scheme (`docs/facts.md`); `rule`, `confidence`, `prefix` and `suffix` are ours.
Dates are EDTF (ISO 8601-2) strings, level 1 plus unknown years ("XXXX-07-30").
"""

from __future__ import annotations

from typing import Literal

import msgspec

Scope = Literal["vn", "foreign"]
TenureStatus = Literal["current", "former", "incoming", "acting"]
ChangeType = Literal[
    "elected",
    "re_elected",
    "appointed",
    "transferred",
    "approved",
    "dismissed",
    "suspended",
    "resigned",
    "retired",
    "disciplined",
    "nominated",
    "died",
]
Role = Literal["chair", "host", "guest", "speaker", "presenter", "concluding", "attendee"]


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all fact records share: they are immutable and are built by keyword."""


class Evidence(_Record, frozen=True, kw_only=True, omit_defaults=True):
    """Where a fact's quote stands: `text[start:end] == quote`, in code points of the article's text as given.

    `prefix` and `suffix` are the rest of the sentence around it, so that prefix + quote + suffix can be read
    (W3C Web Annotation: TextPositionSelector and TextQuoteSelector).
    """

    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


class NamedPerson(_Record, frozen=True, kw_only=True):
    """A human being whom the article names; `key` is unique within the article."""

    key: str
    name: str
    official: bool = True
    scope: Scope = "vn"
    mentions: tuple[str, ...] = ()


class TenureFact(_Record, frozen=True, kw_only=True):
    """The article says that a person holds, held or will hold a post in a body."""

    person: str
    post: str
    body: str | None = None
    status: TenureStatus = "current"
    start: str | None = None
    end: str | None = None
    term: str | None = None
    quote: str
    evidence: Evidence | None = None
    rule: str = ""
    confidence: float = 1.0


class ChangeFact(_Record, frozen=True, kw_only=True):
    """The article reports that something happened to a tenure, or was decided."""

    type: ChangeType
    person: str
    post: str | None = None
    body: str | None = None
    date: str | None = None
    by: str | None = None
    replaces: str | None = None
    quote: str
    evidence: Evidence | None = None
    rule: str = ""
    confidence: float = 1.0


class AttendeeFact(_Record, frozen=True, kw_only=True):
    """A person whom the article places at a meeting, in a role there."""

    person: str
    role: Role = "attendee"
    quote: str | None = None
    evidence: Evidence | None = None


class MeetingFact(_Record, frozen=True, kw_only=True):
    """A gathering that officials took part in."""

    key: str
    name: str
    date: str | None = None
    place: str | None = None
    organiser: str | None = None
    attendees: tuple[AttendeeFact, ...] = ()
    collective: tuple[str, ...] = ()
    quote: str
    evidence: Evidence | None = None
    rule: str = ""
    confidence: float = 1.0


class ArticleInfo(_Record, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of the article itself, so that facts can be built into a graph without its text."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str = "vi"


class Facts(_Record, frozen=True, kw_only=True):
    """Everything that one article says about officials; `id` is the document's."""

    id: str
    article: ArticleInfo = ArticleInfo()
    persons: tuple[NamedPerson, ...] = ()
    tenures: tuple[TenureFact, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
