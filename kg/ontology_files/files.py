"""Which files come from `ontology/kg.yaml`, and what each must hold."""

from __future__ import annotations

from pathlib import Path

from kg.errors import InputError
from kg.ontology import find_data, load_ontology
from kg.ontology_files.context import make_context
from kg.ontology_files.owl import make_owl
from kg.ontology_files.page import fill_page
from kg.ontology_files.picture import draw_picture
from kg.ontology_files.shapes import make_shapes


def make_files() -> dict[Path, str]:
    """The text that each file must hold.

    Raises:
        InputError: this is an installed package, which has no docs.
    """
    ontology, folder = load_ontology(), find_data("ontology")
    docs = folder.parent / "docs"
    if not docs.is_dir():
        raise InputError("the files are made in a checkout only: there must be docs/ beside ontology/", path=str(docs))
    return {
        folder / "ontology.ttl": make_owl(ontology),
        folder / "shapes.ttl": make_shapes(ontology),
        folder / "context.jsonld": make_context(ontology),
        docs / "ontology.md": fill_page((docs / "ontology.md").read_text(encoding="utf-8"), ontology),
        docs / "ontology.svg": draw_picture(ontology),
    }


def find_stale() -> list[Path]:
    """The files that are missing or hold something else."""
    return [path for path, text in make_files().items() if not path.is_file() or path.read_text("utf-8") != text]
