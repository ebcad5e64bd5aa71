"""People at two places at once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations

import msgspec

from kg.graph.contradictions.evidence import cite_best
from kg.graph.contradictions.records import Contradiction
from kg.graph.store import Graph
from kg.lexicon.areas import Area, find_areas, lineage_of, province_of
from kg.lexicon.loader import load_tsv

#: Nobody is at two meetings this far apart on one day, but by aeroplane (km).
FAR = 300
_EARTH = 6371.0  # mean radius in km (IUGG)

_MEETINGS = """
SELECT at.person, pe.name, at.id, m.id, m.name, m.earliest, m.place, a.name
FROM Attendance at JOIN Meeting m ON m.id = at.meeting JOIN Person pe ON pe.id = at.person
LEFT JOIN Body b ON b.id = m.organiser LEFT JOIN Area a ON a.id = b.area
WHERE m.earliest = m.latest AND (m.place IS NOT NULL OR a.name IS NOT NULL)
ORDER BY at.person, m.earliest, m.id
"""


class Province(msgspec.Struct, frozen=True, kw_only=True):
    """A province with a point in it, in degrees."""

    name: str
    lineage: frozenset[str]
    point: tuple[float, float]

    def shares_lineage(self, other: Province) -> bool:
        """Whether one is, became or came from the other."""
        return not self.lineage.isdisjoint(other.lineage)

    def measure_to(self, other: Province) -> float:
        """The way to another province in km, over the sphere (haversine)."""
        (north, east), (other_north, other_east) = (tuple(map(math.radians, each.point)) for each in (self, other))
        half = math.sin((other_north - north) / 2) ** 2
        half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
        return 2 * _EARTH * math.asin(math.sqrt(half))


@lru_cache(maxsize=50_000)
def find_province(text: str | None) -> Province | None:
    """The one province that a text names, or that the territory is in that it names; None when there is no such."""
    if text is None:
        return None
    for part in (text, text.rpartition(",")[2].strip()):
        found = {area.key: area for each in find_areas(part) if (area := province_of(each)) is not None}
        lineages = {lineage_of(area) for area in found.values()}
        if found and len({min(lineage) for lineage in lineages}) == 1:
            return _make_province(found[min(found)])
    return None


def _make_province(area: Area) -> Province | None:
    point = _points().get(area.key) or _points().get(area.key.partition("-")[0])
    return None if point is None else Province(name=area.name, lineage=lineage_of(area), point=point)


@cache
def _points() -> dict[str, tuple[float, float]]:
    rows = load_tsv("areas/province_points.tsv", ("key", "latitude", "longitude"))
    return {key: (float(latitude), float(longitude)) for key, latitude, longitude in rows}


def find_two_places(graph: Graph) -> Iterator[Contradiction]:
    """One person at two meetings of one day, in provinces that lie more than `FAR` km apart."""
    days: defaultdict[tuple[str, str], list[tuple[str, str, str, str, Province]]] = defaultdict(list)
    for person, name, attendance, meeting, title, day, place, area in graph.rows(_MEETINGS):
        province = find_province(place) if place is not None else find_province(area)
        if province is not None:
            days[person, day].append((meeting, attendance, name, title, province))
    for (_, day), attended in days.items():
        for left, right in combinations(attended, 2):
            distance = left[4].measure_to(right[4])
            ours, theirs = cite_best(graph, "attendance", left[1]), cite_best(graph, "attendance", right[1])
            if distance > FAR and ours is not None and theirs is not None:
                says = f"on {day} at “{left[3]}” in {left[4].name} and at “{right[3]}” in {right[4].name}"
                yield Contradiction(
                    who=left[2],
                    says=f"{says}, {distance:.0f} km apart",
                    left=ours,
                    right=theirs,
                    ids=(left[0], right[0]),
                )
