"""A record with what it names and what names it: what a page shows, and what an IRI's data holds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kg.graph.ids import is_id
from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, GraphRecord, Person
from kg.graph.store import Graph
from kg.ontology import Property, load_ontology

#: so many records of a kind stand on a page and in an IRI's data; SPARQL gives the rest
MOST = 500

_KINDS = {name.lower(): kind for name, kind in CLASSES.items()}


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one class that name a record by one of their properties; `more` if there are too many to list."""

    class_name: str
    reference: str
    records: tuple[GraphRecord, ...]
    more: bool


def find_record(graph: Graph, key: str) -> GraphRecord | None:
    """The record of an id, also of an id that a merge has left behind; None if there is none."""
    kind = _KINDS.get(key.partition("-")[0]) if is_id(key) else None
    if kind is None:
        return None
    return graph.get(kind, key) or graph.get(Person, graph.find_alias(key) or "")


def list_groups(graph: Graph, record: GraphRecord, *, most: int = MOST) -> Iterator[Group]:
    """What names a record, by class and property, in the ontology's order; groups that are empty are left out."""
    target = type(record).__name__
    for name, ontology_class in load_ontology().classes.items():
        for reference, prop in ontology_class.references().items():
            if prop.range == target:
                found = list(graph.select(CLASSES[name], _make_condition(reference, prop), [record.id, most + 1]))
                if found:
                    yield Group(
                        class_name=name,
                        reference=reference,
                        records=tuple(found[:most]),
                        more=len(found) > most,
                    )


def _make_condition(reference: str, prop: Property) -> str:
    column = f'"{reference}"'
    named = f"? IN (SELECT value FROM json_each({column}))" if prop.many else f"{column} = ?"  # noqa: S608 - our own name
    return f"{named} ORDER BY id LIMIT ?"


def list_named(graph: Graph, record: GraphRecord) -> Iterator[GraphRecord]:
    """The records that a record names."""
    for reference, prop in load_ontology().classes[type(record).__name__].references().items():
        value = getattr(record, reference)
        for key in value if prop.many else (value,):
            named = graph.get(CLASSES[str(prop.range)], key) if key is not None else None
            if named is not None:
                yield named


def cut_out(graph: Graph, record: GraphRecord, *, most: int = MOST) -> tuple[MemoryGraph, bool]:
    """A graph of a record, of those that name it, and of those that all of these name; whether some are left out."""
    groups = list(list_groups(graph, record, most=most))
    core = [record, *(one for group in groups for one in group.records)]
    around = [named for one in core for named in list_named(graph, one)]
    return MemoryGraph([*around, *core]), any(group.more for group in groups)
