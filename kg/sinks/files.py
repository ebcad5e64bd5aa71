"""Files that dumps are written to: whole or not at all, gzipped if asked for, the same bytes each time."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import SinkError

#: describes the tables of a folder
DESCRIPTOR = "datapackage.json"

_COMPRESSION = 6


@contextmanager
def open_output(path: Path | None, *, gzipped: bool = False) -> Iterator[BinaryIO]:
    """Open a file to write, which gets its name only when all of it is on the disk; None is standard output.

    Raises:
        SinkError: the file can't be written, or the text has half of a surrogate pair in it.
    """
    try:
        with _open_stdout() if path is None else _open_beside(path) as out:
            if not gzipped:
                yield out
                return
            with GzipFile(filename="", mode="wb", compresslevel=_COMPRESSION, fileobj=out, mtime=0) as packed:
                yield cast(BinaryIO, packed)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SinkError(f"{path or 'standard output'}: can't be written: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        near = error.object[max(0, error.start - 60) : error.start]
        raise SinkError(
            f"half of a surrogate pair stands in the graph's text, after {near!r}; mend the input"
        ) from error


@contextmanager
def replace_folder(folder: Path, names: Collection[str]) -> Iterator[Path]:
    """A new folder to fill, which takes `folder`'s place when all went well, and is removed when not.

    Args:
        folder: created, or replaced if it holds an earlier export and nothing else.
        names: the files of an export.

    Raises:
        SinkError: the folder holds other files, can't be written, or a text is not valid Unicode.
    """
    folder = folder.absolute()
    _refuse_other_files(folder, {DESCRIPTOR, *names})
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
            new = Path(scratch) / "new"
            new.mkdir()
            yield new
            _swap(Path(scratch), folder)
    except (OSError, UnicodeEncodeError) as error:
        raise SinkError(f"{folder}: the tables couldn't be written: {error}") from error


def _refuse_other_files(folder: Path, ours: Collection[str]) -> None:
    if folder.is_file():
        raise SinkError(f"{folder}: is a file; name a folder for the tables")
    others = sorted(path.name for path in folder.iterdir() if path.name not in ours) if folder.is_dir() else []
    if others:
        raise SinkError(f"{folder}: holds other files ({', '.join(others[:3])}); name an empty or a new folder")


def _swap(scratch: Path, folder: Path) -> None:
    """Put the new folder in the old one's place: two renames, so that no reader sees half a table."""
    if folder.exists():
        folder.rename(scratch / "old")
    try:
        (scratch / "new").rename(folder)
    except OSError:
        if (scratch / "old").exists():
            (scratch / "old").rename(folder)
        raise


@contextmanager
def _open_stdout() -> Iterator[BinaryIO]:
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


@contextmanager
def _open_beside(path: Path) -> Iterator[BinaryIO]:
    """A temporary file in the same folder, renamed to `path` when all went well, removed when not."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o666 & ~_read_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _read_umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
