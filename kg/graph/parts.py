"""What every article tells, kept beside the graph in rows that can be read one by one.

A build that adds articles reads the rows that meet theirs (a name, a post, a day) and derives what depends on them
anew; see `kg.graph.increment`. Words and evidence stay in the claims: they decide nothing.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import msgspec

from kg.claims.bodies import ParsedBody
from kg.claims.days import find_day_bounds
from kg.claims.ids import make_id
from kg.claims.records import (
    ArticleClaims,
    AttendanceClaim,
    ChangeClaim,
    MeetingClaim,
    PostRef,
    TenureClaim,
    Words,
)
from kg.facts.records import ArticleInfo, ChangeType, Role, TenureStatus
from kg.resolve.features import KnownPost
from kg.resolve.order import rank_article
from kg.resolve.people import gather_blocks
from kg.resolve.people_groups import Evidence

TABLES = """
CREATE TABLE part_mention (mention TEXT PRIMARY KEY, block TEXT NOT NULL, doc TEXT NOT NULL, published TEXT,
                           scope TEXT NOT NULL, posts BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX part_mention_block ON part_mention (block);
CREATE TABLE part_post (id TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE part_claim (doc TEXT NOT NULL, place INTEGER NOT NULL, published TEXT, mention TEXT NOT NULL, post TEXT,
                         record BLOB NOT NULL, PRIMARY KEY (doc, place)) WITHOUT ROWID;
CREATE INDEX part_claim_mention ON part_claim (mention);
CREATE INDEX part_claim_post ON part_claim (post);
CREATE TABLE part_replaced (mention TEXT NOT NULL, doc TEXT NOT NULL, place INTEGER NOT NULL,
                            PRIMARY KEY (mention, doc, place)) WITHOUT ROWID;
CREATE TABLE part_meeting (doc TEXT NOT NULL, place INTEGER NOT NULL, published TEXT, day TEXT, record BLOB NOT NULL,
                           PRIMARY KEY (doc, place)) WITHOUT ROWID;
CREATE INDEX part_meeting_day ON part_meeting (day);
CREATE TABLE part_attendance (mention TEXT NOT NULL, doc TEXT NOT NULL, place INTEGER NOT NULL,
                              PRIMARY KEY (mention, doc, place)) WITHOUT ROWID;
"""

_NO_WORDS = Words(quote="")
#: SQLite takes 999 values a statement in its older versions.
_BATCH = 500


class _Tenure(msgspec.Struct, frozen=True, array_like=True, tag_field="sort", tag="t"):
    id: str
    post: str
    status: TenureStatus
    start: str | None
    end: str | None
    term: str | None


class _Change(msgspec.Struct, frozen=True, array_like=True, tag_field="sort", tag="c"):
    id: str
    post: str | None
    type: ChangeType
    date: str | None
    by_id: str | None
    replaces: str | None
    acting: bool


class _Meeting(msgspec.Struct, frozen=True, array_like=True):
    id: str
    name: str
    date: str | None
    place: str | None
    organiser: ParsedBody | None
    organiser_id: str | None
    collective: tuple[str, ...]
    attendances: tuple[tuple[str, str, Role], ...]


_encode = msgspec.json.Encoder().encode
_CLAIM = msgspec.json.Decoder(_Tenure | _Change)
_MEETING = msgspec.json.Decoder(_Meeting)
_POST = msgspec.json.Decoder(PostRef)
_POSTS = msgspec.json.Decoder(tuple[KnownPost, ...])


def write_parts(store: sqlite3.Connection, articles: Sequence[ArticleClaims]) -> None:
    """Keep what articles tell; none of them may be there already."""
    scopes = {mention.id: mention.scope for article in articles for mention in article.mentions}
    store.executemany(
        "INSERT INTO part_mention VALUES (?, ?, ?, ?, ?, ?)",
        (
            (item.mention, block, item.doc, item.published, scopes[item.mention], _encode(item.posts))
            for block, items in sorted(gather_blocks(articles).items())
            for item in items
        ),
    )
    posts: dict[str, bytes] = {}
    for article in articles:
        _write_claims(store, article, posts)
        _write_meetings(store, article)
    store.executemany("INSERT OR IGNORE INTO part_post VALUES (?, ?)", sorted(posts.items()))


def _write_claims(store: sqlite3.Connection, article: ArticleClaims, posts: dict[str, bytes]) -> None:
    published = article.article.published
    rows = []
    claims: list[TenureClaim | ChangeClaim] = [*article.tenures, *article.changes]
    for place, claim in enumerate(claims):
        key = None if claim.post is None else _keep_post(claim.post, posts)
        rows.append((article.doc, place, published, claim.mention, claim.post and claim.post.id, _pack(claim, key)))
    store.executemany("INSERT INTO part_claim VALUES (?, ?, ?, ?, ?, ?)", rows)
    replaced = (
        (change.replaces, article.doc, len(article.tenures) + place)
        for place, change in enumerate(article.changes)
        if change.replaces is not None
    )
    store.executemany("INSERT INTO part_replaced VALUES (?, ?, ?)", replaced)


def _keep_post(post: PostRef, posts: dict[str, bytes]) -> str:
    key, record = _pack_post(post)
    posts[key] = record
    return key


@lru_cache(maxsize=100_000)
def _pack_post(post: PostRef) -> tuple[str, bytes]:
    record = _encode(post)
    return make_id("ref", record.decode()), record


def _pack(claim: TenureClaim | ChangeClaim, post: str | None) -> bytes:
    if isinstance(claim, ChangeClaim):
        return _encode(_Change(claim.id, post, claim.type, claim.date, claim.by_id, claim.replaces, claim.acting))
    return _encode(_Tenure(claim.id, post or "", claim.status, claim.start, claim.end, claim.term))


def _write_meetings(store: sqlite3.Connection, article: ArticleClaims) -> None:
    rows = []
    attended: set[tuple[str, str, int]] = set()
    for place, meeting in enumerate(article.meetings):
        told = tuple((each.id, each.mention, each.role) for each in meeting.attendances)
        attended.update((mention, article.doc, place) for _, mention, _ in told)
        record = _Meeting(
            meeting.id,
            meeting.name,
            meeting.date,
            meeting.place,
            meeting.organiser,
            meeting.organiser_id,
            meeting.collective,
            told,
        )
        rows.append((article.doc, place, article.article.published, find_day(meeting), _encode(record)))
    store.executemany("INSERT INTO part_meeting VALUES (?, ?, ?, ?, ?)", rows)
    store.executemany("INSERT INTO part_attendance VALUES (?, ?, ?)", sorted(attended))


def find_day(meeting: MeetingClaim) -> str | None:
    """The full day of a meeting, where its article gives one."""
    earliest, latest = find_day_bounds(meeting.date)
    return earliest if earliest == latest else None


def read_blocks(store: sqlite3.Connection, names: Iterable[str]) -> dict[str, list[Evidence]]:
    """What is known of every mention of some names."""
    blocks: defaultdict[str, list[Evidence]] = defaultdict(list)
    statement = "SELECT block, mention, doc, published, posts FROM part_mention WHERE block IN ({})"
    known: dict[bytes, tuple[KnownPost, ...]] = {}
    for block, mention, doc, published, posts in select_in(store, statement, names):
        told = known.get(posts)
        if told is None:
            told = known[posts] = _POSTS.decode(posts)
        blocks[block].append(Evidence(mention, doc, published, told))
    return blocks


class ClaimReader:
    """Reads claims about people back, so that they can be folded with others."""

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._rows: dict[tuple[str, int], tuple[str | None, str, bytes]] = {}

    def read(
        self, condition: str, values: Iterable[str], *, keep: Callable[[str, str | None], bool] = lambda *_: True
    ) -> set[tuple[str, str | None]]:
        """Add the claims for which an SQL condition holds; mentions and posts that they join come back.

        Args:
            condition: on the columns of `part_claim`, with `{}` for the values.
            values: of one of the columns.
            keep: whether the claims that join a mention and a post are wanted.
        """
        statement = f"SELECT doc, place, published, mention, record, post FROM part_claim WHERE {condition}"  # noqa: S608
        found = set()
        for doc, place, published, mention, record, post in select_in(self._store, statement, values):
            if keep(mention, post):
                self._rows[doc, place] = (published, mention, record)
                found.add((mention, post))
        return found

    def make_articles(self) -> list[ArticleClaims]:
        """All that was read, by article, articles and claims in their order."""
        packed = [(*key, *row[:2], _CLAIM.decode(row[2])) for key, row in self._rows.items()]
        posts = self._read_posts({claim.post for *_, claim in packed if claim.post is not None})
        told: defaultdict[tuple[str, str | None], list[tuple[int, TenureClaim | ChangeClaim]]] = defaultdict(list)
        for doc, place, published, mention, claim in packed:
            post = posts[claim.post] if claim.post is not None else None
            told[doc, published].append((place, _unpack(doc, mention, claim, post)))
        made = (_make_article(doc, published, claims) for (doc, published), claims in told.items())
        return sorted(made, key=rank_article)

    def _read_posts(self, keys: Iterable[str]) -> dict[str, PostRef]:
        rows = select_in(self._store, "SELECT id, record FROM part_post WHERE id IN ({})", keys)
        return {key: _POST.decode(record) for key, record in rows}


def _unpack(doc: str, mention: str, claim: _Tenure | _Change, post: PostRef | None) -> TenureClaim | ChangeClaim:
    if isinstance(claim, _Change):
        return ChangeClaim(
            id=claim.id,
            doc=doc,
            mention=mention,
            type=claim.type,
            post=post,
            date=claim.date,
            by_id=claim.by_id,
            replaces=claim.replaces,
            acting=claim.acting,
            words=_NO_WORDS,
        )
    assert post is not None  # noqa: S101 - a tenure has a post
    return TenureClaim(
        id=claim.id,
        doc=doc,
        mention=mention,
        post=post,
        status=claim.status,
        start=claim.start,
        end=claim.end,
        term=claim.term,
        words=_NO_WORDS,
    )


def _make_article(
    doc: str, published: str | None, claims: Iterable[tuple[int, TenureClaim | ChangeClaim]]
) -> ArticleClaims:
    ordered = [claim for _, claim in sorted(claims, key=lambda item: item[0])]
    return ArticleClaims(
        id=make_id("article", doc),
        doc=doc,
        article=ArticleInfo(published=published),
        tenures=tuple(claim for claim in ordered if isinstance(claim, TenureClaim)),
        changes=tuple(claim for claim in ordered if isinstance(claim, ChangeClaim)),
    )


def read_meetings(
    store: sqlite3.Connection, days: Iterable[str], keys: Iterable[tuple[str, int]]
) -> list[ArticleClaims]:
    """The meetings of some days, and those of some articles and places in them, by article."""
    rows = {(row[0], row[1]): row for row in select_in(store, _MEETINGS.format("day IN ({})"), days)}
    for doc, place in keys:
        for row in store.execute(_MEETINGS.format("doc = ? AND place = ?"), (doc, place)):
            rows[doc, place] = row
    told: defaultdict[tuple[str, str | None], list[MeetingClaim]] = defaultdict(list)
    for _, (doc, _, published, record) in sorted(rows.items()):
        told[doc, published].append(_unpack_meeting(doc, _MEETING.decode(record)))
    made = (
        ArticleClaims(
            id=make_id("article", doc), doc=doc, article=ArticleInfo(published=published), meetings=tuple(meetings)
        )
        for (doc, published), meetings in told.items()
    )
    return sorted(made, key=rank_article)


_MEETINGS = "SELECT doc, place, published, record FROM part_meeting WHERE {}"


def _unpack_meeting(doc: str, meeting: _Meeting) -> MeetingClaim:
    return MeetingClaim(
        id=meeting.id,
        doc=doc,
        name=meeting.name,
        date=meeting.date,
        place=meeting.place,
        organiser=meeting.organiser,
        organiser_id=meeting.organiser_id,
        collective=meeting.collective,
        attendances=tuple(
            AttendanceClaim(id=key, doc=doc, mention=mention, role=role, words=_NO_WORDS)
            for key, mention, role in meeting.attendances
        ),
        words=_NO_WORDS,
    )


def select_in(store: sqlite3.Connection, statement: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement for which a column is one of the values, which `{}` in it stands for."""
    todo = iter(sorted(set(values)))
    while batch := list(islice(todo, _BATCH)):
        yield from store.execute(statement.format(", ".join("?" * len(batch))), batch)
