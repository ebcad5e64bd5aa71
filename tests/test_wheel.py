"""A built wheel works away from the checkout: `ontology/`, `queries/` and every data file are in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, as an installer would lay it out."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--wheel-dir"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, folder, ROOT], check=True, cwd=folder)
    [wheel] = folder.glob("kg-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def run_python(unpacked: Path, code: str, *words: str) -> str:
    """What a Python program prints that finds kg in the wheel, and nowhere else."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", f"import kg; assert kg.__file__.startswith({str(unpacked)!r})\n{code}", *words],
        cwd=unpacked.parent,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def list_data(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".gitkeep"
    }


def test_the_command_runs(unpacked: Path) -> None:
    shown = run_python(unpacked, "from kg.cli import main; main()", "--help")
    assert "export" in shown


@pytest.mark.parametrize("name", ["ontology", "queries"])
def test_folders_beside_the_package_are_in_it(name: str, unpacked: Path) -> None:
    code = f"from kg.ontology import find_data; print(find_data({name!r}))"
    packed = Path(run_python(unpacked, code).strip())
    assert packed == unpacked / "kg" / f"_{name}"
    assert list_data(packed) == list_data(ROOT / name)


def test_every_file_of_the_package_is_in_it(unpacked: Path) -> None:
    packed = {name for name in list_data(unpacked / "kg") if not name.startswith(("_ontology/", "_queries/"))}
    assert packed == list_data(ROOT / "kg")


def test_a_graph_is_written_and_validated(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from kg.graph.reader import read_graph_jsonl\n"
        "from kg.sinks.rdf import write_rdf\n"
        "from kg.sinks.shacl import validate_rdf\n"
        "out = Path(sys.argv[2])\n"
        "write_rdf(read_graph_jsonl(Path(sys.argv[1])), out)\n"
        "print(validate_rdf(out))\n"
    )
    tiny = ROOT / "tests" / "data" / "tiny_graph.jsonl"
    assert run_python(unpacked, code, str(tiny), str(tmp_path / "dump.jsonld")).strip() == "[]"
