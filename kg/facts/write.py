"""Facts records into JSONL, whole or not at all."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from kg.errors import InputError
from kg.facts.records import Facts


def write_facts(facts: Iterable[Facts], path: Path) -> int:
    """Write one record a line, and say how many; the file is whole or, if anything goes wrong, as it was before.

    Args:
        facts: the records, in the order in which they are to stand.
        path: the file; gzipped if it ends in ".gz", the same records giving the same bytes.

    Raises:
        InputError: the file can't be written.
    """
    with open_atomically(path) as out:
        if path.suffix != ".gz":
            return write_lines(facts, out)
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=out, mtime=0) as packed:
            return write_lines(facts, cast(BinaryIO, packed))


def write_lines(facts: Iterable[Facts], out: BinaryIO) -> int:
    """Write one record a line to an open file, and say how many."""
    count = 0
    for count, record in enumerate(facts, start=1):  # noqa: B007 - it is counted
        out.write(msgspec.json.encode(record) + b"\n")
    return count


@contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends without an error; until then `path` is as it was.

    It is written beside `path` under a hidden name and synced before it is moved. Links are followed; what is no
    regular file (/dev/null, a pipe) is written straight away.

    Raises:
        InputError: the folder or file can't be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as out:
                yield out
            return
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise InputError(f"can't be written ({error.strerror}); give another file", path=str(path)) from error
    with _moved_at_end(Path(name), target), os.fdopen(handle, "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _moved_at_end(part: Path, target: Path) -> Iterator[None]:
    try:
        yield
        part.chmod(_mode_for(target))
        part.replace(target)
        sync(target.parent)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise


def _mode_for(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
