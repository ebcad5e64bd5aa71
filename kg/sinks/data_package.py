"""The data dictionary of the CSV and Parquet tables: a Frictionless Data Package (https://datapackage.org/)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal

from kg.graph.ids import PATTERN
from kg.ontology import OntologyClass, Property, PropertyType, load_ontology
from kg.sinks.files import DESCRIPTOR

Form = Literal["csv", "parquet"]

#: what stands between the items of a list in one cell
LIST_SEPARATOR = "|"

_FIELD_TYPES: dict[PropertyType, str] = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "date": "date",
}
_MANY_TYPES: dict[Form, str] = {"csv": "string", "parquet": "array"}
_FORMS: dict[Form, dict[str, object]] = {
    "csv": {
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
    },
    "parquet": {"profile": "data-resource", "format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}
_LIST_NOTE = 'Several values, joined by "|"; inside a value "|" is written "\\|" and "\\" is written "\\\\".'


def table_name(class_name: str) -> str:
    """The name of a class's table, which is also its file's stem."""
    return class_name.lower()


def write_descriptor(folder: Path, *, form: Form, spreadsheet: bool = False) -> None:
    """Describe the tables that are in a folder in its `datapackage.json`.

    Args:
        folder: holds a table of each class.
        form: how the tables are written.
        spreadsheet: whether the files are those made for spreadsheet programs.
    """
    classes = load_ontology().classes
    described = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": "kg",
        "title": "Knowledge graph of Vietnamese officials",
        "description": "One table a class of the graph; every claim names the article and the words it came from."
        + (" Cells that a spreadsheet would run as a formula begin with an apostrophe." if spreadsheet else ""),
        "resources": [
            _describe_table(name, kind, folder / f"{table_name(name)}.{form}", form) for name, kind in classes.items()
        ],
    }
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8", newline="\n")


def _describe_table(name: str, kind: OntologyClass, path: Path, form: Form) -> dict[str, object]:
    return {
        "name": table_name(name),
        "path": path.name,
        **_FORMS[form],
        "description": kind.doc,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_hash_file(path)}",
        "schema": {
            "fields": [_ID, *(_describe_field(field, prop, form) for field, prop in kind.properties.items())],
            "missingValues": [""],
            "primaryKey": "id",
            "foreignKeys": _foreign_keys(name, kind),
        },
    }


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


ID_DOC = "Identifier, unique across all tables; it doesn't change from one export to the next."

_ID: dict[str, object] = {
    "name": "id",
    "type": "string",
    "description": ID_DOC,
    "constraints": {"required": True, "unique": True, "pattern": PATTERN},
}


def _describe_field(name: str, prop: Property, form: Form) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if prop.required else {}
    if prop.values:
        constraints["enum"] = list(prop.values)
    if prop.pattern is not None:
        constraints["pattern"] = prop.pattern.removeprefix("^").removesuffix("$")
    field: dict[str, object] = {
        "name": name,
        "type": _MANY_TYPES[form] if prop.many else _FIELD_TYPES.get(prop.type, "string"),
        "description": f"{prop.doc} {_LIST_NOTE}" if prop.many and form == "csv" else prop.doc,
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
