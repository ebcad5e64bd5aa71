"""The embedded store: one SQLite file in the graph's folder, read here, written whole by `kg.graph.build`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
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
        rows = self._connection.execute('SELECT "left", "right", same, score, features FROM judgement ORDER BY rowid')
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
    """Fill an empty store with a derived graph; `facts` are written apart."""
    for name, kind in CLASSES.items():
        columns = list_columns(load_ontology().classes[name])
        marks = ", ".join("?" * len(columns))
        rows = (_make_row(record, columns) for record in derived.graph.records(kind))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608
    connection.executemany(
        "INSERT INTO link VALUES (?, ?, ?, ?)",
        ((link.doc, link.name, link.mention, link.person) for link in derived.links),
    )
    connection.executemany(
        "INSERT INTO judgement VALUES (?, ?, ?, ?, ?)",
        ((j.left, j.right, j.same, j.score, msgspec.json.encode(j.features).decode()) for j in derived.judgements),
    )
    connection.executemany("INSERT INTO search VALUES (?, ?, ?)", _list_search_words(derived))


def create_tables(connection: sqlite3.Connection) -> None:
    """Make an empty store."""
    for statement in list_statements():
        connection.execute(statement)


def _list_search_words(derived: DerivedGraph) -> Iterator[tuple[str, str, str]]:
    for post in derived.graph.records(Post):
        yield "Post", post.id, f"{fold_words(post.name)} {write_out(post.name)}"
    for person in derived.graph.records(Person):
        yield "Person", person.id, " / ".join(fold_words(name) for name in person.names)


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
