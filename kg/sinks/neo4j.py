"""Loads a graph into Neo4j, and leaves there exactly what the graph holds.

What the server has is read page by page in the order of ids and compared with the graph, also in that order, so that
memory stays flat and only differences are written: loading the same graph again writes nothing. Nodes that have a
label of the ontology and an id of kg's form are kg's own: those that the graph no longer holds are removed, with their
relationships. All else in the database is left alone, also further properties on kg's nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from operator import attrgetter
from typing import TypeVar

from neo4j import Session

from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.ontology import load_ontology
from kg.questions.connection import Connection
from kg.questions.neo4j import open_driver
from kg.sinks.neo4j_statements import (
    EdgeTable,
    NodeTable,
    make_constraints,
    make_edge_read,
    make_edge_tables,
    make_indexes,
    make_node_table,
)
from kg.sinks.neo4j_writers import BATCH, Database, EdgeWriter, LoadCount, NodeWriter, Row

ItemT = TypeVar("ItemT")
#: what wraps records as they pass, to show progress: items and a label → the same items
Watch = Callable[[Iterable[ItemT], str], AbstractContextManager[Iterator[ItemT]]]
#: a label to show → the records of one class
Look = Callable[[str], AbstractContextManager[Iterator[GraphRecord]]]


def load_graph(
    graph: GraphReader,
    connection: Connection,
    *,
    batch: int = BATCH,
    watch: Watch[GraphRecord] | None = None,
) -> list[LoadCount]:
    """Make the database hold what the graph holds.

    Args:
        graph: what is loaded.
        connection: the server and the database.
        batch: how many rows go into a transaction.
        watch: wraps the records of each class as they pass, to show progress.

    Returns:
        One count for each class and each kind of relationship.

    Raises:
        SinkError: the server can't be reached, refuses something, or a record names another that is not there.
    """
    ontology = load_ontology()
    counts = []
    with open_driver(connection) as driver, driver.session(database=connection.database) as session:
        _run_each(session, make_constraints(ontology))
        database = Database(session, batch)
        for label, entity in ontology.classes.items():
            look = partial(_look, graph, label, watch or _watch_nothing)
            known = database.holds(label)
            counts.append(load_nodes(database, make_node_table(label, entity), look, known=known))
            counts += load_edges(database, make_edge_tables(label, entity), look, known=known)
        # Indexes come last, as it is quicker to fill them at once than row by row.
        _run_each(session, [*make_indexes(), "CALL db.awaitIndexes(600)"])
    return counts


def load_nodes(database: Database, table: NodeTable, look: Look, *, known: bool) -> LoadCount:
    """Write the nodes of one class that differ, and remove those that the graph does not hold.

    Args:
        database: where they are written.
        table: how.
        look: gives the records, under a title.
        known: whether the database has such nodes already.
    """
    writer = NodeWriter(database, table)
    stored = database.read_rows(table.label, table.read) if known else iter(())
    with look(table.label) as records:
        for key, row, _ in find_differences(iter_values(records, table, writer.count), stored):
            if row is None:
                writer.remove(key)
            else:
                writer.write(key, row)
    return writer.finish()


def load_edges(database: Database, tables: Sequence[EdgeTable], look: Look, *, known: bool) -> list[LoadCount]:
    """Write the relationships of one class that differ, and remove those that the graph does not hold.

    Args:
        database: where they are written.
        tables: how, for each reference of the class.
        look: gives the records, under a title.
        known: whether the database had nodes of the class before these were loaded.
    """
    if not tables:
        return []
    label = tables[0].label
    writers = [EdgeWriter(database, table) for table in tables]
    rows = database.read_rows(label, make_edge_read(label, tables)) if known else iter(())
    stored = ((key, tuple(map(_sort, row))) for key, row in rows)
    nothing: Row = tuple([] for _ in tables)
    with look(f"{label} relationships") as records:
        for key, row, found in find_differences(iter_targets(records, writers), stored):
            for writer, targets, old in zip(writers, row or nothing, found or nothing, strict=True):
                writer.replace(key, old, targets)
    return [writer.finish() for writer in writers]


def find_differences(
    wanted: Iterable[tuple[str, Row]], stored: Iterator[tuple[str, Row]]
) -> Iterator[tuple[str, Row | None, Row | None]]:
    """The ids whose rows differ, each with the row wanted and the row stored; None where there is none.

    Args:
        wanted: ids and rows in the order of ids.
        stored: the same, from the other side.
    """
    have = next(stored, None)
    for key, row in wanted:
        while have is not None and have[0] < key:
            yield have[0], None, have[1]
            have = next(stored, None)
        if have is None or have[0] > key:
            yield key, row, None
            continue
        if have[1] != row:
            yield key, row, have[1]
        have = next(stored, None)
    if have is not None:
        yield have[0], None, have[1]
        yield from ((key, None, row) for key, row in stored)


def iter_values(records: Iterable[GraphRecord], table: NodeTable, count: LoadCount) -> Iterator[tuple[str, Row]]:
    """Each record's id and its values as Neo4j has them: lists for what is many, nothing for an empty one."""
    get = attrgetter("id", *table.columns)
    lists = [position for position, many in enumerate(table.many, start=1) if many]
    for record in records:
        row = get(record)
        if lists:
            row = tuple((list(value) or None) if at in lists else value for at, value in enumerate(row))
        count.total += 1
        yield row[0], row[1:]


def iter_targets(records: Iterable[GraphRecord], writers: Sequence[EdgeWriter]) -> Iterator[tuple[str, Row]]:
    """Each record's id and, for each of its references, the sorted ids that it leads to."""
    getters = [(attrgetter(writer.table.reference), writer) for writer in writers]
    for record in records:
        row = []
        for get, writer in getters:
            value = get(record)
            targets = sorted(set(value)) if writer.table.many else [] if value is None else [value]
            writer.count.total += len(targets)
            row.append(targets)
        yield record.id, tuple(row)


def _run_each(session: Session, statements: Iterable[str]) -> None:
    for statement in statements:
        session.run(statement).consume()


def _sort(targets: list[str | None]) -> list[str | None]:
    return sorted(targets, key=str)


def _look(
    graph: GraphReader, label: str, watch: Watch[GraphRecord], title: str
) -> AbstractContextManager[Iterator[GraphRecord]]:
    return watch(graph.records(CLASSES[label]), title)


def _watch_nothing(records: Iterable[GraphRecord], label: str) -> AbstractContextManager[Iterator[GraphRecord]]:  # noqa: ARG001
    return nullcontext(iter(records))
