"""Claims: one fact of one article each, in the terms of the ontology, before it is decided who is who."""

from __future__ import annotations

import msgspec

from kg.claims.bodies import ParsedBody
from kg.facts.records import ArticleInfo, ChangeType, Role, Scope, TenureStatus


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words that say a claim, and where they stand (see `kg.facts.records.Evidence`)."""

    quote: str
    start: int | None = None
    end: int | None = None
    prefix: str | None = None
    suffix: str | None = None
    rule: str | None = None
    confidence: float | None = None


class PostRef(msgspec.Struct, frozen=True, kw_only=True):
    """A post as one article names it; `id` and `body_id` are those of the graph.

    `single_seat`: one person at a time holds it (chair); `collective`: many do (delegates, committee members);
    `vague`: the article doesn't tell which body it is, so that the post says nothing of who holds it; `since` and
    `until`: first and last ISO day of the body, where known.
    """

    id: str
    name: str
    role: str
    single_seat: bool
    collective: bool
    vague: bool
    body: ParsedBody
    body_id: str
    since: str | None = None
    until: str | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A person as one article names it; `id` is made from the article and the name."""

    id: str
    doc: str
    name: str
    scope: Scope
    names: tuple[str, ...] = ()


class TenureClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One article says that a person holds, held or will hold a post; `start` and `end` are EDTF."""

    id: str
    doc: str
    mention: str
    post: PostRef
    status: TenureStatus
    start: str | None = None
    end: str | None = None
    term: str | None = None
    words: Words


class ChangeClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One article reports a change; `date` is EDTF, `by` the body that decided, `replaces` another mention's id.

    `acting`: the article says that the post is held as acting.
    """

    id: str
    doc: str
    mention: str
    type: ChangeType
    post: PostRef | None = None
    date: str | None = None
    by: ParsedBody | None = None
    by_id: str | None = None
    replaces: str | None = None
    acting: bool = False
    words: Words


class AttendanceClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One article places a person at a meeting, in a role."""

    id: str
    doc: str
    mention: str
    role: Role
    words: Words


class MeetingClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One article tells of a meeting; `date` is EDTF."""

    id: str
    doc: str
    name: str
    date: str | None = None
    place: str | None = None
    organiser: ParsedBody | None = None
    organiser_id: str | None = None
    collective: tuple[str, ...] = ()
    attendances: tuple[AttendanceClaim, ...] = ()
    words: Words


class ArticleClaims(msgspec.Struct, frozen=True, kw_only=True):
    """All that one article claims; `id` is the article's id in the graph, `doc` the document's id as given."""

    id: str
    doc: str
    article: ArticleInfo
    mentions: tuple[Mention, ...] = ()
    tenures: tuple[TenureClaim, ...] = ()
    changes: tuple[ChangeClaim, ...] = ()
    meetings: tuple[MeetingClaim, ...] = ()
