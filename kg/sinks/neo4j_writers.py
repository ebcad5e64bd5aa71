"""Writes nodes and relationships to Neo4j in batches, each a transaction that is tried again when the server asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from neo4j import ManagedTransaction, Session

from kg.errors import SinkError
from kg.graph.ids import is_id
from kg.sinks.neo4j_statements import EdgeTable, NodeTable

Row = tuple[Any, ...]

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

    def read_rows(self, label: str, statement: str) -> Iterator[tuple[str, Row]]:
        """The nodes of a label that kg wrote, sorted by id: each id, and what else the statement returns."""
        prefix = label.lower()
        after, end = f"{prefix}-", f"{prefix}."  # "." follows "-", so that this is what starts with "label-"
        while True:
            parameters = {"after": after, "end": end, "limit": self.batch}
            page: list[list[Any]] = self._session.execute_read(_fetch, statement, parameters)
            yield from ((row[0], tuple(row[1:])) for row in page if is_id(row[0]))
            if len(page) < self.batch:
                return
            after = page[-1][0]

    def write(self, statement: str, parameters: dict[str, Any]) -> int:
        """Run a statement in a transaction of its own; the number that it returns, or 0."""
        number = self._session.execute_write(_fetch, statement, parameters)
        return int(number or 0)


class NodeWriter:
    """Gathers the nodes of one class that are to be written or removed."""

    def __init__(self, database: Database, table: NodeTable) -> None:
        self.count = LoadCount(what=table.label)
        self._database, self._table = database, table
        self._rows: list[Row] = []
        self._stale: list[str] = []

    def write(self, key: str, row: Row) -> None:
        """Note that a node is to have these values."""
        self._rows.append((key, *row))
        if len(self._rows) >= self._database.batch:
            self._flush()

    def remove(self, key: str) -> None:
        """Note that a node is to go, with its relationships."""
        self._stale.append(key)
        if len(self._stale) >= self._database.batch:
            self._flush()

    def finish(self) -> LoadCount:
        """Write what is left, and give the count."""
        self._flush()
        return self.count

    def _flush(self) -> None:
        if self._stale:
            self._database.write(self._table.remove, {"ids": self._stale})
        if self._rows:
            ids, *columns = (list(column) for column in zip(*self._rows, strict=True))
            self._database.write(self._table.write, {"ids": ids, "columns": columns})
        self.count.removed += len(self._stale)
        self.count.written += len(self._rows)
        self._stale, self._rows = [], []


class EdgeWriter:
    """Gathers the relationships of one kind that are to be written or removed."""

    def __init__(self, database: Database, table: EdgeTable) -> None:
        self.table = table
        self.count = LoadCount(what=f"{table.label} {table.edge} {table.target}")
        self._database = database
        self._pairs: list[tuple[str, str]] = []
        self._stale: list[str] = []

    def replace(self, source: str, old: list[str], targets: list[str]) -> None:
        """Note that a node's relationships of this kind are to lead elsewhere; nothing if they are right."""
        if old == targets:
            return
        if old:
            self._stale.append(source)
        self._pairs += [(source, target) for target in targets]
        self.count.removed += len(old)
        self.count.written += len(targets)
        if len(self._pairs) + len(self._stale) >= self._database.batch:
            self._flush()

    def finish(self) -> LoadCount:
        """Write what is left, and give the count."""
        self._flush()
        return self.count

    def _flush(self) -> None:
        if self._stale:
            self._database.write(self.table.remove, {"ids": self._stale})
        if self._pairs:
            self._write_pairs()
        self._stale, self._pairs = [], []

    def _write_pairs(self) -> None:
        sources, targets = (list(column) for column in zip(*self._pairs, strict=True))
        made = self._database.write(self.table.write, {"sources": sources, "targets": targets})
        if made != len(self._pairs):
            raise SinkError(
                f"{len(self._pairs) - made} of {len(self._pairs)} {self.count.what} lead to records that the graph "
                "doesn't hold; build the graph again with kg build"
            )


def _fetch(transaction: ManagedTransaction, statement: str, parameters: dict[str, Any]) -> Any:
    """The one value that a statement returns; None when it returns nothing."""
    record = transaction.run(statement, parameters).single()
    return None if record is None else record[0]
