"""Bytes of sources with a bound on memory: gzip, UTF-16, lines of any length."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from kg.documents.encodings import find_bom
from kg.errors import InputError

#: Longest line or page that is held in memory, in bytes: six for each code point that an article's text may have
#: (MAX_TEXT), as JSON's escapes take.
MAX_BYTES = 32 * 1024 * 1024

_CHUNK = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


class ByteReader:
    """Bytes that are pulled a chunk at a time, with a look ahead and lines of bounded length."""

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        """Make a reader.

        Args:
            pull: gives at most so many further bytes; none at the end.
        """
        self._pull, self._buffer, self._at, self._ended = pull, b"", 0, False

    def peek(self, size: int) -> bytes:
        """The next bytes without taking them; fewer at the end."""
        self._fill(size)
        return self._buffer[self._at : self._at + size]

    def read(self, size: int) -> bytes:
        """At most so many bytes; fewer only at the end."""
        self._fill(size)
        taken = self._buffer[self._at : self._at + size]
        self._at += len(taken)
        return taken

    def readline(self, limit: int) -> bytes:
        """The bytes up to and with the next line feed, or `limit` bytes if it is further away; none at the end."""
        searched = self._at
        while True:
            end = self._buffer.find(b"\n", searched) + 1
            have = len(self._buffer) - self._at
            if end > 0 or have >= limit or self._ended:
                return self.read(min(limit, end - self._at if end > 0 else have))
            self._fill(max(have + 1, min(2 * have, limit)))
            searched = self._at + have

    def skip_line(self) -> None:
        """Drop everything up to and with the next line feed, without holding it."""
        piece = self.readline(_CHUNK)
        while piece and not piece.endswith(b"\n"):
            piece = self.readline(_CHUNK)

    def _fill(self, size: int) -> None:
        parts, have = [self._buffer[self._at :]], len(self._buffer) - self._at
        if have >= size or self._ended:
            return
        while have < size and not self._ended:
            chunk = self._pull(_CHUNK)
            parts.append(chunk)
            have += len(chunk)
            self._ended = not chunk
        self._buffer, self._at = b"".join(parts), 0


@contextmanager
def open_source(path: Path | None) -> Iterator[ByteReader]:
    """A reader of a file, or of standard input for None; gzip is unpacked, UTF-16 becomes UTF-8.

    Raises:
        InputError: the source can't be opened, or is cut off or damaged further on.
    """
    try:
        with nullcontext(sys.stdin.buffer) if path is None else path.open("rb") as file:
            raw = ByteReader(getattr(file, "read1", file.read))  # a pipe's bytes as they come
            if raw.peek(2) == _GZIP_MAGIC:
                raw = _unpack(raw)
            elif path is not None and path.suffix == ".gz" and raw.peek(1):
                raise InputError("not a gzip file in spite of its name; rename it, or fetch it again")
            yield raw
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"the gzip file is cut off or damaged here ({error}); fetch it again") from error
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror or error}); check that it exists and may be read") from error


def to_utf8(reader: ByteReader) -> ByteReader:
    """The same text as UTF-8, if a byte order mark says that it is UTF-16 or UTF-32; the mark itself is dropped.

    Raises:
        InputError: on reading, bytes that the encoding doesn't have.
    """
    bom = find_bom(reader.peek(4))
    if bom is None:
        return reader
    encoding, length = bom
    reader.read(length)
    if encoding == "utf-8":
        return reader
    decoder = codecs.getincrementaldecoder(encoding)()

    def pull(size: int) -> bytes:
        while True:
            chunk = reader.read(size)
            try:
                text = decoder.decode(chunk, not chunk)
            except UnicodeDecodeError as error:
                raise InputError(f"not {encoding.upper()} ({error.reason}); save the file as UTF-8") from error
            if text or not chunk:
                return text.encode("utf-8")

    return ByteReader(pull)


class _Raw(io.RawIOBase):
    """What gzip wants to read from, made of a reader."""

    def __init__(self, reader: ByteReader) -> None:
        self._reader = reader

    def read(self, size: int = -1, /) -> bytes:
        return self._reader.read(_CHUNK if size < 0 else size)


def _unpack(reader: ByteReader) -> ByteReader:
    return ByteReader(gzip.GzipFile(fileobj=_Raw(reader)).read1)
