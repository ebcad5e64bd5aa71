"""Which files the user's sources name, in a fixed order, and what the articles in them are called."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Literal

import msgspec

from kg.documents.faults import FaultLog

SourceKind = Literal["text", "html", "jsonl", "unknown"]

_KINDS: dict[str, SourceKind] = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl"}
ENDINGS = ".txt .html .htm .jsonl, each also .gz"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read, or standard input.

    Attributes:
        name: how messages call it: the path as given, "-" for standard input.
        path: the file; None for standard input.
        id: the article's id, if it holds one article.
        kind: what its name says that it holds; "unknown" for pipes, where its first bytes tell.
    """

    name: str
    path: Path | None
    id: str
    kind: SourceKind


def find_sources(sources: Iterable[str | Path], *, faults: FaultLog, skip: Path | None = None) -> Iterator[Source]:
    """Every file that the sources name: folders searched through in the order of their names, hidden files left out.

    Args:
        sources: files, folders, pipes, or "-" for standard input.
        faults: gets a fault for each source that isn't there or can't be an article.
        skip: a file in a folder that is no source, as it is being written.
    """
    for source in sources:
        if str(source) == "-":
            yield Source(name="-", path=None, id="stdin", kind="unknown")
            continue
        path = Path(source)
        if _is_folder(path):
            yield from _find_in_folder(path, faults=faults, skip=skip)
        else:
            yield from _find_file(path, faults=faults)


def _find_file(path: Path, *, faults: FaultLog) -> Iterator[Source]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        faults.fault(f"no such file or folder ({why}); check the path", path=str(path))
        return
    if not S_ISREG(mode):
        yield Source(name=str(path), path=path, id=path.name, kind="unknown")
    elif _kind_of(path) is None:
        faults.fault(f"unknown kind of file; give {ENDINGS}, or hand it in on standard input", path=str(path))
    else:
        yield from _name_source(path, path.parent, faults=faults)


def _find_in_folder(folder: Path, *, faults: FaultLog, skip: Path | None) -> Iterator[Source]:
    ignored, found = 0, 0
    for path in _walk(folder, faults=faults):
        if _kind_of(path) is None:
            ignored += 1
        elif skip is None or not _is_same(path, skip):
            found += 1
            yield from _name_source(path, folder, faults=faults)
    if ignored:
        faults.note(f"{folder}: {ignored} files of other kinds were left out (read are {ENDINGS})")
    if not found:
        faults.fault(f"nothing to read in this folder; give {ENDINGS}", path=str(folder))


def _walk(folder: Path, *, faults: FaultLog) -> Iterator[Path]:
    """The files below a folder, each folder's entries in the order of their names; links to folders aren't followed."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            yield path
        elif path == folder or not path.is_symlink():
            waiting.extend(reversed(_list_entries(path, faults=faults)))


def _list_entries(folder: Path, *, faults: FaultLog) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        faults.fault(f"the folder can't be read ({error.strerror}); check its permissions", path=str(folder))
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it can't be looked at; opening it will say why
        return False


def _is_same(path: Path, other: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)


def _kind_of(path: Path) -> SourceKind | None:
    return _KINDS.get(_plain(path).suffix.lower())


def _plain(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def _name_source(path: Path, folder: Path, *, faults: FaultLog) -> Iterator[Source]:
    name = unicodedata.normalize("NFC", _plain(path).with_suffix("").relative_to(folder).as_posix())
    kind = _kind_of(path)
    if not name.isprintable() or any("\ud800" <= char <= "\udfff" for char in name):
        faults.fault("the file's name is not printable UTF-8, so it makes no article id; rename it", path=str(path))
    elif kind is not None:
        yield Source(name=str(path), path=path, id=name, kind=kind)
