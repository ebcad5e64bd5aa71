from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SinkError
from kg.graph.reader import GraphReader, MemoryGraph
from kg.graph.records import CLASSES, GraphRecord, Person
from kg.ontology import load_ontology
from kg.sinks.csv_tables import join_items, split_items, write_csv
from tests.sinks.graphs import hostile_graphs, name_id, texts, tiny_graph


def read_table(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def read_value(cell: str, type_: str) -> object:
    """A cell as a program that has read the data dictionary would take it."""
    if cell == "":
        return None
    if type_ == "boolean":
        return {"true": True, "false": False}[cell]
    return int(cell) if type_ == "integer" else float(cell) if type_ == "number" else cell


def read_record(name: str, row: dict[str, str]) -> GraphRecord:
    properties = load_ontology().classes[name].properties
    values = {
        field: split_items(row[field]) if prop.many else read_value(row[field], prop.type)
        for field, prop in properties.items()
    }
    return CLASSES[name](id=row["id"], **values)


def assert_same(graph: GraphReader, folder: Path) -> None:
    for name, kind in CLASSES.items():
        rows = read_table(folder / f"{name.lower()}.csv")
        assert [read_record(name, row) for row in rows] == list(graph.records(kind))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_tables_give_the_graph_back(tmp_path: Path) -> None:
    graph = tiny_graph()
    counts = write_csv(graph, tmp_path / "tables")
    assert_same(graph, tmp_path / "tables")
    assert counts == {name: len(list(graph.records(kind))) for name, kind in CLASSES.items()}
    assert counts["Claim"] > 0


@given(hostile_graphs())
def test_hostile_texts_survive(graph: MemoryGraph) -> None:
    with TemporaryDirectory() as folder:
        write_csv(graph, Path(folder))
        assert_same(graph, Path(folder))


@given(st.lists(texts))
def test_lists_survive_in_one_cell(items: list[str]) -> None:
    assert split_items(join_items(tuple(items))) == tuple(items)


@pytest.mark.parametrize(
    ("items", "cell"),
    [((), ""), (("a",), "a"), (("a", "b"), "a|b"), (("a|b", "c"), "a\\|b|c"), (("a\\", "b"), "a\\\\|b")],
)
def test_form_of_a_list(items: tuple[str, ...], cell: str) -> None:
    assert join_items(items) == cell
    assert split_items(cell) == items


def test_header_and_lines_are_as_documented(tmp_path: Path) -> None:
    write_csv(tiny_graph(), tmp_path)
    for name, kind in load_ontology().classes.items():
        content = (tmp_path / f"{name.lower()}.csv").read_bytes()
        assert content.split(b"\n")[0].decode() == ",".join(["id", *kind.properties])
        assert b"\r" not in content
        assert not content.startswith(b"\xef\xbb\xbf")


def test_same_graph_gives_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two", "two"):
        write_csv(tiny_graph(), tmp_path / folder)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_earlier_export_is_replaced_whole(tmp_path: Path) -> None:
    write_csv(tiny_graph(), tmp_path / "tables")
    write_csv(MemoryGraph([]), tmp_path / "tables")
    assert_same(MemoryGraph([]), tmp_path / "tables")


def test_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("precious")
    with pytest.raises(SinkError, match=r"thesis\.docx.*empty or a new folder"):
        write_csv(tiny_graph(), tmp_path)
    assert bytes_of(tmp_path) == {"thesis.docx": b"precious"}


def test_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("precious")
    with pytest.raises(SinkError, match="is a file"):
        write_csv(tiny_graph(), tmp_path / "tables")


def test_text_that_is_not_unicode_leaves_the_old_tables(tmp_path: Path) -> None:
    write_csv(tiny_graph(), tmp_path / "tables")
    before = bytes_of(tmp_path / "tables")
    with pytest.raises(SinkError, match="couldn't be written"):
        write_csv(MemoryGraph([Person(id=name_id("person", 1), name="\ud800")]), tmp_path / "tables")
    assert bytes_of(tmp_path / "tables") == before
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


@pytest.mark.parametrize(
    ("name", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("- gạch", "'- gạch"), ("\tx", "'\tx"), ("Đỗ - Ngô", "Đỗ - Ngô")],
)
def test_spreadsheet_tables_run_no_formula(tmp_path: Path, name: str, cell: str) -> None:
    graph = MemoryGraph([Person(id=name_id("person", 1), name=name)])
    write_csv(graph, tmp_path / "plain")
    write_csv(graph, tmp_path / "guarded", spreadsheet=True)
    assert read_table(tmp_path / "plain" / "person.csv")[0]["name"] == name
    assert (tmp_path / "guarded" / "person.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_table(tmp_path / "guarded" / "person.csv", "utf-8-sig")[0]["name"] == cell


def test_data_dictionary_describes_the_tables(tmp_path: Path) -> None:
    write_csv(tiny_graph(), tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert [resource["name"] for resource in package["resources"]] == [name.lower() for name in CLASSES]
    for resource in package["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert content.split(b"\n")[0].decode().split(",") == fields


def test_foreign_keys_hold_in_the_tables(tmp_path: Path) -> None:
    write_csv(tiny_graph(), tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    tables = {resource["name"]: read_table(tmp_path / resource["path"]) for resource in package["resources"]}
    checked = 0
    for resource in package["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            ids = {row["id"] for row in tables[key["reference"]["resource"] or resource["name"]]}
            named = {row[key["fields"]] for row in tables[resource["name"]]} - {""}
            assert named <= ids
            checked += len(named)
    assert checked > 0
