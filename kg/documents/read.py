"""Articles out of files, folders and standard input, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from kg.documents.article import ArticleRow, make_document, parse_row
from kg.documents.encodings import decode_bytes
from kg.documents.faults import FaultLog
from kg.documents.html import read_page
from kg.documents.records import Document
from kg.documents.seen import SeenIds
from kg.documents.sources import Source, SourceKind, find_sources
from kg.documents.streams import MAX_BYTES, ByteReader, open_source, to_utf8
from kg.errors import InputError

_MEGABYTES = f"{MAX_BYTES // 2**20} MB"


class HasId(Protocol):
    """Anything that is about one article."""

    @property
    def id(self) -> str:
        """The article's id."""
        ...


ItemT = TypeVar("ItemT", bound=HasId)
LineT = TypeVar("LineT")
#: Reads a line of JSONL; raises InputError for one that it can't use.
LineParser = Callable[[bytes, "SourceReader"], LineT]


def read_documents(sources: Iterable[str | Path], *, faults: FaultLog, skip: Path | None = None) -> Iterator[Document]:
    """The articles of the sources, in the order of the sources and of the names in folders.

    Args:
        sources: .txt, .html and .jsonl files (each also gzipped), folders, pipes, "-" for standard input.
        faults: gets one fault for each file, line or article that had to be left out; the rest carries on.
        skip: a file in a folder that is no source, as it is being written.
    """
    return read_items(sources, parse_line=parse_article, faults=faults, skip=skip)


def read_items(
    sources: Iterable[str | Path], *, parse_line: LineParser[ItemT], faults: FaultLog, skip: Path | None = None
) -> Iterator[Document | ItemT]:
    """Like `read_documents`, for JSONL files whose lines may hold something else than articles.

    Args:
        sources: as there.
        parse_line: makes an item of a line; `parse_article` does so of an article's.
        faults: as there. An id that comes again with the same content is left out silently, with another is a fault.
        skip: as there.
    """
    seen = SeenIds()
    for source in find_sources(sources, faults=faults, skip=skip):
        reader = SourceReader(source, faults)
        for item in reader.read(parse_line):
            if _is_new(item, seen, reader):
                yield item


def parse_article(line: bytes, reader: SourceReader) -> Document:
    """The article that a line of JSON holds; warnings go to the reader's log.

    Raises:
        InputError: the line is no article, or one that can't be used.
    """
    return make_document(parse_row(line), warn=reader.warn)


def _is_new(item: HasId, seen: SeenIds, reader: SourceReader) -> bool:
    verdict = seen.add(item.id, msgspec.msgpack.encode(item))
    if verdict == "different":
        reader.fault(
            f"another article came before under the id {item.id}; this one is left out: give it an id of its own"
        )
    return verdict == "new"


class SourceReader:
    """Reads one source, and tells its faults and warnings with file and line."""

    def __init__(self, source: Source, faults: FaultLog) -> None:
        """Make a reader.

        Args:
            source: what to read.
            faults: where to tell.
        """
        self._source, self._faults = source, faults
        self._line: int | None = None

    def fault(self, message: str) -> None:
        """Tell a fault of the line or file that is being read."""
        self._faults.fault(message, path=self._source.name, line=self._line)

    def warn(self, message: str) -> None:
        """Tell a warning about it."""
        self._faults.warn(message, path=self._source.name, line=self._line)

    def read(self, parse_line: LineParser[LineT]) -> Iterator[Document | LineT]:
        """What the source holds, a JSONL file's lines by `parse_line`."""
        try:
            with open_source(self._source.path) as reader:
                kind = _sniff(reader) if self._source.kind == "unknown" else self._source.kind
                if not reader.peek(1):
                    raise InputError("empty file; fetch it again, or leave it out")
                if kind == "jsonl":
                    yield from self._read_lines(to_utf8(reader), parse_line)
                else:
                    yield self._read_whole(reader.read(MAX_BYTES + 1), kind)
        except InputError as error:
            self.fault(error.message)

    def _read_whole(self, data: bytes, kind: SourceKind) -> Document:
        if len(data) > MAX_BYTES:
            raise InputError(f"more than {_MEGABYTES} in one article; split it, or hand its articles in as .jsonl")
        if kind == "html":
            row, warning = read_page(data, id_=self._source.id)
        else:
            text, warning = msgspec.structs.astuple(decode_bytes(data))
            row = ArticleRow(id=self._source.id, text=text)
        if warning is not None:
            self.warn(warning)
        return make_document(row, warn=self.warn)

    def _read_lines(self, reader: ByteReader, parse_line: LineParser[LineT]) -> Iterator[LineT]:
        self._line = 1
        while line := reader.readline(MAX_BYTES + 1):
            try:
                if len(line) > MAX_BYTES:
                    _skip_rest(line, reader)
                    raise InputError(f"a line of more than {_MEGABYTES}; put one article on a line, without pictures")
                if line.strip():
                    yield parse_line(self._check_line(line), self)
            except InputError as error:
                self.fault(error.message)
            self._line += 1

    def _check_line(self, line: bytes) -> bytes:
        """The line as sound UTF-8, converted if it must be and can be."""
        if b"\0" in line:
            raise InputError("NUL bytes: UTF-16 without a byte order mark, or damage; save the file as UTF-8")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            decoded = decode_bytes(line)
            self.warn(decoded.warning or "")
            return decoded.text.encode("utf-8")
        return line


def _skip_rest(line: bytes, reader: ByteReader) -> None:
    if not line.endswith(b"\n"):
        reader.skip_line()


def _sniff(reader: ByteReader) -> SourceKind:
    """What a pipe holds, told by its first bytes that aren't blank."""
    start = reader.peek(4096).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"{"):
        return "jsonl"
    return "html" if start.startswith((b"<!doctype", b"<html", b"<?xml")) else "text"
