"""The Cypher that puts the ontology's classes into Neo4j; its names come from `ontology/kg.yaml`, never from data.

A class is a label, a value is a property of the same name, a reference is a relationship of its `edge` type. Days are
native dates; EDTF dates stay text. Batches are lists per column, which cost least to send.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kg.ontology import Ontology, OntologyClass, Property

#: label and property → range index, for what the questions look up; ids have their own through the constraint
INDEXED: tuple[tuple[str, str], ...] = (
    ("Area", "name"),
    ("Body", "name"),
    ("Post", "name"),
    ("Post", "role"),
    ("Person", "name"),
    ("Tenure", "starts_no_later"),
    ("Tenure", "ends_no_later"),
    ("Change", "earliest"),
    ("Change", "latest"),
    ("Meeting", "earliest"),
    ("Article", "doc"),
    ("Article", "published"),
)
#: labels whose names can be searched by words, accents or not: CALL db.index.fulltext.queryNodes('kg_names', 'uom')
SEARCHED = ("Area", "Body", "Post", "Person", "Meeting")


class NodeTable(msgspec.Struct, frozen=True, kw_only=True):
    """How the records of one class are read and written as nodes.

    Attributes:
        label: the class.
        columns: its values, in the order in which rows have them.
        many: which columns are lists.
        read: a page of nodes behind `$after` and before `$end`, as one list of rows [id, [value …], [[target …] …]].
        pick: the same of the nodes `$ids`.
        write: sets the columns of `$ids` to `$columns`, a list for each column.
        remove: deletes the nodes `$ids`.
    """

    label: str
    columns: tuple[str, ...]
    many: tuple[bool, ...]
    read: str
    pick: str
    write: str
    remove: str


class EdgeTable(msgspec.Struct, frozen=True, kw_only=True):
    """How one reference of a class is written as relationships.

    Attributes:
        label: the class that has the reference.
        reference: its name, which is the attribute of the record.
        many: whether a record can name several.
        edge: the relationship's type.
        target: the class that it leads to.
        write: makes relationships from `$sources` to `$targets` and returns how many of the pairs have both ends.
        remove: deletes all relationships of this type from `$ids`.
    """

    label: str
    reference: str
    many: bool
    edge: str
    target: str
    write: str
    remove: str


def make_constraints(ontology: Ontology) -> list[str]:
    """The statements that make ids unique in each class, where they are not yet."""
    return [
        f"CREATE CONSTRAINT kg_{label.lower()}_id IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"
        for label in ontology.classes
    ]


def make_indexes() -> list[str]:
    """The statements that make the indexes which are not there yet."""
    indexes = [
        f"CREATE INDEX kg_{label.lower()}_{name} IF NOT EXISTS FOR (n:`{label}`) ON (n.`{name}`)"
        for label, name in INDEXED
    ]
    names = (
        f"CREATE FULLTEXT INDEX kg_names IF NOT EXISTS FOR (n:{'|'.join(SEARCHED)}) ON EACH [n.name, n.names] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}"
    )
    return [*indexes, names]


def make_node_table(label: str, entity: OntologyClass) -> NodeTable:
    """The statements for the nodes of one class."""
    literals = entity.literals()
    values = ", ".join(_read_property(name, prop) for name, prop in literals.items())
    targets = ", ".join(f"[(n)-[:`{prop.edge}`]->(m) | m.id]" for prop in entity.references().values())
    sets = ", ".join(
        f"n.`{name}` = {_write_value(prop, f'$columns[{position}][i]')}"
        for position, (name, prop) in enumerate(literals.items())
    )
    # One record with a list of rows: a record a row costs the client four times as much.
    rows = f"RETURN collect([n.id, [{values}], [{targets}]]) AS rows"
    page = f"MATCH (n:`{label}`) WHERE n.id > $after AND n.id < $end WITH n ORDER BY n.id LIMIT $limit"
    return NodeTable(
        label=label,
        columns=tuple(literals),
        many=tuple(prop.many for prop in literals.values()),
        read=f"{page} {rows}",
        pick=f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) WITH n ORDER BY n.id {rows}",
        write=f"UNWIND range(0, size($ids) - 1) AS i MERGE (n:`{label}` {{id: $ids[i]}}) SET {sets}",
        remove=f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) DETACH DELETE n",
    )


def make_edge_tables(label: str, entity: OntologyClass) -> list[EdgeTable]:
    """The statements for the relationships that start at one class."""
    return [
        EdgeTable(
            label=label,
            reference=name,
            many=prop.many,
            edge=prop.edge or "",
            target=prop.range or "",
            write=f"UNWIND range(0, size($sources) - 1) AS i MATCH (a:`{label}` {{id: $sources[i]}}) "
            f"MATCH (b:`{prop.range}` {{id: $targets[i]}}) MERGE (a)-[r:`{prop.edge}`]->(b) RETURN count(r) AS made",
            remove=f"UNWIND $ids AS id MATCH (n:`{label}` {{id: id}})-[r:`{prop.edge}`]->() DELETE r",
        )
        for name, prop in entity.references().items()
    ]


def make_count(label: str, tables: Sequence[EdgeTable]) -> str:
    """How many nodes have a label and how many relationships of each kind start there, as one list.

    The server keeps these numbers, so that asking costs nothing.
    """
    counts = [f"COUNT {{ (:`{label}`) }}", *(f"COUNT {{ (:`{label}`)-[:`{table.edge}`]->() }}" for table in tables)]
    return f"RETURN [{', '.join(counts)}] AS counts"


def _read_property(name: str, prop: Property) -> str:
    return f"toString(n.`{name}`)" if prop.type == "date" else f"n.`{name}`"


def _write_value(prop: Property, value: str) -> str:
    return f"date({value})" if prop.type == "date" else value
