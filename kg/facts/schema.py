"""The JSON Schema of the facts record, made from the records; `python -m kg.facts.schema --write` writes it."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kg.facts.check import DAY_FIELDS, EDTF_FIELDS, FILLED_FIELDS
from kg.facts.records import Facts
from kg.ontology import find_data, load_ontology

_DATE = "(?:(?:[0-9]{4}|XXXX)-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|[0-9]{4})"
#: The EDTF forms that kg reads, as far as a pattern can tell; `kg.lexicon.edtf` knows the days of each month too.
EDTF_PATTERN = rf"^(?:{_DATE}|{_DATE}/(?:{_DATE}|\.\.)?|(?:\.\.)?/{_DATE})$"
DAY_PATTERN = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"


@cache
def schema_path() -> Path:
    """Where the schema is kept."""
    return find_data("ontology") / "facts.schema.json"


def make_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one facts record; further fields are free in it."""
    (reference,), definitions = msgspec.json.schema_components([Facts], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        for name, field in definition.get("properties", {}).items():
            _constrain(name, field)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": load_ontology().namespace.rstrip("#").rsplit("/", 1)[0] + "/facts.schema.json",
        "title": "Facts record of kg",
        **reference,
        "$defs": dict(sorted(definitions.items())),
    }


def format_schema() -> str:
    """The schema as its file has it."""
    return json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n"


def _constrain(name: str, field: dict[str, Any]) -> None:
    """Add to a field's schema what `kg.facts.check` asks of it."""
    for option in field.get("anyOf", [field]):
        if option.get("type") == "string":
            if name in FILLED_FIELDS:
                option["minLength"] = 1
            if name in EDTF_FIELDS | DAY_FIELDS:
                option["pattern"] = EDTF_PATTERN if name in EDTF_FIELDS else DAY_PATTERN
        elif option.get("type") == "integer":
            option["minimum"] = 0
        elif option.get("type") == "number":
            option["minimum"], option["maximum"] = 0, 1


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        schema_path().write_text(format_schema(), encoding="utf-8")
    else:
        sys.stdout.write(format_schema())
