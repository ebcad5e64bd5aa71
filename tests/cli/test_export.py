from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from rdflib import VOID, Graph

from kg.cli import cli
from kg.cli.export import FORMATS
from kg.errors import InputError, NotFoundError
from kg.graph.build import build_graph
from kg.graph.records import CLASSES
from kg.graph.store import open_graph
from kg.sinks import rdf
from kg.sinks.shacl import validate_rdf
from tests.graph.sample import read_sample


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, words)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph")
    build_graph(made, read_sample())
    return made


@pytest.mark.parametrize(("format_", "suffix"), rdf.FORMATS.items())
def test_a_built_graph_conforms_in_every_format(format_: str, suffix: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"dump{suffix}.gz"
    assert run("rdf", "-o", path, "--graph", folder).exit_code == 0
    assert validate_rdf(path) == []
    plain = run("rdf", "--as", format_, "--graph", folder)
    assert plain.stdout_bytes == gzip.decompress(path.read_bytes())


def test_standard_output_gets_turtle(folder: Path) -> None:
    result = run("rdf", "--graph", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(Graph().parse(data=result.stdout, format="turtle")) > 100


def test_standard_output_can_be_gzipped(folder: Path) -> None:
    packed = run("rdf", "-o", "-", "--as", "nquads", "--gzip", "--graph", folder).stdout_bytes
    assert gzip.decompress(packed) == run("rdf", "--as", "nquads", "--graph", folder).stdout_bytes


def test_the_base_can_be_chosen(folder: Path) -> None:
    lines = run("rdf", "--as", "ntriples", "--base", "https://example.org/k/", "--graph", folder).stdout.splitlines()
    assert all(line.startswith("<https://example.org/k/") for line in lines)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["rdf", "-o", "graph.rdf"], InputError),
        (["rdf", "--base", "not an iri"], InputError),
        (["rdf", "--graph", "none"], NotFoundError),
    ],
)
def test_what_cannot_be_done_is_told(words: list[str], error: type[Exception], folder: Path) -> None:
    result = run(*words, *([] if "--graph" in words else ["--graph", str(folder)]))
    assert isinstance(result.exception, error)


def test_csv_has_a_table_for_each_class(folder: Path, tmp_path: Path) -> None:
    assert run("csv", "-o", tmp_path / "tables", "--graph", folder).exit_code == 0
    with open_graph(folder) as graph:
        for name, kind in CLASSES.items():
            with (tmp_path / "tables" / f"{name.lower()}.csv").open(encoding="utf-8", newline="") as table:
                assert [row["id"] for row in csv.DictReader(table)] == [record.id for record in graph.records(kind)]


@pytest.mark.parametrize("format_", ["followthemoney", "gexf", "graphml", "popolo"])
def test_one_file_formats_go_to_a_file_or_standard_output(format_: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{format_}"
    written = run(format_, "-o", path, "--graph", folder)
    assert written.exit_code == 0
    assert re.match(r"\d+ \w+, \d+ \w+.* in /", written.stderr)
    result = run(format_, "--graph", folder)
    assert result.exit_code == 0
    assert result.stdout_bytes == path.read_bytes() != b""


def test_parquet_folder_has_every_record(folder: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    assert run("parquet", "-o", tmp_path / "tables", "--graph", folder).exit_code == 0
    with open_graph(folder) as graph:
        for name, kind in CLASSES.items():
            ids = pq.read_table(tmp_path / "tables" / f"{name.lower()}.parquet")["id"].to_pylist()
            assert ids == [record.id for record in graph.records(kind)]


def test_the_formats_offered_are_those_that_can_be_written() -> None:
    assert list(FORMATS) == list(rdf.FORMATS)


def test_the_store_and_its_jsonl_give_the_same_dump(folder: Path, tmp_path: Path) -> None:
    from kg.graph.reader import read_graph_jsonl, write_graph_jsonl

    with open_graph(folder) as graph:
        write_graph_jsonl(graph, tmp_path / "graph.jsonl")
        rdf.write_rdf(graph, tmp_path / "store.nq")
    assert msgspec.json.decode((tmp_path / "graph.jsonl").read_bytes().splitlines()[0])
    rdf.write_rdf(read_graph_jsonl(tmp_path / "graph.jsonl"), tmp_path / "lines.nq")
    assert (tmp_path / "store.nq").read_bytes() == (tmp_path / "lines.nq").read_bytes()


def test_description_stands_beside_the_dump(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.nq.gz"
    assert run("rdf", "-o", path, "--describe", "--split", "200", "--graph", folder).exit_code == 0
    described = Graph().parse(tmp_path / "graph.nq.gz.void.ttl", format="turtle")
    dumps = {str(dump).rpartition("/")[2] for dump in described.objects(predicate=VOID.dataDump)}
    assert dumps == {file.name for file in tmp_path.glob("*.nq.gz")}
    assert len(dumps) > 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--describe",), "name one with -o"),
        (("--licence", "https://example.org/", "-o", "x.nt"), "add --describe"),
        (("--describe", "--licence", "MIT", "-o", "x.nt"), "not the IRI of a licence"),
    ],
)
def test_options_that_do_not_go_together_are_told(words: tuple[str, ...], message: str, folder: Path) -> None:
    result = run("rdf", *words, "--graph", folder)
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)
