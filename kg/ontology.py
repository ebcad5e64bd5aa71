"""The ontology as `ontology/kg.yaml` says it: classes, their properties and references."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

PropertyType = Literal["string", "boolean", "integer", "number", "date", "edtf", "enum", "ref"]

#: the datatype in RDF of each type; the types that are missing here are plain strings, unless they have a language
DATATYPES: dict[PropertyType, str] = {
    "boolean": "xsd:boolean",
    "integer": "xsd:integer",
    "number": "xsd:decimal",
    "date": "xsd:date",
    "edtf": "edtf:EDTF",
}


class Property(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One property of a class, its fields as `kg.yaml` explains them at its top."""

    type: PropertyType
    doc: str
    required: bool = False
    many: bool = False
    values: tuple[str, ...] = ()
    range: str | None = None
    edge: str | None = None
    rdf: str | None = None
    also: tuple[str, ...] = ()
    language: str | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    link: dict[str, str] = {}
    part: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing in RDF that belongs to a record: reached by `link` from the record or from another part (`of`)."""

    rdf: str
    link: str
    doc: str
    of: str | None = None
    whole: bool = False
    copies: dict[str, str] = {}


class OntologyClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One class of things that the graph holds; the order of `properties` is the order of columns."""

    doc: str
    rdf: tuple[str, ...]
    properties: dict[str, Property]
    graph: str | None = None
    parts: dict[str, Part] = {}
    derived: dict[str, tuple[str, str]] = {}
    exactly_one: tuple[str, ...] = ()
    less_than: dict[str, str] = {}
    not_after: dict[str, str] = {}

    def literals(self) -> dict[str, Property]:
        """The properties that hold values."""
        return {name: prop for name, prop in self.properties.items() if prop.type != "ref"}

    def references(self) -> dict[str, Property]:
        """The properties that name other records."""
        return {name: prop for name, prop in self.properties.items() if prop.type == "ref"}


class Ontology(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole ontology; the order of `classes` is one in which records can be written."""

    namespace: str
    base: str
    prefixes: dict[str, str]
    classes: dict[str, OntologyClass]

    def expand(self, term: str) -> str:
        """The IRI of a term such as `org:Post`."""
        prefix, _, name = term.partition(":")
        return self.prefixes[prefix] + name


def find_data(folder: str) -> Path:
    """The folder `ontology` or `queries`: inside an installed package, or beside `kg/` in a checkout."""
    package = Path(__file__).parent
    packed = package / f"_{folder}"
    return packed if packed.is_dir() else package.parent / folder


@cache
def load_ontology() -> Ontology:
    """The project's ontology, read once."""
    return msgspec.yaml.decode((find_data("ontology") / "kg.yaml").read_bytes(), type=Ontology)
