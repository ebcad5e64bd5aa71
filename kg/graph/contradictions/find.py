"""The kinds of contradictions, and all of a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.graph.contradictions.dates import (
    find_acts_after_death,
    find_dates_differ,
    find_ends_before_start,
    find_held_after_end,
)
from kg.graph.contradictions.places import find_two_places
from kg.graph.contradictions.records import Contradiction, Kind
from kg.graph.contradictions.seats import find_two_holders, find_two_seats, find_two_starts
from kg.graph.contradictions.sources import find_predecessors_differ, find_start_after_end
from kg.graph.store import Graph

#: All kinds by name, in the order in which they are shown (docs/check.md).
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="two_holders",
            severity="error",
            meaning="two people are known to hold one single seat at once",
            find=find_two_holders,
        ),
        Kind(
            name="two_starts",
            severity="error",
            meaning="two people start in one single seat on one day",
            find=find_two_starts,
        ),
        Kind(
            name="two_seats",
            severity="error",
            meaning="one person is known to hold single seats of two provinces at once",
            find=find_two_seats,
        ),
        Kind(
            name="two_places",
            severity="warning",
            meaning="one person is at meetings of one day in provinces more than 300 km apart",
            find=find_two_places,
        ),
        Kind(
            name="dates_differ",
            severity="error",
            meaning="articles give one change two dates",
            find=find_dates_differ,
        ),
        Kind(
            name="predecessors_differ",
            severity="error",
            meaning="articles name two people as the one whom somebody follows in a single seat",
            find=find_predecessors_differ,
        ),
        Kind(
            name="start_after_end",
            severity="error",
            meaning="one sentence lets a tenure end before it starts",
            find=find_start_after_end,
        ),
        Kind(
            name="ends_before_start",
            severity="warning",
            meaning="somebody loses a post before any known start in it",
            find=find_ends_before_start,
        ),
        Kind(
            name="held_after_end",
            severity="warning",
            meaning="an article sees somebody in a post more than 30 days after its end, with no new start",
            find=find_held_after_end,
        ),
        Kind(
            name="acts_after_death",
            severity="error",
            meaning="somebody is at a meeting, gets or loses a post after dying",
            find=find_acts_after_death,
        ),
    )
}


def find_contradictions(graph: Graph, kinds: Collection[str] = ()) -> Iterator[tuple[Kind, Contradiction]]:
    """All contradictions of a graph, or those of some kinds, kind by kind, in a fixed order."""
    for kind in KINDS.values():
        if not kinds or kind.name in kinds:
            yield from ((kind, found) for found in kind.find(graph))
