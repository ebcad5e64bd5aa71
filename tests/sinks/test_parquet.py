from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from kg.errors import SinkError
from kg.graph.reader import GraphReader, MemoryGraph
from kg.graph.records import CLASSES
from kg.ontology import load_ontology
from kg.sinks.parquet import write_parquet
from tests.sinks.graphs import hostile_graphs, tiny_graph


def expect_rows(graph: GraphReader, name: str) -> list[dict[str, Any]]:
    properties = load_ontology().classes[name].properties
    rows = []
    for record in graph.records(CLASSES[name]):
        row: dict[str, Any] = {"id": record.id}
        for field, prop in properties.items():
            value = getattr(record, field)
            dated = prop.type == "date" and value is not None
            row[field] = dt.date.fromisoformat(value) if dated else list(value) if prop.many else value
        rows.append(row)
    return rows


def test_tables_give_every_value_back_with_its_type(tmp_path: Path) -> None:
    counts = write_parquet(tiny_graph(), tmp_path / "tables")
    for name in CLASSES:
        rows = pq.read_table(tmp_path / "tables" / f"{name.lower()}.parquet").to_pylist()
        assert rows == expect_rows(tiny_graph(), name)
        assert counts[name] == len(rows) > 0


@given(hostile_graphs())
@settings(max_examples=30, deadline=None)
def test_hostile_texts_come_back_as_they_are(graph: MemoryGraph) -> None:
    with TemporaryDirectory() as folder:
        write_parquet(graph, Path(folder) / "tables")
        for name in ("Person", "Claim", "Article"):
            rows = pq.read_table(Path(folder) / "tables" / f"{name.lower()}.parquet").to_pylist()
            assert rows == expect_rows(graph, name)


def test_every_column_says_what_it_is(tmp_path: Path) -> None:
    write_parquet(tiny_graph(), tmp_path / "tables")
    described = json.loads((tmp_path / "tables" / "datapackage.json").read_bytes())
    for resource in described["resources"]:
        path = tmp_path / "tables" / resource["path"]
        schema = pq.read_schema(path)
        fields = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
        texts = {field.name: field.metadata[b"description"].decode() for field in schema}
        assert list(texts) == list(fields)
        assert all(fields[name].startswith(text) and text for name, text in texts.items())
        assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def test_same_graph_gives_same_bytes_over_an_earlier_export(tmp_path: Path) -> None:
    for name in ("one", "two", "two"):
        write_parquet(tiny_graph(), tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(SinkError, match="holds other files"):
        write_parquet(tiny_graph(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
