"""The graph as RDF: each record's quads, as `ontology/kg.yaml` maps them (`docs/ontology.md` lists them).

Terms are strings in N-Triples syntax, ready to be written: joined by spaces they are a line of N-Quads. A record's own
quads come together, then those of each of its parts, so that they can be grouped by subject as they pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypeVar

from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.graph.terms import check_base, format_iri, make_encoder
from kg.ontology import Ontology, load_ontology

#: subject, predicate, object and graph in N-Triples syntax; the graph is "" for the default graph
Quad = tuple[str, str, str, str]

ItemT = TypeVar("ItemT")

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
# So many claims are sorted by article at a time: enough for tidy dumps, little enough for any memory.
_RECORDS_SORTED = 50_000
_LINES_WRITTEN = 4_000


def iter_quads(graph: GraphReader, *, base: str | None = None) -> Iterator[Quad]:
    """The quads of a graph, always in the same order: classes as the ontology has them, then records by id.

    Claims come article by article, each in the graph that its article's IRI names; all else is in the default graph.

    Args:
        graph: where the records are read.
        base: what stands before an id in an IRI, with a slash at its end; the ontology's own by default.

    Raises:
        InputError: `base` is not an absolute IRI that ends in a slash.
    """
    ontology = load_ontology()
    root = check_base(base or ontology.base)
    references: References = {}
    mappers = {name: RecordMapper(ontology, name, root, references) for name in CLASSES}
    for name, kind in CLASSES.items():
        yield from mappers[name].iter_quads(graph.records(kind))


def write_ntriples_lines(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write quads as lines of N-Triples; which graph they are in is lost."""
    for chunk in split_chunks(quads, _LINES_WRITTEN):
        out.write("".join([f"{s} {p} {o} .\n" for s, p, o, _ in chunk]).encode())


def write_nquads_lines(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write quads as lines of N-Quads."""
    for chunk in split_chunks(quads, _LINES_WRITTEN):
        out.write("".join([f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in chunk]).encode())


def split_chunks(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The items in lists of `size`, the last one shorter."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


#: class and ref → id of a record → the id that its ref names; only where a derived property needs it
References = dict[tuple[str, str], dict[str, str]]


class _Step(NamedTuple):
    """How one property is written: under which predicates, and how a value becomes a term."""

    attribute: str
    predicates: tuple[str, ...]
    encode: Callable[[Any], str]
    many: bool


class _Part(NamedTuple):
    """What a record is written on: the record itself (suffix "") or one of its parts."""

    suffix: str
    types: tuple[str, ...]
    steps: tuple[_Step, ...]
    links: tuple[tuple[str, str], ...]  # predicate → suffix of the part that it leads to


class RecordMapper:
    """Turns the records of one class into quads.

    Args:
        ontology: the mapping.
        name: the class.
        base: what stands before an id in an IRI.
        references: shared by the mappers of one run; filled and read where a derived property goes over two refs.
    """

    def __init__(self, ontology: Ontology, name: str, base: str, references: References) -> None:
        self._ontology, self._base, self._class = ontology, base, ontology.classes[name]
        self._parts = tuple(self._plan_part(part, name) for part in (None, *self._class.parts))
        self._derived: list[tuple[str, str, dict[str, str]]] = []
        for term, (ref, onward) in self._class.derived.items():
            key = (str(self._class.properties[ref].range), onward)
            self._derived.append((self._term(term), ref, references.setdefault(key, {})))
        needed = _find_derived_paths(ontology)
        self._noted = [
            (ref, references.setdefault((name, ref), {})) for ref in self._class.references() if (name, ref) in needed
        ]

    def iter_quads(self, records: Iterable[GraphRecord]) -> Iterator[Quad]:
        """The quads of these records."""
        for record in self._sort(records):
            for ref, noted in self._noted:
                if (value := getattr(record, ref)) is not None:
                    noted[record.id] = value
            yield from self._map(record)

    def _sort(self, records: Iterable[GraphRecord]) -> Iterator[GraphRecord]:
        graph = self._class.graph
        if graph is None:
            yield from records
            return
        for chunk in split_chunks(records, _RECORDS_SORTED):
            yield from sorted(chunk, key=lambda record: (getattr(record, graph), record.id))

    def _map(self, record: GraphRecord) -> list[Quad]:
        stem = format_iri(self._base, record.id)[:-1]
        graph = "" if self._class.graph is None else format_iri(self._base, getattr(record, self._class.graph))
        quads: list[Quad] = []
        values = {part.suffix: _list_values(record, part.steps) for part in self._parts}
        for part in self._parts:
            if not (values[part.suffix] or part.suffix == ""):
                continue
            subject = f"{stem}{part.suffix}>"
            quads += [(subject, RDF_TYPE, type_, graph) for type_ in part.types]
            quads += [(subject, predicate, term, graph) for predicate, term in values[part.suffix]]
            quads += [(subject, predicate, f"{stem}{to}>", graph) for predicate, to in part.links if values[to]]
            if part.suffix == "":
                quads += [(subject, predicate, term, graph) for predicate, term in self._derive(record)]
        return quads

    def _derive(self, record: GraphRecord) -> Iterator[tuple[str, str]]:
        for predicate, ref, noted in self._derived:
            if (value := noted.get(getattr(record, ref))) is not None:
                yield predicate, format_iri(self._base, value)

    def _term(self, term: str) -> str:
        return f"<{self._ontology.expand(term)}>"

    def _plan_part(self, part: str | None, name: str) -> _Part:
        steps = tuple(self._plan_steps(part))
        links = tuple((self._term(p.link), f"#{to}") for to, p in self._class.parts.items() if p.of == part)
        if part is None:
            return _Part("", tuple(map(self._term, (f"kg:{name}", *self._class.rdf))), steps, links)
        return _Part(f"#{part}", (self._term(self._class.parts[part].rdf),), steps, links)

    def _plan_steps(self, part: str | None) -> Iterator[_Step]:
        for name, prop in self._class.properties.items():
            if prop.part == part:
                terms = (prop.rdf or f"kg:{name}", *prop.also)
                encode = make_encoder(self._ontology, prop, self._base)
                yield _Step(name, tuple(map(self._term, terms)), encode, prop.many)
                for term, prefix in prop.link.items():
                    yield _Step(name, (self._term(term),), make_linker(prefix), prop.many)
        for term, name in self._class.parts[part].copies.items() if part else ():
            prop = self._class.properties[name]
            yield _Step(name, (self._term(term),), make_encoder(self._ontology, prop, self._base), prop.many)


def make_linker(prefix: str) -> Callable[[str], str]:
    """The function that makes an IRI of a value by putting it behind the prefix."""
    return lambda value: format_iri(prefix, value)


def _list_values(record: GraphRecord, steps: Iterable[_Step]) -> list[tuple[str, str]]:
    pairs = []
    for attribute, predicates, encode, many in steps:
        value = getattr(record, attribute)
        if value is None:
            continue
        for one in value if many else (value,):
            term = encode(one)
            pairs += [(predicate, term) for predicate in predicates]
    return pairs


def _find_derived_paths(ontology: Ontology) -> set[tuple[str, str]]:
    """The (class, ref) pairs that some derived property goes on by."""
    return {
        (str(cls.properties[ref].range), onward)
        for cls in ontology.classes.values()
        for ref, onward in cls.derived.values()
    }
