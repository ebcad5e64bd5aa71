"""How later stages read a graph, wherever it is kept: records of one class, sorted by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from kg.errors import InputError
from kg.graph.records import CLASSES, GraphRecord, RecordT


class GraphReader(Protocol):
    """Anything that gives the records of a graph."""

    def records(self, kind: type[RecordT]) -> Iterator[RecordT]:
        """All records of one class, sorted by id."""
        ...


class MemoryGraph:
    """A graph held in memory, for small graphs and for what is read back from JSONL."""

    def __init__(self, records: Iterable[GraphRecord]) -> None:
        self._records: dict[type[GraphRecord], dict[str, GraphRecord]] = {kind: {} for kind in CLASSES.values()}
        for record in records:
            self._records[type(record)][record.id] = record

    def records(self, kind: type[RecordT]) -> Iterator[RecordT]:
        """All records of one class, sorted by id."""
        for _, record in sorted(self._records[kind].items()):
            assert isinstance(record, kind)  # noqa: S101 - the index is keyed by type
            yield record


def read_graph_jsonl(path: Path) -> MemoryGraph:
    """The graph written by `write_graph_jsonl`: one record a line, `class` naming its class.

    Raises:
        InputError: a line is not a record of the ontology.
    """
    records = []
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row: Mapping[str, object] = msgspec.json.decode(line)
                fields = {key: value for key, value in row.items() if key != "class"}
                records.append(msgspec.convert(fields, CLASSES[str(row["class"])]))
            except (msgspec.MsgspecError, KeyError, AttributeError) as error:
                raise InputError(f"not a graph record: {error}", path=str(path), line=number) from error
    return MemoryGraph(records)


def write_graph_jsonl(graph: GraphReader, path: Path) -> None:
    """Write every record as a line of JSON, classes in the ontology's order, records sorted by id."""
    with path.open("wb") as out:
        for name, kind in CLASSES.items():
            for record in graph.records(kind):
                row = {"class": name, **msgspec.to_builtins(record)}
                out.write(msgspec.json.encode({key: value for key, value in row.items() if value not in (None, [])}))
                out.write(b"\n")
