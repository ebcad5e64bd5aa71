"""The graph as CSV files with headers for `neo4j-admin database import`, and the script that imports them.

It gives the same nodes, relationships and values as loading over Bolt, several times as fast, but only into a database
that is empty and not running (https://neo4j.com/docs/operations-manual/5/tools/neo4j-admin/neo4j-admin-import/).
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import SinkError
from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.ontology import Property, PropertyType, load_ontology
from kg.sinks.files import open_output
from kg.sinks.neo4j_statements import EdgeTable, make_constraints, make_edge_tables, make_indexes

SCRIPT, SCHEMA = "import.sh", "schema.cypher"
#: between the items of a list: the unit separator, which no text has
_SEPARATOR = "\x1f"
#: what the importer calls the types that are no text
_TYPES: dict[PropertyType, str] = {"boolean": "boolean", "integer": "long", "number": "double", "date": "date"}
_LINES_AT_ONCE = 1000


def write_bulk(graph: GraphReader, folder: Path) -> dict[str, int]:
    """Write a file for each class and each kind of relationship, the script to import them, and the schema.

    Args:
        graph: what to write.
        folder: where; made if it isn't there. Files of an earlier export are replaced.

    Returns:
        The number of rows of each file.

    Raises:
        SinkError: the folder holds other files or can't be written, or a list's text can't stand in such a file.
    """
    counts: dict[str, int] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_other_files(folder)
        (folder / SCRIPT).unlink(missing_ok=True)
    except OSError as error:
        raise SinkError(f"{folder}: can't be written: {error.strerror or error}") from error
    for label in CLASSES:
        counts |= _write_class(graph, label, folder)
    schema = "".join(f"{statement};\n" for statement in [*make_constraints(load_ontology()), *make_indexes()])
    # The script comes last: where it is, all that it names is there.
    for name, text in ((SCHEMA, schema), (SCRIPT, make_script())):
        with open_output(folder / name) as out:
            out.write(text.encode())
    return counts


def make_script() -> str:
    """The shell script beside the files that imports them."""
    sources = [f"--nodes={label}={_name_nodes(label)}" for label in CLASSES]
    sources += [f"--relationships={table.edge}={_name_edges(table)}" for table in _list_edges()]
    options = ["--id-type=string", "--multiline-fields=true", "--array-delimiter=U+001F", *sources]
    command = " \\\n    ".join(map(shlex.quote, options))
    return f"""\
#!/bin/sh
# Imports the files beside it, for the user that the server runs as, while the server is stopped:
#     sh {SCRIPT}                              into the empty database neo4j
#     sh {SCRIPT} --overwrite-destination      in place of what it holds
# Then start the server and run `kg load neo4j`: it makes constraints and indexes ({SCHEMA} has them too).
set -e
cd "$(dirname "$0")"
exec "${{NEO4J_ADMIN:-neo4j-admin}}" database import full neo4j "$@" \\
    {command}
"""


def _write_class(graph: GraphReader, label: str, folder: Path) -> dict[str, int]:
    entity = load_ontology().classes[label]
    literals, edges = entity.literals(), make_edge_tables(label, entity)
    with ExitStack() as stack:
        nodes = _CsvFile(stack.enter_context(open_output(folder / _name_nodes(label))))
        nodes.write([f"id:ID({label})", *(_make_header(name, prop) for name, prop in literals.items())])
        ends = []
        for table in edges:
            file = _CsvFile(stack.enter_context(open_output(folder / _name_edges(table))))
            file.write([f":START_ID({label})", f":END_ID({table.target})"])
            ends.append((attrgetter(table.reference), file))
        columns = [(name, _pick_form(prop)) for name, prop in literals.items()]
        _write_records(graph.records(CLASSES[label]), columns, nodes, ends)
        nodes.flush()
        for _, file in ends:
            file.flush()
    names = [_name_nodes(label), *map(_name_edges, edges)]
    return {name: file.rows - 1 for name, file in zip(names, [nodes, *(file for _, file in ends)], strict=True)}


def _write_records(
    records: Iterable[GraphRecord],
    columns: Sequence[tuple[str, Callable[[Any], str]]],
    nodes: _CsvFile,
    ends: Sequence[tuple[Callable[[Any], Any], _CsvFile]],
) -> None:
    forms = [(attrgetter(name), form) for name, form in columns]
    for record in records:
        nodes.write([record.id, *("" if (value := get(record)) is None else form(value) for get, form in forms)])
        for get, file in ends:
            value = get(record)
            for target in () if value is None else [value] if isinstance(value, str) else sorted(set(value)):
                file.write([record.id, target])


class _CsvFile:
    """Gathers lines, as many small writes cost most."""

    def __init__(self, out: BinaryIO) -> None:
        self.rows = 0
        self._out, self._lines = out, list[str]()

    def write(self, cells: Sequence[str]) -> None:
        self.rows += 1
        self._lines.append(",".join(cells))
        if len(self._lines) >= _LINES_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if self._lines:
            self._out.write("\n".join([*self._lines, ""]).encode())
        self._lines = []


def _make_header(name: str, prop: Property) -> str:
    return f"{name}:{_TYPES.get(prop.type, 'string')}{'[]' if prop.many else ''}"


def _pick_form(prop: Property) -> Callable[[Any], str]:
    """How a value of a property stands in a cell; an empty cell without quotes is no value."""
    if prop.many:
        return _join
    if prop.type == "boolean":
        return lambda value: "true" if value else "false"
    return str if prop.type in _TYPES else _quote


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _join(items: Sequence[str]) -> str:
    for item in items:
        if _SEPARATOR in item:
            raise SinkError(f"{item!r} holds U+001F, which separates the items of lists; mend the input")
    return _quote(_SEPARATOR.join(items)) if items else ""


def _list_edges() -> list[EdgeTable]:
    classes = load_ontology().classes
    return [table for label in CLASSES for table in make_edge_tables(label, classes[label])]


def _name_nodes(label: str) -> str:
    return f"{label}.csv"


def _name_edges(table: EdgeTable) -> str:
    return f"{table.label}_{table.edge}_{table.target}.csv"


def _refuse_other_files(folder: Path) -> None:
    ours = {SCRIPT, SCHEMA, *map(_name_nodes, CLASSES), *map(_name_edges, _list_edges())}
    others = sorted(path.name for path in folder.iterdir() if path.name not in ours)
    if others:
        raise SinkError(f"{folder}: holds other files ({', '.join(others[:3])}); name an empty or a new folder")
