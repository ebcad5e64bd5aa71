"""Which article's spelling of a body and of a post counts, kept so that articles can be added one by one.

A body or post that articles spell differently is written as the newest of them does (`kg.graph.bodies`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from kg.claims.bodies import ParsedBody
from kg.claims.ids import make_id
from kg.claims.records import ArticleClaims, ChangeClaim, Words
from kg.facts.records import ArticleInfo
from kg.graph.bodies import iter_named_bodies, make_bodies, make_posts
from kg.graph.parts import ClaimReader, select_in
from kg.graph.records import Body, Post

TABLES = """
CREATE TABLE part_body (id TEXT PRIMARY KEY, published TEXT, doc TEXT NOT NULL, place INTEGER NOT NULL,
                        record BLOB NOT NULL) WITHOUT ROWID;
"""

_encode = msgspec.json.Encoder().encode
_BODY = msgspec.json.Decoder(ParsedBody)

#: The newest article that names a body itself keeps its place: later in time, then by id; in it the first naming.
_KEEP_NEWEST = """
INSERT INTO part_body VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET published = excluded.published, doc = excluded.doc, place = excluded.place,
                               record = excluded.record
WHERE (coalesce(excluded.published, ''), excluded.doc) > (coalesce(published, ''), doc)
"""

#: What a body's row can depend on: the bodies below it, and those that it came from or became.
_AROUND = (
    "SELECT id FROM Body WHERE parent = ?",
    "SELECT Body.id FROM Body, json_each(Body.successors) WHERE json_each.value = ?",
    "SELECT json_each.value FROM Body, json_each(Body.successors) WHERE Body.id = ?",
)
#: With more bodies around it than that, it is better to make all anew.
_MANY = 500


def write_namings(store: sqlite3.Connection, articles: Iterable[ArticleClaims]) -> None:
    """Keep how articles name bodies, of each body the newest naming."""
    newest: dict[str, tuple[str | None, str, int, ParsedBody]] = {}
    for article in articles:
        published = article.article.published
        for place, (key, body) in enumerate(iter_named_bodies(article)):
            known = newest.get(key)
            if known is None or (published or "", article.doc) > (known[0] or "", known[1]):
                newest[key] = (published, article.doc, place, body)
    rows = ((key, *naming[:3], _encode(naming[3])) for key, naming in sorted(newest.items()))
    store.executemany(_KEEP_NEWEST, rows)


def settle_body(store: sqlite3.Connection, key: str) -> Body | None:
    """A body as the newest article has it that names it or what it is there for; None when that can't be told.

    All of these must be in the store, however they are written there.
    """
    around = _list_around(store, key)
    found = select_in(store, "SELECT id, published, doc, place, record FROM part_body WHERE id IN ({})", around)
    bodies, _ = make_bodies([_name_body(*row) for row in sorted(found, key=lambda row: row[3])])
    return next((body for body in bodies if body.id == key), None)


def _list_around(store: sqlite3.Connection, key: str) -> set[str]:
    around, todo = {key}, [key]
    while todo and len(around) <= _MANY:
        each = todo.pop()
        new = {str(row[0]) for statement in _AROUND for row in store.execute(statement, [each])} - around
        around |= new
        todo.extend(sorted(new))
    return around if len(around) <= _MANY else set()


def _name_body(key: str, published: str | None, doc: str, place: int, record: bytes) -> ArticleClaims:
    """An article that names nothing but a body."""
    claim = ChangeClaim(
        id=str(place), doc=doc, mention="", type="approved", by=_BODY.decode(record), by_id=key, words=Words(quote="")
    )
    return ArticleClaims(
        id=make_id("article", doc), doc=doc, article=ArticleInfo(published=published), changes=(claim,)
    )


def settle_posts(store: sqlite3.Connection, keys: Sequence[str]) -> list[Post]:
    """Posts as the newest articles have them that name them."""
    reader = ClaimReader(store)
    reader.read("post IN ({})", keys)
    return [post for post in make_posts(reader.make_articles()) if post.id in set(keys)]
