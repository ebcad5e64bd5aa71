"""Answers about people: who is meant by a name or an id, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import msgspec

from kg.errors import AmbiguousError, NotFoundError
from kg.graph.lookup import Cited, cite
from kg.graph.records import Attendance, Change, GraphRecord, Meeting, Person, Post, Tenure
from kg.graph.store import Graph
from kg.graph.tenures import known_from
from kg.graph.time import describe_time
from kg.lexicon.fold import squash
from kg.lexicon.requests import fold_words


class HistoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing known of a person: a post held, a change, or a meeting attended."""

    what: str
    when: str
    said: str
    cited: tuple[Cited, ...]


def find_person(graph: Graph, name: str) -> Person:
    """The one person whom a name or an id means.

    A name with its diacritics means those who bear exactly that name; without, all who bear it when diacritics are
    set aside; else all whose name has all its words.

    Raises:
        NotFoundError: nobody bears the name.
        AmbiguousError: several people do; the message lists them with their ids.
    """
    by_id = graph.get(Person, name) or graph.get(Person, graph.find_alias(name) or "")
    if by_id is not None:
        return by_id
    people = find_people(graph, name)
    if not people:
        alike = suggest_names(graph, name)
        hint = f"did you mean {', '.join(alike)}?" if alike else "try the full name, with or without diacritics"
        raise NotFoundError(f"nobody is called {name!r}; {hint}")
    if len(people) > 1:
        lines = "\n".join(f"  {person.id}  {person.name}: {describe_person(graph, person)}" for person in people)
        raise AmbiguousError(f"{name!r} can be several people; give one of these ids:\n{lines}")
    return people[0]


def find_people(graph: Graph, name: str) -> list[Person]:
    """All people whom a name can mean, the closest kind of likeness only (see `find_person`), sorted by name."""
    words = fold_words(name).split()
    found = [person for key in graph.search("Person", words) if (person := graph.get(Person, key)) is not None]
    exact = [person for person in found if squash(name) in map(squash, person.names)]
    plain = [person for person in found if fold_words(name) in map(fold_words, person.names)]
    return sorted(exact or plain or found, key=lambda person: (person.name, person.id))


def suggest_names(graph: Graph, name: str) -> list[str]:
    """Up to three names of the graph that are spelled much like the one given, the likest first."""
    by_words = {fold_words(person.name): person.name for person in graph.records(Person)}
    return [by_words[words] for words in get_close_matches(fold_words(name), by_words, n=3, cutoff=0.85)]


def describe_person(graph: Graph, person: Person) -> str:
    """The latest posts of a person in a line, to tell namesakes apart."""
    tenures = sorted(
        graph.select(Tenure, "person = ?", [person.id]), key=lambda tenure: known_from(tenure) or "", reverse=True
    )
    return "; ".join(_name_of(graph, Post, tenure.post) for tenure in tenures[:3])


def list_posts(graph: Graph, person: Person) -> list[HistoryLine]:
    """The posts of a person over time."""
    tenures = sorted(
        graph.select(Tenure, "person = ?", [person.id]), key=lambda tenure: (known_from(tenure) or "9", tenure.id)
    )
    return [
        HistoryLine(
            what="post",
            when=describe_time(tenure),
            said=_name_of(graph, Post, tenure.post) + (" (acting)" if tenure.acting else ""),
            cited=cite(graph, "tenure", tenure.id),
        )
        for tenure in tenures
    ]


def list_changes(graph: Graph, person: Person) -> list[HistoryLine]:
    """What happened to a person's posts, by date."""
    changes = sorted(
        graph.select(Change, "person = ?", [person.id]), key=lambda change: (change.earliest or "9", change.id)
    )
    return [
        HistoryLine(
            what="change",
            when=change.date or "",
            said=change.type if change.post is None else f"{change.type}: {_name_of(graph, Post, change.post)}",
            cited=cite(graph, "change", change.id),
        )
        for change in changes
    ]


def list_meetings(graph: Graph, person: Person) -> list[HistoryLine]:
    """The meetings that a person attended, by date."""
    found = [
        (meeting, attendance)
        for attendance in graph.select(Attendance, "person = ?", [person.id])
        if (meeting := graph.get(Meeting, attendance.meeting)) is not None
    ]
    return [
        HistoryLine(
            what="meeting",
            when=meeting.date or "",
            said=f"{attendance.role}: {meeting.name}",
            cited=cite(graph, "attendance", attendance.id),
        )
        for meeting, attendance in sorted(found, key=lambda pair: (pair[0].earliest or "9", pair[0].id))
    ]


def _name_of(graph: Graph, kind: type[GraphRecord], key: str) -> str:
    record = graph.get(kind, key)
    return str(getattr(record, "name", key))


def list_history(graph: Graph, person: Person) -> Sequence[HistoryLine]:
    """Posts, changes and meetings of a person, in that order."""
    return [*list_posts(graph, person), *list_changes(graph, person), *list_meetings(graph, person)]
