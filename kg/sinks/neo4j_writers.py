"""Writes nodes and relationships to Neo4j in batches, each a transaction that is tried again when the server asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from neo4j import ManagedTransaction, Session

from kg.errors import SinkError
from kg.graph.ids import is_id
from kg.sinks.neo4j_statements import EdgeTable, NodeTable

#: a node's values, in the order of its class's columns
Values = tuple[Any, ...]
#: for each reference of a class, the sorted ids that it leads to
Targets = tuple[list[str], ...]
#: all that is known of a record
Row = tuple[Values, Targets]

BATCH = 10_000


class LoadCount(msgspec.Struct, kw_only=True):
    """What became of one class, or of one kind of relationship.

    Attributes:
        what: the label, or label, type and label of a relationship.
        total: how many the graph holds, and now the database.
        written: how many of those were new or different there.
        removed: how many were taken out.
    """

    what: str
    total: int = 0
    written: int = 0
    removed: int = 0


class Database:
    """A database of a server, read in pages and written in batches of `batch` rows."""

    def __init__(self, session: Session, batch: int = BATCH) -> None:
        self.batch = batch
        self._session = session

    def holds(self, label: str) -> bool:
        """Whether there is any node with the label."""
        found = self._session.execute_read(_fetch, f"MATCH (n:`{label}`) RETURN n.id IS NULL LIMIT 1", {})
        return found is not None

    def read_rows(self, table: NodeTable) -> Iterator[tuple[str, Row]]:
        """The nodes of a class that kg wrote, sorted by id, with where their relationships lead."""
        prefix = table.label.lower()
        after, end = f"{prefix}-", f"{prefix}."  # "." follows "-", so that this is what starts with "label-"
        while True:
            page = self.read(table.read, {"after": after, "end": end, "limit": self.batch})
            yield from (_make_row(row) for row in page if is_id(row[0]))
            if len(page) < self.batch:
                return
            after = page[-1][0]

    def pick_rows(self, table: NodeTable, keys: Sequence[str]) -> Iterator[tuple[str, Row]]:
        """Those of the nodes named that are there, sorted by id, with where their relationships lead."""
        yield from map(_make_row, self.read(table.pick, {"ids": list(keys)}))

    def read(self, statement: str, parameters: dict[str, Any]) -> Any:
        """The one value that a statement finds; None if nothing."""
        return self._session.execute_read(_fetch, statement, parameters)

    def write(self, statement: str, parameters: dict[str, Any]) -> int:
        """Run a statement in a transaction of its own; the number that it returns, or 0."""
        number = self._session.execute_write(_fetch, statement, parameters)
        return int(number or 0)


class NodeWriter:
    """Gathers the nodes of one class that are to be written or removed."""

    def __init__(self, database: Database, table: NodeTable) -> None:
        self.count = LoadCount(what=table.label)
        self._database, self._table = database, table
        self._rows: list[tuple[Any, ...]] = []
        self._stale: list[str] = []

    def write(self, key: str, values: Values) -> None:
        """Note that a node is to have these values."""
        self._rows.append((key, *values))
        if len(self._rows) >= self._database.batch:
            self.flush()

    def remove(self, key: str) -> None:
        """Note that a node is to go, with its relationships."""
        self._stale.append(key)
        if len(self._stale) >= self._database.batch:
            self.flush()

    def flush(self) -> None:
        """Write what is left."""
        if self._stale:
            self._database.write(self._table.remove, {"ids": self._stale})
        if self._rows:
            ids, *columns = (list(column) for column in zip(*self._rows, strict=True))
            self._database.write(self._table.write, {"ids": ids, "columns": columns})
        self.count.removed += len(self._stale)
        self.count.written += len(self._rows)
        self._stale, self._rows = [], []


class EdgeWriter:
    """Gathers the relationships of one kind that are to be written or removed, behind the nodes that they start at."""

    def __init__(self, database: Database, table: EdgeTable, nodes: NodeWriter) -> None:
        self.table = table
        self.count = LoadCount(what=f"{table.label} {table.edge} {table.target}")
        self._database, self._nodes = database, nodes
        self._pairs: list[tuple[str, str]] = []
        self._stale: list[str] = []

    def replace(self, source: str, old: list[str], targets: list[str], *, gone: bool) -> None:
        """Note that a node's relationships of this kind are to lead elsewhere; nothing if they are right.

        Args:
            source: the node.
            old: where they lead now.
            targets: where they are to lead.
            gone: whether the node is removed, which takes its relationships with it.
        """
        if old == targets:
            return
        if old and not gone:
            self._stale.append(source)
        self._pairs += [(source, target) for target in targets]
        self.count.removed += len(old)
        self.count.written += len(targets)
        if len(self._pairs) + len(self._stale) >= self._database.batch:
            self._flush_some()

    def flush(self) -> None:
        """Write what is left."""
        self._nodes.flush()
        if self._stale:
            self._database.write(self.table.remove, {"ids": self._stale})
        for start in range(0, len(self._pairs), self._database.batch):
            self._write_pairs(self._pairs[start : start + self._database.batch])
        self._stale, self._pairs = [], []

    def _flush_some(self) -> None:
        # Within a class a relationship may lead to a node that comes later, so these wait; such classes are small.
        if self.table.target == self.table.label:
            return
        self.flush()

    def _write_pairs(self, pairs: list[tuple[str, str]]) -> None:
        sources, targets = (list(column) for column in zip(*pairs, strict=True))
        made = self._database.write(self.table.write, {"sources": sources, "targets": targets})
        if made != len(pairs):
            raise SinkError(
                f"{len(pairs) - made} of {len(pairs)} {self.count.what} lead to records that the graph "
                "doesn't hold; build the graph again with kg build"
            )


def _make_row(row: list[Any]) -> tuple[str, Row]:
    key, values, targets = row
    return key, (tuple(values), tuple(sorted(ids, key=str) for ids in targets))


def _fetch(transaction: ManagedTransaction, statement: str, parameters: dict[str, Any]) -> Any:
    """The one value that a statement returns; None when it returns nothing."""
    record = transaction.run(statement, parameters).single()
    return None if record is None else record[0]
