"""Who attended meetings with whom, as a network of people (networkx)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import msgspec
import networkx as nx

from kg.errors import NotFoundError
from kg.graph.records import Attendance, Meeting, Person, RecordT
from kg.graph.store import Graph


class Companion(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was at meetings with a person: each meeting with the attendance of the person and of the other."""

    other: Person
    meetings: tuple[tuple[Meeting, Attendance, Attendance], ...]


def make_network(attendances: Iterable[Attendance]) -> nx.Graph[str]:
    """People joined when they attended the same meeting; an edge's `meetings` says which, its `weight` how many."""
    by_meeting: defaultdict[str, set[str]] = defaultdict(set)
    for attendance in attendances:
        by_meeting[attendance.meeting].add(attendance.person)
    network: nx.Graph[str] = nx.Graph()
    for meeting, people in sorted(by_meeting.items()):
        network.add_nodes_from(sorted(people))
        for left, right in combinations(sorted(people), 2):
            if not network.has_edge(left, right):
                network.add_edge(left, right, weight=0, meetings=[])
            network[left][right]["weight"] += 1
            network[left][right]["meetings"].append(meeting)
    return network


def find_companions(graph: Graph, person: Person) -> list[Companion]:
    """Those who attended meetings with a person, the most frequent first."""
    at_meetings = [
        attendance
        for mine in graph.select(Attendance, "person = ?", [person.id])
        for attendance in graph.select(Attendance, "meeting = ?", [mine.meeting])
    ]
    network = make_network(at_meetings)
    index = {(attendance.meeting, attendance.person): attendance for attendance in at_meetings}
    companions = [
        Companion(
            other=_get(graph, Person, other),
            meetings=tuple(
                sorted(
                    ((_get(graph, Meeting, key), index[key, person.id], index[key, other]) for key in edge["meetings"]),
                    key=lambda item: (item[0].earliest or "9", item[0].id),
                )
            ),
        )
        for other, edge in (network[person.id].items() if person.id in network else ())
    ]
    return sorted(companions, key=lambda item: (-len(item.meetings), item.other.name, item.other.id))


def find_chain(graph: Graph, person: Person, other: Person) -> list[Person]:
    """The shortest chain of people, each of whom was at a meeting with the next; empty when there is none."""
    network = make_network(graph.records(Attendance))
    if person.id not in network or other.id not in network or not nx.has_path(network, person.id, other.id):
        return []
    return [_get(graph, Person, key) for key in nx.shortest_path(network, person.id, other.id)]


def _get(graph: Graph, kind: type[RecordT], key: str) -> RecordT:
    record = graph.get(kind, key)
    if record is None:
        raise NotFoundError(f"{key} is named but not in the graph; build the graph again")
    return record
