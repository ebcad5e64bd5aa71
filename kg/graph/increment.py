"""Adds articles to a graph by deriving anew only what depends on them; the graph is that of a build from scratch.

What depends on what:

- who is who: a name's mentions on each other, and on what people decided;
- changes: one person's claims of one post on each other, and on whom they replace;
- tenures: one person's claims and changes of one post, the person's death, in a single seat the other holders of the
  post, and then the person's other posts in the body, with their holders where they are single seats;
- meetings: those of one day on each other, and on who attended;
- bodies, areas, posts: the newest article that names them.

So the posts around what is new are read with all their claims, folded as ever, and their rows written anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kg.claims.records import ArticleClaims, Mention
from kg.graph.bodies import make_bodies, make_posts
from kg.graph.changes import fold_changes
from kg.graph.claims import make_claims
from kg.graph.derive import make_articles
from kg.graph.meetings import make_attendances, make_meetings, meeting_id
from kg.graph.namings import settle_body, settle_posts, write_namings
from kg.graph.parts import ClaimReader, find_day, read_blocks, read_meetings, select_in, write_parts
from kg.graph.people import make_links, make_person
from kg.graph.records import Attendance, Body, Change, GraphRecord, Meeting, Person, Post, Tenure
from kg.graph.store import (
    Graph,
    delete_records,
    insert_judgements,
    insert_links,
    insert_records,
    insert_search,
    replace_records,
)
from kg.graph.tenures import fold_tenures
from kg.lexicon.fold import squash
from kg.resolve.decisions import Decision
from kg.resolve.meetings import resolve_meetings
from kg.resolve.order import rank_article
from kg.resolve.people import resolve_blocks

#: A person in a post; changes can be of none.
Pair = tuple[str, str | None]


def add_articles(store: sqlite3.Connection, articles: Iterable[ArticleClaims], decisions: Sequence[Decision]) -> bool:
    """Add articles that a graph doesn't have; the caller commits.

    Returns:
        Whether it was done. It isn't where bodies that no article names, but that are there for others' sake, come
        out otherwise than the graph has them; the store is then in between, and to be thrown away.
    """
    return _Increment(store, sorted(articles, key=rank_article), decisions).add()


class _Increment:
    """The articles on their way into the graph, and what they have touched so far."""

    def __init__(self, store: sqlite3.Connection, articles: Sequence[ArticleClaims], decisions: Sequence[Decision]):
        self.store = store
        self.graph = Graph(store)
        self.articles = articles
        self.decisions = decisions
        self.person_of: dict[str, str] = {}
        #: Mentions whose person is another one now, with the one before.
        self.moved: dict[str, str] = {}

    def add(self) -> bool:
        write_parts(self.store, self.articles)
        write_namings(self.store, self.articles)
        if not self._add_bodies():
            return False
        insert_records(self.store, make_articles(self.articles))
        self._resolve()
        self._write_people()
        meeting_of = self._write_meetings()
        self._write_careers(meeting_of)
        return True

    def _add_bodies(self) -> bool:
        """Add bodies, areas and posts; whether those that the graph spells otherwise could be settled."""
        bodies, areas = make_bodies(self.articles)
        posts = make_posts(self.articles)
        every: list[GraphRecord] = [*areas, *bodies, *posts]
        known = [self.graph.get(type(record), record.id) for record in every]
        new = [record for old, record in zip(known, every, strict=True) if old is None]
        insert_records(self.store, new)
        insert_search(self.store, new)
        disputed = [record for old, record in zip(known, every, strict=True) if old is not None and old != record]
        settled: list[GraphRecord] = list(settle_posts(self.store, [r.id for r in disputed if isinstance(r, Post)]))
        settled += [body for record in disputed if (body := settle_body(self.store, record.id)) is not None]
        for kind in (Body, Post):
            records = [record for record in settled if isinstance(record, kind)]
            delete_records(self.store, kind, [record.id for record in records])
            insert_records(self.store, records)
            insert_search(self.store, records)
        return len(settled) == len(disputed)

    def _resolve(self) -> None:
        """Decide anew who is who among all who share a name with somebody new, and link them."""
        names = {squash(mention.name) for article in self.articles for mention in article.mentions}
        decided = (side.id for decision in self.decisions for side in (decision.left, decision.right))
        rows = select_in(self.store, "SELECT block FROM part_mention WHERE mention IN ({})", decided)
        blocks = read_blocks(self.store, {*names, *(block for (block,) in rows)})
        resolution = resolve_blocks(blocks, self.decisions)
        self.person_of.update(resolution.person_of)
        rows = select_in(self.store, "SELECT mention, person FROM link WHERE mention IN ({})", self.person_of)
        self.moved = {mention: person for mention, person in rows if self.person_of[mention] != person}
        self.store.executemany(
            "UPDATE link SET person = ? WHERE mention = ?",
            [(self.person_of[mention], mention) for mention in sorted(self.moved)],
        )
        insert_links(self.store, make_links(self.articles, self.person_of))
        self.store.executemany("DELETE FROM judgement WHERE block = ?", [(name,) for name in sorted(blocks)])
        block_of = {item.mention: name for name, block in blocks.items() for item in block}
        insert_judgements(self.store, resolution.judgements, block_of)

    def _write_people(self) -> None:
        new = {self.person_of[mention.id] for article in self.articles for mention in article.mentions}
        touched = {*new, *self.moved.values(), *(self.person_of[mention] for mention in self.moved)}
        statement = (
            "SELECT link.person, link.mention, link.doc, link.name, part_mention.scope FROM link"
            " JOIN part_mention USING (mention) WHERE link.person IN ({})"
        )
        mentions: dict[str, list[Mention]] = {}
        for person, mention, doc, name, scope in select_in(self.store, statement, touched):
            mentions.setdefault(person, []).append(Mention(id=mention, doc=doc, name=name, scope=scope))
        people = [make_person(person, group) for person, group in sorted(mentions.items())]
        old = {person.id: person for key in touched if (person := self.graph.get(Person, key)) is not None}
        changed = [person for person in people if old.get(person.id) != person]
        gone = [key for key in old if key not in mentions]
        keys = [*gone, *(person.id for person in changed if person.id in old)]
        delete_records(self.store, Person, keys)
        insert_records(self.store, changed)
        insert_search(self.store, changed)

    def _find_people(self, mentions: Iterable[str]) -> None:
        """Learn whom mentions were resolved to."""
        unknown = {mention for mention in mentions if mention not in self.person_of}
        rows = select_in(self.store, "SELECT mention, person FROM link WHERE mention IN ({})", unknown)
        self.person_of.update(rows)

    def _write_meetings(self) -> Mapping[str, str]:
        """Find anew which meetings of the days touched are one; gives the first claim of each."""
        new = [
            (article.doc, place, meeting) for article in self.articles for place, meeting in enumerate(article.meetings)
        ]
        days = {day for *_, meeting in new if (day := find_day(meeting)) is not None}
        keys = {(doc, place) for doc, place, _ in new}
        attended = (
            "SELECT doc, place, day FROM part_attendance JOIN part_meeting USING (doc, place) WHERE mention IN ({})"
        )
        for doc, place, day in select_in(self.store, attended, self.moved):
            keys.add((doc, place))
            days.update([day] if day is not None else [])
        told = read_meetings(self.store, days, keys)
        self._find_people(
            each.mention for article in told for meeting in article.meetings for each in meeting.attendances
        )
        meeting_of = resolve_meetings(told, self.person_of)
        claims = {meeting.id: meeting for article in told for meeting in article.meetings}
        rows = select_in(self.store, "SELECT meeting FROM Claim WHERE id IN ({})", claims)
        stale = {meeting for (meeting,) in rows} | {meeting_id(first) for first in meeting_of.values()}
        delete_records(self.store, Meeting, stale)
        rows = select_in(self.store, "SELECT id FROM Attendance WHERE meeting IN ({})", stale)
        delete_records(self.store, Attendance, [key for (key,) in rows])
        insert_records(self.store, make_meetings(told, meeting_of))
        insert_records(self.store, make_attendances(told, self.person_of, meeting_of))
        claimed = make_claims(
            [msgspec.structs.replace(article, mentions=_name_nobody(article)) for article in told],
            person_of=self.person_of,
            meeting_of=meeting_of,
            changes=(),
            tenure_of={},
        )
        refs = [(claim.meeting, claim.attendance, claim.id) for claim in claimed]
        self.store.executemany("UPDATE Claim SET meeting = ?, attendance = ? WHERE id = ?", refs)
        return meeting_of

    def _write_careers(self, meeting_of: Mapping[str, str]) -> None:
        """Fold anew the changes and tenures that something new bears on, and say what claims are about."""
        reader = ClaimReader(self.store)
        pairs = self._read_around(self._find_touched(), reader)
        told = reader.make_articles()
        self._find_people(_list_mentions(told))
        folded = fold_changes(told, self.person_of)
        held = fold_tenures(told, folded, self.person_of)
        changes = [msgspec.structs.replace(item.change, tenure=held.tenure_of.get(item.change.id)) for item in folded]
        self._replace(Tenure, [tenure for tenure in held.tenures if (tenure.person, tenure.post) in pairs], pairs)
        self._replace(Change, [change for change in changes if (change.person, change.post) in pairs], pairs)
        ours = {article.doc for article in self.articles}
        theirs = [self._keep(article, pairs) for article in told if article.doc not in ours]
        new, old = (
            make_claims(
                articles,
                person_of=self.person_of,
                meeting_of=meeting_of,
                changes=folded,
                tenure_of=held.tenure_of,
            )
            for articles in (self.articles, theirs)
        )
        insert_records(self.store, new)
        self.store.executemany(
            "UPDATE Claim SET tenure = ?, change = ? WHERE id = ? AND (tenure IS NOT ? OR change IS NOT ?)",
            [(claim.tenure, claim.change, claim.id, claim.tenure, claim.change) for claim in old],
        )

    def _keep(self, article: ArticleClaims, pairs: set[Pair]) -> ArticleClaims:
        """An article with its claims about some people's posts only."""
        tenures = (claim for claim in article.tenures if (self.person_of[claim.mention], claim.post.id) in pairs)
        changes = (
            claim
            for claim in article.changes
            if (self.person_of[claim.mention], claim.post.id if claim.post is not None else None) in pairs
        )
        return msgspec.structs.replace(article, tenures=tuple(tenures), changes=tuple(changes))

    def _find_touched(self) -> set[Pair]:
        """Who is in which post by what is new, by those who are somebody else now, and by whom these replaced."""
        pairs: set[Pair] = set()
        for article in self.articles:
            pairs.update((self.person_of[claim.mention], claim.post.id) for claim in article.tenures)
            for change in article.changes:
                pairs.add((self.person_of[change.mention], change.post.id if change.post is not None else None))
        rows = select_in(self.store, "SELECT mention, post FROM part_claim WHERE mention IN ({})", self.moved)
        for mention, post in rows:
            pairs.update({(self.moved[mention], post), (self.person_of[mention], post)})
        replaced = (
            "SELECT part_claim.mention, part_claim.post FROM part_replaced JOIN part_claim USING (doc, place)"
            " WHERE part_replaced.mention IN ({})"
        )
        pairs |= self._name_people({(mention, post) for mention, post in select_in(self.store, replaced, self.moved)})
        return pairs | self._list_posts_of_dead()

    def _list_posts_of_dead(self) -> set[Pair]:
        """All posts of those of whom it is said anew that they died, or who may not be those who did."""
        died = {
            self.person_of[change.mention]
            for article in self.articles
            for change in article.changes
            if change.type == "died"
        }
        changed = {*self.moved.values(), *(self.person_of[mention] for mention in self.moved)}
        rows = select_in(self.store, "SELECT person FROM Change WHERE type = 'died' AND person IN ({})", changed)
        died.update(changed if list(rows) else ())
        posts = (
            "SELECT link.person, part_claim.post FROM link JOIN part_claim USING (mention) WHERE link.person IN ({})"
        )
        return {(person, post) for person, post in select_in(self.store, posts, died)}

    def _read_around(self, touched: set[Pair], reader: ClaimReader) -> set[Pair]:
        """Read all claims that bear on the posts touched, and on those that these bear on; gives whose rows change."""
        single = self._find_single(post for _, post in touched)
        pairs = touched | self._name_people(reader.read("post IN ({})", single))
        pairs |= self._list_posts_beside(pairs)
        single = self._find_single(post for _, post in pairs)
        found = self._name_people(reader.read("post IN ({})", single))
        rest = {pair for pair in pairs if pair[1] not in single}
        people = {person for person, _ in rest}
        owner = dict(select_in(self.store, "SELECT mention, person FROM link WHERE person IN ({})", people))
        self.person_of.update(owner)
        keep = lambda mention, post: (owner[mention], post) in rest  # noqa: E731 - two words
        found |= self._name_people(reader.read("mention IN ({})", owner, keep=keep))
        died = "SELECT DISTINCT person FROM Change WHERE type = 'died' AND person IN ({})"
        dead = [person for (person,) in select_in(self.store, died, {person for person, _ in found})]
        mentions = select_in(self.store, "SELECT mention FROM link WHERE person IN ({})", dead)
        reader.read("mention IN ({})", (mention for (mention,) in mentions))
        return pairs

    def _name_people(self, claims: set[tuple[str, str | None]]) -> set[Pair]:
        self._find_people(mention for mention, _ in claims)
        return {(self.person_of[mention], post) for mention, post in claims}

    def _find_single(self, posts: Iterable[str | None]) -> set[str]:
        """Those of the posts that one person at a time can hold."""
        wanted = {post for post in posts if post is not None}
        rows = select_in(self.store, "SELECT id FROM Post WHERE single_seat AND id IN ({})", wanted)
        return {post for (post,) in rows}

    def _list_posts_beside(self, pairs: set[Pair]) -> set[Pair]:
        """The posts that the same people hold in the same bodies; what is new of these is among the pairs already."""
        posts = {post for _, post in pairs if post is not None}
        body_of = dict(select_in(self.store, "SELECT id, body FROM Post WHERE id IN ({})", posts))
        bodies = {(person, body_of[post]) for person, post in pairs if post is not None}
        statement = (
            "SELECT DISTINCT Tenure.person, Tenure.post, Post.body FROM Tenure JOIN Post ON Post.id = Tenure.post"
            " WHERE Tenure.person IN ({})"
        )
        rows = select_in(self.store, statement, {person for person, _ in bodies})
        return {(person, post) for person, post, body in rows if (person, body) in bodies}

    def _replace(self, kind: type[Tenure | Change], records: Sequence[Tenure | Change], pairs: set[Pair]) -> None:
        """Write the records of some people's posts in place of those that are there."""
        statement = f'SELECT id, person, post FROM "{kind.__name__}" WHERE person IN ({{}})'  # noqa: S608 - a class
        rows = select_in(self.store, statement, {person for person, _ in pairs})
        replace_records(self.store, kind, [key for key, person, post in rows if (person, post) in pairs], records)


def _list_mentions(articles: Iterable[ArticleClaims]) -> Iterator[str]:
    """Whom tenures and changes speak of."""
    for article in articles:
        yield from (claim.mention for claim in article.tenures)
        for change in article.changes:
            yield from (key for key in (change.mention, change.replaces) if key is not None)


def _name_nobody(article: ArticleClaims) -> tuple[Mention, ...]:
    """A mention for everybody who attends; what claims say of them stays as it was."""
    keys = {each.mention for meeting in article.meetings for each in meeting.attendances}
    return tuple(Mention(id=key, doc=article.doc, name="", scope="vn") for key in sorted(keys))
