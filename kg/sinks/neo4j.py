"""Loads a graph into Neo4j, and leaves there exactly what the graph holds.

Records that changed since the last load are found by the digests that it left (`kg.sinks.neo4j_state`). Where there are
none, or where others added or removed something, what the server has is read page by page in the order of ids and
compared with the graph, also in that order. So memory stays flat and only differences are written: loading the same
graph again writes nothing. Nodes that have a label of the ontology and an id of kg's form are kg's own: those that the
graph no longer holds are removed, with their relationships. All else in the database is left alone, also further
properties on kg's nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from neo4j import Session

from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.ontology import load_ontology
from kg.questions.connection import Connection
from kg.questions.neo4j import PATIENCE, open_driver
from kg.sinks.neo4j_state import ClassState
from kg.sinks.neo4j_statements import make_constraints, make_edge_tables, make_indexes, make_node_table
from kg.sinks.neo4j_writers import BATCH, Database, EdgeWriter, LoadCount, NodeWriter, Row, Values

ItemT = TypeVar("ItemT")
#: what wraps records as they pass, to show progress: items and a label → the same items
Watch = Callable[[Iterable[ItemT], str], AbstractContextManager[Iterator[ItemT]]]
#: ids and rows in the order of ids
Rows = Iterator[tuple[str, Row]]


def load_graph(
    graph: GraphReader,
    connection: Connection,
    *,
    batch: int = BATCH,
    verify: bool = False,
    patience: float = PATIENCE,
    watch: Watch[GraphRecord] | None = None,
) -> list[LoadCount]:
    """Make the database hold what the graph holds.

    Args:
        graph: what is loaded.
        connection: the server and the database.
        batch: how many rows go into a transaction.
        verify: compare all values, also of what did not change since the last load, to undo what others changed.
        patience: for how many seconds to try again when the server is lost or wants something to be tried again.
        watch: wraps the records of each class as they pass, to show progress.

    Returns:
        One count for each class and each kind of relationship.

    Raises:
        SinkError: the server can't be reached, refuses something, or a record names another that is not there.
    """
    counts = []
    with open_driver(connection, patience=patience) as driver, driver.session(database=connection.database) as session:
        _run_each(session, make_constraints(load_ontology()))
        database = Database(session, batch)
        # All before the first is loaded: removing the nodes of one class takes relationships of others with them.
        loaders = [ClassLoader(database, label) for label in CLASSES]
        for loader in loaders:
            with (watch or _watch_nothing)(graph.records(CLASSES[loader.label]), loader.label) as records:
                counts += loader.load(records, verify=verify)
        # Indexes come last, as it is quicker to fill them at once than row by row.
        _run_each(session, [*make_indexes(), "CALL db.awaitIndexes(600)"])
    return counts


class ClassLoader:
    """Loads the records of one class: their nodes, and the relationships that start there."""

    def __init__(self, database: Database, label: str) -> None:
        entity = load_ontology().classes[label]
        tables = make_edge_tables(label, entity)
        self.label = label
        self._database, self._table = database, make_node_table(label, entity)
        self._state = ClassState(database, self._table, tables)
        self._nodes = NodeWriter(database, self._table)
        self._edges = [EdgeWriter(database, table, self._nodes) for table in tables]
        self._references = [(attrgetter(edge.table.reference), edge) for edge in self._edges]
        self._values = attrgetter("id", *self._table.columns)
        self._lists = [position for position, many in enumerate(self._table.many) if many]

    def load(self, records: Iterable[GraphRecord], *, verify: bool) -> list[LoadCount]:
        """Write what differs, remove what is not among the records.

        Args:
            records: all of the class, sorted by id.
            verify: compare all values, whatever the digests say.
        """
        counted = self._count(records)
        if self._state.sound and not verify:
            self._load_suspects(counted)
        else:
            stored = self._database.read_rows(self._table) if self._database.holds(self.label) else iter(())
            self._write(self._make_rows(self._state.note(counted)), stored)
        self._nodes.flush()
        for edge in self._edges:
            edge.flush()
        self._state.finish()
        return [self._nodes.count, *(edge.count for edge in self._edges)]

    def _load_suspects(self, records: Iterable[GraphRecord]) -> None:
        suspects = self._state.find_suspects(records)
        while group := list(islice(suspects, self._database.batch)):
            stored = self._database.pick_rows(self._table, [key for key, _ in group])
            self._write(self._make_rows(record for _, record in group if record is not None), stored)

    def _write(self, wanted: Rows, stored: Rows) -> None:
        for key, row, found in find_differences(wanted, stored):
            nothing: Row = ((), tuple([] for _ in self._edges))
            if row is None:
                self._nodes.remove(key)
            elif found is None or found[0] != row[0]:
                self._nodes.write(key, row[0])
            ends = zip(self._edges, (found or nothing)[1], (row or nothing)[1], strict=True)
            for edge, old, targets in ends:
                edge.replace(key, old, targets, gone=row is None)

    def _make_rows(self, records: Iterable[GraphRecord]) -> Rows:
        for record in records:
            targets = tuple(_sort_targets(get(record)) for get, _ in self._references)
            yield record.id, (self._make_values(record), targets)

    def _make_values(self, record: GraphRecord) -> Values:
        """The values as Neo4j has them: lists for what is many, nothing for an empty one."""
        values: Values = self._values(record)[1:]
        if not self._lists:
            return values
        return tuple((list(value) or None) if at in self._lists else value for at, value in enumerate(values))

    def _count(self, records: Iterable[GraphRecord]) -> Iterator[GraphRecord]:
        for record in records:
            self._nodes.count.total += 1
            for get, edge in self._references:
                value = get(record)
                if value is not None:
                    edge.count.total += len(set(value)) if edge.table.many else 1
            yield record


def find_differences(
    wanted: Iterable[tuple[str, ItemT]], stored: Iterator[tuple[str, ItemT]]
) -> Iterator[tuple[str, ItemT | None, ItemT | None]]:
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


def _run_each(session: Session, statements: Iterable[str]) -> None:
    for statement in statements:
        session.run(statement).consume()


def _sort_targets(value: str | tuple[str, ...] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else sorted(set(value))


def _watch_nothing(records: Iterable[GraphRecord], label: str) -> AbstractContextManager[Iterator[GraphRecord]]:  # noqa: ARG001
    return nullcontext(iter(records))
