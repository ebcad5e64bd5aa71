"""The house's plan, checked: who imports whom, how long things are, what the package shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent

#: the stages in the order in which data flows; a stage imports only what stands before it (docs/index.md)
STAGES = ("documents", "mentions", "facts", "claims", "resolve", "graph", "questions", "sinks", "serve", "cli")
#: what any stage may import
COMMON = ("errors", "ontology", "lexicon")
#: modules that stand beside the stages → what they may import
BESIDE: dict[str, tuple[str, ...]] = {
    "errors": (),
    "ontology": (),
    "lexicon": ("errors", "ontology"),
    "ontology_files": ("errors", "ontology"),
    "evaluation": (*COMMON, "documents", "mentions", "facts"),
    "__init__": (*COMMON, *STAGES),
}

MODULE_LINES = 500
FUNCTION_LINES = 40
#: "path" or "path:function" → why it is longer than it should be; empty is the aim
EXCEPTIONS: dict[str, str] = {}


def list_modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "_ontology"))


def stage_of(path: Path) -> str:
    """The first part of a module's name below `kg`."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def allowed_for(stage: str) -> set[str]:
    """What a stage may import, itself included."""
    if stage in BESIDE:
        return {stage, *BESIDE[stage]}
    assert stage in STAGES, f"kg/{stage} is in no stage: add it to tests/test_layers.py and docs/index.md"
    return {*COMMON, *STAGES[: STAGES.index(stage) + 1], *(BESIDE if stage == "cli" else ())}


def find_imports(source: str, package: tuple[str, ...] = ("kg",)) -> Iterator[tuple[int, str]]:
    """The line and stage of every import from `kg`, wherever in the module it stands."""
    for node in ast.walk(ast.parse(source)):
        for name in _imported_names(node, package):
            parts = name.split(".")
            if parts[0] == "kg" and len(parts) > 1:
                yield node.lineno, parts[1]  # type: ignore[attr-defined]  # imports have lines


def _imported_names(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = ".".join((*package[: len(package) - node.level + 1], *([node.module] if node.module else [])))
    module = base if node.level else node.module or ""
    return [f"kg.{alias.name}" for alias in node.names] if module == "kg" else [module]


def find_functions(source: str) -> Iterator[tuple[str, int]]:
    """The name of every function and how many lines it has, its docstring and decorators not counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = node.body[0] if ast.get_docstring(node) is not None else None
            spent = 0 if docstring is None else (docstring.end_lineno or 0) - docstring.lineno + 1
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - spent


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from kg.sinks.rdf import write_rdf", ["sinks"]),
        ("import kg.graph.store as store", ["graph"]),
        ("from kg import resolve", ["resolve"]),
        ("def f():\n    from kg.cli import main", ["cli"]),
        ("from .store import x", ["graph"]),
        ("from .. import sinks", ["sinks"]),
        ("from ..cli.output import x", ["cli"]),
        ("import kgraph.sinks\nfrom os import path", []),
    ],
)
def test_imports_are_found(source: str, found: list[str]) -> None:
    assert [stage for _, stage in find_imports(source, ("kg", "graph"))] == found


def test_a_stage_imports_only_earlier_stages() -> None:
    faults = [
        f"{path.relative_to(PACKAGE.parent)}:{line} imports kg.{stage}, a later stage"
        for path in list_modules()
        for line, stage in find_imports(path.read_text("utf-8"), ("kg", *path.relative_to(PACKAGE).parts[:-1]))
        if stage not in allowed_for(stage_of(path))
    ]
    assert not faults, "\n".join(faults)


def test_modules_and_functions_are_short() -> None:
    lengths: dict[str, tuple[int, int]] = {}
    for path in list_modules():
        name, source = str(path.relative_to(PACKAGE.parent)), path.read_text("utf-8")
        lengths[name] = (len(source.splitlines()), MODULE_LINES)
        lengths.update({f"{name}:{function}": (lines, FUNCTION_LINES) for function, lines in find_functions(source)})
    too_long = {name: f"{lines} lines, {limit} allowed" for name, (lines, limit) in lengths.items() if lines > limit}
    assert {name: lines for name, lines in too_long.items() if name not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) <= set(too_long), "an exception that is no longer needed: take it out"


def test_public_face_is_sorted_and_complete() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kg"
        for alias in node.names
    }
    assert kg.__all__ == sorted(imported)
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []
