"""Single seats with two holders, and people with two distant seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from kg.graph.contradictions.evidence import are_alike, cite_best, cite_held
from kg.graph.contradictions.places import find_province
from kg.graph.contradictions.records import Contradiction
from kg.graph.store import Graph

#: What starts a tenure (`kg.graph.tenures`).
_STARTS = ("elected", "appointed", "transferred", "approved")


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A tenure of a single seat, held in full, with the first and the last day on which it is known to be held."""

    tenure: str
    post: str
    post_name: str
    person: str
    name: str
    area: str | None
    known_from: str
    known_until: str


_SEATS = """
SELECT t.id, t.post, po.name, t.person, pe.name, a.name,
       min(coalesce(t.starts_no_later, t.first_seen), coalesce(t.first_seen, t.starts_no_later)) AS known_from,
       max(coalesce(t.last_seen, ''), coalesce(t.ends_no_earlier, ''),
           min(coalesce(t.starts_no_later, t.first_seen), coalesce(t.first_seen, t.starts_no_later))) AS known_until
FROM Tenure t JOIN Post po ON po.id = t.post JOIN Person pe ON pe.id = t.person JOIN Body b ON b.id = po.body
LEFT JOIN Area a ON a.id = b.area
WHERE po.single_seat AND NOT t.acting AND coalesce(t.starts_no_later, t.first_seen) IS NOT NULL
ORDER BY known_from, t.id
"""


def list_seats(graph: Graph) -> list[Seat]:
    """All tenures of single seats that some article dates, the earliest first."""
    return [
        Seat(
            tenure=tenure,
            post=post,
            post_name=post_name,
            person=person,
            name=name,
            area=area,
            known_from=known_from,
            known_until=known_until,
        )
        for tenure, post, post_name, person, name, area, known_from, known_until in graph.rows(_SEATS)
    ]


def find_two_holders(graph: Graph) -> Iterator[Contradiction]:
    """Two people known to hold one single seat at once, for more than the day on which it may change hands."""
    for left, right in _pair(list_seats(graph), "post"):
        if left.person != right.person and _overlap(left, right):
            one = " (or one person under two names)" if are_alike(left.name, right.name) else ""
            yield from _report(graph, left, right, f"{left.name}; {right.name}", f"both {left.post_name}{{when}}{one}")


def find_two_seats(graph: Graph) -> Iterator[Contradiction]:
    """One person known to hold single seats of two provinces at once."""
    for left, right in _pair([seat for seat in list_seats(graph) if seat.area is not None], "person"):
        here, there = find_province(left.area), find_province(right.area)
        if here is not None and there is not None and not here.shares_lineage(there) and _overlap(left, right):
            yield from _report(graph, left, right, left.name, f"{left.post_name} and {right.post_name}{{when}}")


def _pair(seats: Iterable[Seat], key: str) -> Iterator[tuple[Seat, Seat]]:
    groups: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        groups[getattr(seat, key)].append(seat)
    for _, group in sorted(groups.items()):
        yield from combinations(group, 2)


def _overlap(left: Seat, right: Seat) -> bool:
    """Whether both are known to be held on more than one day, or within the time of the other."""
    low, high = max(left.known_from, right.known_from), min(left.known_until, right.known_until)
    return low < high or (low == high and (_within(left, right) or _within(right, left)))


def _within(inner: Seat, outer: Seat) -> bool:
    """Whether a tenure known on a single day has that day inside the other."""
    return inner.known_from == inner.known_until and outer.known_from < inner.known_from < outer.known_until


def _report(graph: Graph, left: Seat, right: Seat, who: str, says: str) -> Iterator[Contradiction]:
    """Left is known first: the last that is known of it, and the first of the other, are what contradicts."""
    low, high = max(left.known_from, right.known_from), min(left.known_until, right.known_until)
    around = f", between {left.known_from} and {left.known_until}"
    when = f" on {low}{around}" if low == high else f" from {low} to {high}"
    ours, theirs = cite_held(graph, left.tenure, left.known_until), cite_held(graph, right.tenure, right.known_from)
    if ours is not None and theirs is not None:
        yield Contradiction(
            who=who, says=says.format(when=when), left=ours, right=theirs, ids=(left.tenure, right.tenure)
        )


_BEGINNINGS = f"""
SELECT c.id, c.person, pe.name, po.name, c.post, c.earliest
FROM Change c JOIN Post po ON po.id = c.post JOIN Person pe ON pe.id = c.person JOIN Tenure t ON t.id = c.tenure
WHERE po.single_seat AND NOT t.acting AND c.earliest = c.latest AND c.type IN ({", ".join("?" * len(_STARTS))})
ORDER BY c.post, c.earliest, c.person, c.id
"""  # noqa: S608 - question marks only


def find_two_starts(graph: Graph) -> Iterator[Contradiction]:
    """Two people who start in one single seat on one day."""
    groups: defaultdict[tuple[str, str], dict[str, tuple[str, str, str]]] = defaultdict(dict)
    for change, person, name, post, key, day in graph.rows(_BEGINNINGS, _STARTS):
        groups[key, day].setdefault(person, (change, name, post))
    for (_, day), people in sorted(groups.items()):
        for (left, name, post), (right, other, _) in combinations(people.values(), 2):
            ours, theirs = cite_best(graph, "change", left), cite_best(graph, "change", right)
            if ours is not None and theirs is not None:
                says = f"both start as {post} on {day}"
                yield Contradiction(who=f"{name}; {other}", says=says, left=ours, right=theirs, ids=(left, right))
