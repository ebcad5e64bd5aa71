"""The questions in `queries/`: one stem, one header, a SPARQL and a Cypher text that give the same rows.

A file starts with its header: YAML in comment lines (`# ` in .rq, `// ` in .cypher), the same in both files of a stem.

    question    one sentence
    note        what the words in it mean, where that needs saying
    parameters  name → type (string, date, integer, id), doc, example; a parameter without `default` must be given
    columns     name → type (string, date, integer, boolean, id), doc; in the order in which they are shown
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from kg.errors import InputError, NotFoundError
from kg.ontology import find_data

Language = Literal["sparql", "cypher"]

#: language → how its files end, how its comments start, how a parameter named x is written
SUFFIXES: dict[Language, str] = {"sparql": ".rq", "cypher": ".cypher"}
COMMENTS: dict[Language, str] = {"sparql": "#", "cypher": "//"}
SIGILS: dict[Language, str] = {"sparql": "?", "cypher": "$"}


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that a question takes; it must be given unless it has a default."""

    type: Literal["string", "date", "integer", "id"]
    doc: str
    example: str
    default: str | None = None


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that each row of an answer has."""

    type: Literal["string", "date", "integer", "boolean", "id"]
    doc: str


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a question's files say of it before the query starts."""

    question: str
    note: str = ""
    parameters: dict[str, Parameter] = {}
    columns: dict[str, Column]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question that can be asked: its texts by language, and its header where it has one.

    Attributes:
        name: its stem in the library, or the path of the user's own file.
        header: what it takes and gives; None for a user's file without a header.
        texts: the query itself, header included, by language.
    """

    name: str
    header: Header | None
    texts: dict[Language, str]


def read_library(folder: Path | None = None) -> dict[str, Question]:
    """All questions of the library, sorted by name.

    Args:
        folder: where the files are; by default the project's own `queries/`.

    Raises:
        InputError: some file is at fault; the message names every fault.
    """
    folder = find_data("queries") if folder is None else folder
    stems = sorted({path.stem for path in folder.iterdir() if path.suffix in SUFFIXES.values()})
    questions, faults = {}, []
    for stem in stems:
        try:
            questions[stem] = _read_pair(folder, stem)
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError("\n".join(["the library of questions has faults:", *faults]))
    return questions


def find_question(name: str) -> Question:
    """A question of the library by its name, or a user's own .rq or .cypher file by its path.

    Raises:
        NotFoundError: neither a question nor a file is called so.
        InputError: the file is at fault.
    """
    path = Path(name)
    language = find_language(path)
    if language is not None and path.is_file():
        return read_own_question(path, language)
    questions = read_library()
    if name not in questions:
        known = ", ".join(questions)
        raise NotFoundError(f"no question or .rq or .cypher file is called {name!r}; the library has: {known}")
    return questions[name]


def find_language(path: Path) -> Language | None:
    """The language that a file is in, by how its name ends; None when it is neither."""
    return next((language for language, suffix in SUFFIXES.items() if path.suffix == suffix), None)


def read_own_question(path: Path, language: Language) -> Question:
    """A question from a user's own file; a header is welcome, not needed."""
    text = _read_text(path)
    header = None
    if split_header(text, language).lstrip().startswith("question:"):
        header = parse_header(text, language, path)
    return Question(name=str(path), header=header, texts={language: text})


def parse_header(text: str, language: Language, path: Path) -> Header:
    """The header that a file starts with.

    Raises:
        InputError: it is no YAML of a header's form, or its parameters are not those of the query.
    """
    try:
        header = msgspec.yaml.decode(split_header(text, language), type=Header)
    except msgspec.MsgspecError as error:
        raise InputError(f"the header is not right: {error}", path=str(path)) from error
    faults = [*_find_parameter_faults(header, text, language), *_find_column_faults(header)]
    if faults:
        raise InputError("; ".join(faults), path=str(path))
    return header


def split_header(text: str, language: Language) -> str:
    """The comment lines that a text starts with, without their comment marks."""
    mark = COMMENTS[language]
    lines = []
    for line in text.splitlines():
        if not line.startswith(mark):
            break
        lines.append(line.removeprefix(mark).removeprefix(" "))
    return "\n".join(lines)


def _read_pair(folder: Path, stem: str) -> Question:
    texts, headers = {}, {}
    for language, suffix in SUFFIXES.items():
        path = folder / f"{stem}{suffix}"
        if not path.is_file():
            raise InputError("is missing; each question has a .rq and a .cypher", path=str(path))
        texts[language] = _read_text(path)
        headers[language] = parse_header(texts[language], language, path)
    if split_header(texts["sparql"], "sparql") != split_header(texts["cypher"], "cypher"):
        raise InputError("the headers of .rq and .cypher differ", path=str(folder / stem))
    return Question(name=stem, header=headers["sparql"], texts=texts)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8: {error}", path=str(path)) from error


def _find_parameter_faults(header: Header, text: str, language: Language) -> Iterator[str]:
    sigil = SIGILS[language]
    body = "\n".join(line for line in text.splitlines() if not line.startswith(COMMENTS[language]))
    used = set(re.findall(rf"{re.escape(sigil)}(\w+)", body))
    for name in header.parameters:
        if name not in used:
            yield f"the query does not use its parameter {sigil}{name}"
    if language == "cypher":
        for name in sorted(used - set(header.parameters)):
            yield f"the header does not explain the parameter ${name}"


def _find_column_faults(header: Header) -> Iterable[str]:
    if not header.columns:
        yield "the header has no columns"
    for name in header.columns:
        if name in header.parameters:
            yield f"{name} is both a parameter and a column"
