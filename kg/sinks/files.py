"""Files that dumps are written to: whole or not at all, gzipped if asked for, the same bytes each time."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import GzipFile
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import SinkError

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
