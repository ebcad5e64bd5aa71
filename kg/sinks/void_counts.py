"""What a dataset holds, counted as its quads pass: the figures of its VoID description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import msgspec

from kg.graph.triples import RDF_TYPE, Quad, split_chunks

_QUADS_COUNTED = 4_000


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a dataset holds.

    Attributes:
        triples: how many, over all graphs.
        subjects: how many things have triples.
        classes: class → how many things are of it.
        properties: property → how many triples have it.
        graphs: how many named graphs there are.
    """

    triples: int
    subjects: int
    classes: dict[str, int]
    properties: dict[str, int]
    graphs: int


class QuadCounts:
    """Counts quads as they pass; memory doesn't grow with them, since a subject's quads come together."""

    def __init__(self) -> None:
        self.triples = self.subjects = 0
        self._classes: Counter[str] = Counter()
        self._properties: Counter[str] = Counter()

    def watch(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The same quads."""
        last = ""
        for chunk in split_chunks(quads, _QUADS_COUNTED):
            self.triples += len(chunk)
            self.subjects += sum(1 for _ in groupby(map(itemgetter(0), chunk))) - (chunk[0][0] == last)
            self._properties.update(map(itemgetter(1), chunk))
            self._classes.update([term for _, predicate, term, _ in chunk if predicate == RDF_TYPE])
            last = chunk[-1][0]
            yield from chunk

    def summarise(self, *, graphs: int) -> Summary:
        """What has passed, of which the named graphs are counted elsewhere."""
        return Summary(
            triples=self.triples,
            subjects=self.subjects,
            classes={iri[1:-1]: number for iri, number in sorted(self._classes.items())},
            properties={iri[1:-1]: number for iri, number in sorted(self._properties.items())},
            graphs=graphs,
        )
