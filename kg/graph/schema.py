"""The embedded store's tables: one for each class of the ontology, and those the store itself needs."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph import namings, parts
from kg.ontology import OntologyClass, Property, load_ontology

#: Changes with the tables, so that a graph made by another version is told apart.
VERSION = 3

_TYPES = {"boolean": "INTEGER", "integer": "INTEGER", "number": "REAL"}

_OWN_TABLES = """
CREATE TABLE facts (doc TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE link (doc TEXT NOT NULL, name TEXT NOT NULL, mention TEXT NOT NULL, person TEXT NOT NULL);
CREATE INDEX link_mention ON link (mention);
CREATE INDEX link_person ON link (person);
CREATE TABLE judgement (block TEXT NOT NULL, "left" TEXT NOT NULL, "right" TEXT NOT NULL, same INTEGER NOT NULL,
                        score REAL NOT NULL, features TEXT NOT NULL);
CREATE INDEX judgement_block ON judgement (block);
CREATE TABLE decision (line TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (class UNINDEXED, id UNINDEXED, words, tokenize = 'unicode61');
"""

_ALL_TABLES = f"{_OWN_TABLES}{parts.TABLES}{namings.TABLES}"


def list_statements() -> Iterator[str]:
    """The statements that make an empty store."""
    yield f"PRAGMA user_version = {VERSION}"
    yield from (statement for statement in _ALL_TABLES.split(";") if statement.strip())
    for name, kind in load_ontology().classes.items():
        yield _make_table(name, kind)
        for reference, prop in kind.references().items():
            if not prop.many:
                yield f'CREATE INDEX "{name}_{reference}" ON "{name}" ("{reference}") WHERE "{reference}" IS NOT NULL'


def list_columns(kind: OntologyClass) -> list[str]:
    """The columns of a class's table, `id` first."""
    return ["id", *kind.properties]


def _make_table(name: str, kind: OntologyClass) -> str:
    columns = ", ".join(f'"{column}" {_column_type(prop)}' for column, prop in kind.properties.items())
    return f'CREATE TABLE "{name}" (id TEXT PRIMARY KEY, {columns}) WITHOUT ROWID'


def _column_type(prop: Property) -> str:
    needed = " NOT NULL" if prop.required else ""
    return ("TEXT" if prop.many else _TYPES.get(prop.type, "TEXT")) + needed
