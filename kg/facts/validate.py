"""All faults of a facts file, with lines and JSON paths."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.documents.faults import FaultLog
from kg.documents.read import SourceReader, read_documents
from kg.documents.records import Document
from kg.documents.seen import SeenIds
from kg.documents.sources import find_sources
from kg.errors import KgError
from kg.facts.check import find_faults, find_text_faults
from kg.facts.records import Facts
from kg.facts.schema import make_schema

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_FACTS = msgspec.json.Decoder(Facts)
_LONGEST = 300


def validate_facts(sources: Iterable[str | Path], *, docs: Iterable[str | Path] = (), faults: FaultLog) -> int:
    """Tell every fault of facts files: what the schema says, people who aren't listed, ids that come twice.

    Args:
        sources: .jsonl files (also gzipped), folders of them, "-" for standard input.
        docs: the articles that the facts are about; with them every quote and its offsets are held against the text.
        faults: gets the faults, each with file, line and JSON path.

    Returns:
        How many records have no fault.

    Raises:
        KgError: jsonschema is not installed, and a record doesn't fit the schema.
    """
    docs = list(docs)
    check = _Check(_Texts(read_documents(docs, faults=faults)) if docs else None)
    sound = 0
    for source in find_sources(sources, faults=faults):
        reader = SourceReader(source, faults)
        for item in reader.read(check.check_line):
            if isinstance(item, Document):
                reader.fault("an article where facts are wanted; give a .jsonl file of facts records")
            else:
                sound += item
    return sound


class _Check:
    """Checks one line after the other; ids are remembered over all files."""

    def __init__(self, texts: _Texts | None) -> None:
        self._texts, self._seen = texts, SeenIds()

    def check_line(self, line: bytes, reader: SourceReader) -> bool:
        """Tell the faults of a line; whether it has none."""
        found = list(self._find_faults(line))
        for fault in found:
            reader.fault(fault)
        return not found

    def _find_faults(self, line: bytes) -> Iterator[str]:
        try:
            facts = _FACTS.decode(line)
        except msgspec.ValidationError as error:
            yield from _find_schema_faults(line) or [str(error)]
            return
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            yield f"malformed JSON ({error}); put one whole JSON object on each line"
            return
        yield from find_faults(facts)
        if self._seen.add(facts.id, b"") != "new":
            yield f"$.id: a record with the id {facts.id} came before"
        if self._texts is not None:
            text = self._texts.find(facts.id)
            yield from find_text_faults(facts, text) if text is not None else [f"$.id: no article {facts.id} is there"]


class _Texts:
    """The texts of articles by their ids, in a temporary file, so that memory stays flat."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._table = sqlite3.connect("")
        self._table.execute("CREATE TABLE texts (id TEXT PRIMARY KEY, text TEXT)")
        rows = ((document.id, document.text) for document in documents)
        self._table.executemany("INSERT INTO texts VALUES (?, ?)", rows)

    def find(self, id_: str) -> str | None:
        """The text of an article; None if there is no such article."""
        row = self._table.execute("SELECT text FROM texts WHERE id = ?", (id_,)).fetchone()
        return None if row is None else str(row[0])


def _find_schema_faults(line: bytes) -> list[str]:
    """Everything in which a line doesn't fit the JSON Schema, in the order of the paths."""
    validator = _validator()
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - an extra, and only needed for records with faults

    errors = sorted(validator.iter_errors(json.loads(line)), key=lambda error: error.json_path)
    return [f"{error.json_path}: {_shorten((best_match([error]) or error).message)}" for error in errors]


@cache
def _validator() -> Validator:
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415
    except ImportError as error:
        raise KgError(
            "telling all faults of a record takes jsonschema; pip install '.[validate]' in kg's folder"
        ) from error
    return Draft202012Validator(make_schema())


def _shorten(message: str) -> str:
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"
