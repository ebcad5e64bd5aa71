"""The graph as a folder of Parquet tables with a data dictionary: for DuckDB, pandas, Polars, Spark and R.

The same tables and columns as in CSV, with types: dates are dates, lists are lists, no value is null. What a column
means stands in the file itself, as the field's metadata, and in `datapackage.json`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import SinkError
from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.graph.triples import split_chunks
from kg.ontology import OntologyClass, Property, load_ontology
from kg.sinks.data_package import ID_DOC, table_name, write_descriptor
from kg.sinks.files import replace_folder

_ROWS_WRITTEN = 50_000


def write_parquet(graph: GraphReader, folder: Path) -> dict[str, int]:
    """Write every class of the graph as a table into a folder, which appears whole or not at all.

    Args:
        graph: what to write; a row group of 50,000 records is in memory at a time.
        folder: where; created, or replaced if it holds an earlier export and nothing else.

    Returns:
        The number of rows of each class.

    Raises:
        SinkError: pyarrow is not installed, or the folder holds other files or can't be written.
    """
    _import_pyarrow()
    counts = {}
    with replace_folder(folder, [f"{table_name(name)}.parquet" for name in CLASSES]) as new:
        for name, kind in CLASSES.items():
            counts[name] = _write_table(graph, name, kind, new / f"{table_name(name)}.parquet")
        write_descriptor(new, form="parquet")
    return counts


def _import_pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise SinkError("Parquet needs pyarrow: pip install 'kg[parquet]'") from error
    return pa, pq


def _write_table(graph: GraphReader, name: str, kind: type[GraphRecord], path: Path) -> int:
    pa, pq = _import_pyarrow()
    schema, count = make_schema(load_ontology().classes[name]), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in split_chunks(graph.records(kind), _ROWS_WRITTEN):
            columns = [pa.array(_iter_column(rows, field.name, field.type), type=field.type) for field in schema]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(rows)
    return count


def _iter_column(rows: list[GraphRecord], name: str, type_: Any) -> Iterator[object]:
    values = (getattr(row, name) for row in rows)
    if str(type_) != "date32[day]":
        return values
    return (None if value is None else dt.date.fromisoformat(value) for value in values)


def make_schema(kind: OntologyClass) -> Any:
    """The Arrow schema of a class's table, each field with what it means."""
    pa, _ = _import_pyarrow()
    fields = [pa.field("id", pa.string(), nullable=False, metadata={"description": ID_DOC})]
    for name, prop in kind.properties.items():
        nullable = not (prop.required or prop.many)
        fields.append(pa.field(name, _choose_type(prop), nullable=nullable, metadata={"description": prop.doc}))
    return pa.schema(fields, metadata={"description": kind.doc})


def _choose_type(prop: Property) -> Any:
    pa, _ = _import_pyarrow()
    makers: dict[str, Callable[[], Any]] = {
        "boolean": pa.bool_,
        "integer": pa.int64,
        "number": pa.float64,
        "date": pa.date32,
    }
    plain = makers.get(prop.type, pa.string)()
    return pa.list_(pa.field("item", plain, nullable=False)) if prop.many else plain
