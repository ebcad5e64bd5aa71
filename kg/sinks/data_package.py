"""The data dictionary of the CSV tables: a Frictionless Data Package (https://datapackage.org/), from the ontology."""

from __future__ import annotations

from collections.abc import Mapping

from kg.graph.ids import PATTERN
from kg.ontology import OntologyClass, Property, PropertyType, load_ontology

#: what stands between the items of a list in one cell
LIST_SEPARATOR = "|"

_FIELD_TYPES: dict[PropertyType, str] = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "date": "date",
}
_LIST_NOTE = 'Several values, joined by "|"; inside a value "|" is written "\\|" and "\\" is written "\\\\".'


def table_name(class_name: str) -> str:
    """The name of a class's table, which is also its file's stem."""
    return class_name.lower()


def describe_tables(files: Mapping[str, tuple[int, str]], *, spreadsheet: bool) -> dict[str, object]:
    """The descriptor of a folder of tables.

    Args:
        files: class name → size of its file in bytes and its SHA-256 in hex.
        spreadsheet: whether the files are those made for spreadsheet programs.
    """
    classes = load_ontology().classes
    return {
        "profile": "tabular-data-package",
        "name": "kg",
        "title": "Knowledge graph of Vietnamese officials",
        "description": "One table a class of the graph; every claim names the article and the words it came from."
        + (" Cells that a spreadsheet would run as a formula begin with an apostrophe." if spreadsheet else ""),
        "resources": [_describe_table(name, classes[name], *files[name]) for name in files],
    }


def _describe_table(name: str, kind: OntologyClass, size: int, digest: str) -> dict[str, object]:
    table = table_name(name)
    return {
        "name": table,
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "description": kind.doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": [_ID, *(_describe_field(field, prop) for field, prop in kind.properties.items())],
            "missingValues": [""],
            "primaryKey": "id",
            "foreignKeys": _foreign_keys(name, kind),
        },
    }


_ID: dict[str, object] = {
    "name": "id",
    "type": "string",
    "description": "Identifier, unique across all tables; it doesn't change from one export to the next.",
    "constraints": {"required": True, "unique": True, "pattern": PATTERN},
}


def _describe_field(name: str, prop: Property) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if prop.required else {}
    if prop.values:
        constraints["enum"] = list(prop.values)
    if prop.pattern is not None:
        constraints["pattern"] = prop.pattern.removeprefix("^").removesuffix("$")
    field: dict[str, object] = {
        "name": name,
        "type": "string" if prop.many else _FIELD_TYPES.get(prop.type, "string"),
        "description": f"{prop.doc} {_LIST_NOTE}" if prop.many else prop.doc,
    }
    if prop.many and prop.range is not None:
        field["description"] = f"{field['description']} Each is an id of {table_name(prop.range)}."
    return {**field, "constraints": constraints} if constraints else field


def _foreign_keys(name: str, kind: OntologyClass) -> list[dict[str, object]]:
    """The references that hold one id a cell; the standard has none for lists, and "" stands for the table itself."""
    return [
        {
            "fields": field,
            "reference": {"resource": "" if prop.range == name else table_name(str(prop.range)), "fields": "id"},
        }
        for field, prop in kind.references().items()
        if not prop.many
    ]
