"""The embedded store: one SQLite file in the graph's folder, read here, written whole by `kg.graph.build`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from kg.errors import NotFoundError, SinkError
from kg.facts.records import Facts
from kg.graph.derive import DerivedGraph
from kg.graph.people import Link
from kg.graph.records import CLASSES, GraphRecord, Person, Post, RecordT
from kg.graph.schema import VERSION, list_columns, list_statements
from kg.lexicon.fold import squash
from kg.lexicon.requests import fold_words, write_out
from kg.ontology import load_ontology
from kg.resolve.records import Judgement

FILE_NAME = "graph.sqlite"


class Graph:
    """A graph opened for reading; use as a context manager, or call `close`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Graph:
        """The graph itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def records(self, kind: type[RecordT]) -> Iterator[RecordT]:
        """All records of one class, sorted by id."""
        yield from self.select(kind, "TRUE ORDER BY id")

    def select(self, kind: type[RecordT], condition: str, values: Sequence[str | int] = ()) -> Iterator[RecordT]:
        """The records of one class for which an SQL condition holds; `values` fill its question marks."""
        names = ", ".join(f'"{column}"' for column in list_columns(load_ontology().classes[kind.__name__]))
        rows = self._connection.execute(f'SELECT {names} FROM "{kind.__name__}" WHERE {condition}', values)  # noqa: S608
        many = _find_many(kind)
        for row in rows:
            yield _read_row(kind, row, many)

    def get(self, kind: type[RecordT], key: str) -> RecordT | None:
        """The record of one class and id, if there is one."""
        return next(self.select(kind, "id = ?", [key]), None)

    def facts(self) -> Iterator[Facts]:
        """The facts records that the graph was made from, sorted by document id."""
        decoder = msgspec.json.Decoder(Facts)
        for (record,) in self._connection.execute("SELECT record FROM facts ORDER BY doc"):
            yield decoder.decode(record)

    def links(self) -> Iterator[Link]:
        """Which person each article's names were resolved to, sorted by document and name."""
        for doc, name, mention, person in self._connection.execute("SELECT * FROM link ORDER BY doc, name, mention"):
            yield Link(doc=doc, name=name, mention=mention, person=person)

    def judgements(self) -> Iterator[Judgement]:
        """The decisions on who is who, in the order in which they were taken."""
        rows = self._connection.execute(
            'SELECT "left", "right", same, score, features FROM judgement ORDER BY block, rowid'
        )
        for left, right, same, score, features in rows:
            row = {"left": left, "right": right, "same": bool(same), "score": score}
            yield msgspec.convert({**row, "features": msgspec.json.decode(features)}, Judgement)

    def decisions(self) -> list[str]:
        """The lines of the decisions that the graph was derived with, sorted."""
        return [line for (line,) in self._connection.execute("SELECT line FROM decision ORDER BY line")]

    def rows(self, statement: str, values: Sequence[str | int | bytes] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of an SQL statement over the store's tables; `values` fill its question marks."""
        yield from self._connection.execute(statement, values)

    def find_alias(self, mention: str) -> str | None:
        """The id of the person whom another id, that of one of the person's mentions, leads to."""
        row = self._connection.execute("SELECT person FROM link WHERE mention = ?", [mention]).fetchone()
        return None if row is None else str(row[0])

    def search(self, class_name: str, words: Iterable[str]) -> list[str]:
        """Ids of the records of one class whose names have all these words (folded, without diacritics)."""
        query = " AND ".join(f'"{word}"' for word in words)
        if not query:
            return []
        rows = self._connection.execute(
            "SELECT id FROM search WHERE words MATCH ? AND class = ? ORDER BY id", [query, class_name]
        )
        return [row[0] for row in rows]


def open_graph(folder: Path) -> Graph:
    """The graph in a folder, for reading.

    Raises:
        NotFoundError: there is no graph in the folder.
        SinkError: the file is not a graph, or was made by another version of kg.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise NotFoundError(f"no graph in {folder}; make one with: kg build SOURCES… --graph {folder}")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise SinkError(f"{path}: can't be opened ({error}); check that it may be read") from error
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise SinkError(f"{path}: not a graph ({error}); remove it and run kg build again") from error
    if version != VERSION:
        connection.close()
        raise SinkError(f"{path}: made by another version of kg ({version}, not {VERSION}); build it again")
    return Graph(connection)


def write_records(connection: sqlite3.Connection, derived: DerivedGraph) -> None:
    """Fill an empty store with a derived graph; `facts` and parts are written apart."""
    for kind in CLASSES.values():
        insert_records(connection, derived.graph.records(kind))
    insert_links(connection, derived.links)
    block_of = {link.mention: squash(link.name) for link in derived.links}
    insert_judgements(connection, derived.judgements, block_of)
    insert_search(connection, derived.graph.records(Post))
    insert_search(connection, derived.graph.records(Person))


def insert_records(connection: sqlite3.Connection, records: Iterable[GraphRecord]) -> None:
    """Add records of any classes, those of one class together."""
    for kind, group in groupby(records, key=type):
        columns = list_columns(load_ontology().classes[kind.__name__])
        marks = ", ".join("?" * len(columns))
        rows = (_make_row(record, columns) for record in group)
        connection.executemany(f'INSERT INTO "{kind.__name__}" VALUES ({marks})', rows)  # noqa: S608 - a class


def replace_records(
    connection: sqlite3.Connection, kind: type[GraphRecord], keys: Iterable[str], records: Iterable[GraphRecord]
) -> None:
    """Put records of one class in place of those with some ids; equal ones stay as they are."""
    columns = list_columns(load_ontology().classes[kind.__name__])
    new = {record.id: tuple(_make_row(record, columns)) for record in records}
    statement = f'SELECT * FROM "{kind.__name__}" WHERE id = ?'  # noqa: S608 - a class of the ontology
    found = (connection.execute(statement, (key,)).fetchone() for key in {*keys, *new})
    old = {row[0]: row for row in found if row is not None}
    delete_records(connection, kind, sorted(key for key, row in old.items() if new.get(key) != row))
    marks = ", ".join("?" * len(columns))
    rows = [row for key, row in sorted(new.items()) if old.get(key) != row]
    connection.executemany(f'INSERT INTO "{kind.__name__}" VALUES ({marks})', rows)  # noqa: S608


def delete_records(connection: sqlite3.Connection, kind: type[GraphRecord], keys: Iterable[str]) -> None:
    """Take out the records of one class with some ids, and what finds them by their words."""
    keys = list(keys)
    connection.executemany(f'DELETE FROM "{kind.__name__}" WHERE id = ?', ((key,) for key in keys))  # noqa: S608
    if kind in (Person, Post):
        connection.executemany("DELETE FROM search WHERE rowid = ?", ((_find_place(key),) for key in keys))


def insert_links(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Add links from articles to people."""
    rows = ((link.doc, link.name, link.mention, link.person) for link in links)
    connection.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", rows)


def insert_judgements(
    connection: sqlite3.Connection, judgements: Iterable[Judgement], block_of: Mapping[str, str]
) -> None:
    """Add decisions on who is who, in the order in which they were taken; `block_of` gives the name of each mention."""
    rows = (
        (block_of[j.left], j.left, j.right, j.same, j.score, msgspec.json.encode(j.features).decode())
        for j in judgements
    )
    connection.executemany("INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?)", rows)


def insert_search(connection: sqlite3.Connection, records: Iterable[GraphRecord]) -> None:
    """Let posts and people be found by their words; records of other classes are passed over."""
    rows = (
        (_find_place(record.id), type(record).__name__, record.id, words)
        for record in records
        if (words := _list_words(record)) is not None
    )
    connection.executemany("INSERT INTO search (rowid, class, id, words) VALUES (?, ?, ?, ?)", rows)


def _find_place(key: str) -> int:
    """The row of a record among the searched ones: its id as a number, in the same order."""
    return int(key.rpartition("-")[2], 16) >> 1


def _list_words(record: GraphRecord) -> str | None:
    if isinstance(record, Post):
        return f"{fold_words(record.name)} {write_out(record.name)}"
    if isinstance(record, Person):
        return " / ".join(fold_words(name) for name in record.names)
    return None


def create_tables(connection: sqlite3.Connection) -> None:
    """Make an empty store."""
    for statement in list_statements():
        connection.execute(statement)


def _find_many(kind: type[GraphRecord]) -> frozenset[str]:
    properties = load_ontology().classes[kind.__name__].properties
    return frozenset(name for name, prop in properties.items() if prop.many)


def _read_row(kind: type[RecordT], row: Sequence[object], many: frozenset[str]) -> RecordT:
    values = {
        name: msgspec.json.decode(str(value)) if name in many else value
        for name, value in zip(("id", *kind.__struct_fields__[1:]), row, strict=True)
        if value is not None
    }
    return msgspec.convert(values, kind, strict=False)


def _make_row(record: GraphRecord, columns: Sequence[str]) -> list[object]:
    return [_make_value(getattr(record, column)) for column in columns]


def _make_value(value: object) -> object:
    return msgspec.json.encode(value).decode() if isinstance(value, tuple) else value
