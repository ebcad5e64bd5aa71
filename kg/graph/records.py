"""What the graph holds, as typed records; a test compares them with the classes of `ontology/kg.yaml`.

Ids are `<class>-<16 hex digits>`, lower case. Dates are ISO days, unless a field says EDTF.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from kg.facts.records import ChangeType, Role, Scope
from kg.lexicon.records import AreaKind, BodyKind, Level


class GraphRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What all records of the graph share: an id, and values that never change in place."""

    id: str


class Area(GraphRecord, frozen=True, kw_only=True):
    """A territory with a government of its own, as it was from `since` to `until`."""

    name: str
    kind: AreaKind
    since: str | None = None
    until: str | None = None
    source: str | None = None
    wikidata: str | None = None
    within: str | None = None
    successors: tuple[str, ...] = ()


class Body(GraphRecord, frozen=True, kw_only=True):
    """A party, state, army or mass organisation that has posts, as it was from `since` to `until`."""

    name: str
    kind: BodyKind
    level: Level | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    wikidata: str | None = None
    parent: str | None = None
    area: str | None = None
    successors: tuple[str, ...] = ()


class Post(GraphRecord, frozen=True, kw_only=True):
    """A role in a body, apart from whoever holds it."""

    name: str
    role: str
    single_seat: bool
    body: str


class Person(GraphRecord, frozen=True, kw_only=True):
    """A human being who holds or held a post, as resolved over all articles."""

    name: str
    names: tuple[str, ...] = ()
    scope: Scope = "vn"


class Tenure(GraphRecord, frozen=True, kw_only=True):
    """A person in a post over time, its time said as bounds."""

    person: str
    post: str
    acting: bool = False
    former: bool = False
    starts_no_earlier: str | None = None
    starts_no_later: str | None = None
    ends_no_earlier: str | None = None
    ends_no_later: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    term: str | None = None


class Change(GraphRecord, frozen=True, kw_only=True):
    """What starts, ends or touches a tenure; `date` is EDTF, `earliest` and `latest` the days that it can mean."""

    type: ChangeType
    person: str
    post: str | None = None
    tenure: str | None = None
    by: str | None = None
    replaces: str | None = None
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None


class Meeting(GraphRecord, frozen=True, kw_only=True):
    """A gathering that officials took part in; `date` is EDTF."""

    name: str
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    place: str | None = None
    organiser: str | None = None
    collective: tuple[str, ...] = ()


class Attendance(GraphRecord, frozen=True, kw_only=True):
    """A person at a meeting, in a role."""

    person: str
    meeting: str
    role: Role = "attendee"


class Article(GraphRecord, frozen=True, kw_only=True):
    """One news article, the source of claims; `doc` is the document's id as given."""

    doc: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str = "vi"


class Claim(GraphRecord, frozen=True, kw_only=True):
    """One fact of one article, with the words that say it; exactly one of the four references is set."""

    article: str
    tenure: str | None = None
    change: str | None = None
    meeting: str | None = None
    attendance: str | None = None
    says: str
    quote: str
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    confidence: float | None = None


RecordT = TypeVar("RecordT", bound=GraphRecord)

#: Every class of the graph, in an order in which records can be written.
CLASSES: dict[str, type[GraphRecord]] = {
    "Area": Area,
    "Body": Body,
    "Post": Post,
    "Person": Person,
    "Tenure": Tenure,
    "Change": Change,
    "Meeting": Meeting,
    "Attendance": Attendance,
    "Article": Article,
    "Claim": Claim,
}
