"""What the last load left in the database, as a short digest of each record; so only what changed is looked at again.

It stands in the database itself, in nodes `KgLoad` beside the graph, so that it goes where the data goes: one node
for a class, and up to sixteen with digests. The node of the class is removed before anything of the class is written,
and written when all of it is there: a load that was broken off leaves none, and the next one compares all values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby

import msgspec

from kg.graph.records import GraphRecord
from kg.sinks.neo4j_statements import EdgeTable, NodeTable, make_count
from kg.sinks.neo4j_writers import Database

#: the first digit of an id's number → the part that its digest is in
PARTS = "0123456789abcdef"
_KEY, _DIGEST = 8, 8
_ENTRY = _KEY + _DIGEST
#: up to how many bytes all parts of a class are fetched at once
_MOST_AT_ONCE = 16_000_000
#: how many bytes of parts make a transaction, each of which waits for the server's disk
_BYTES_AT_ONCE = 1_000_000

_READ_HEAD = "MATCH (s:KgLoad {id: $id}) WHERE s.version = $version RETURN [s.counts, s.size] AS head"
_WRITE_HEAD = "MERGE (s:KgLoad {id: $id}) SET s.version = $version, s.counts = $counts, s.size = $size"
_READ_PARTS = "MATCH (s:KgLoad) WHERE s.id IN $ids RETURN collect([s.id, s.digests]) AS parts"
_WRITE_PARTS = """UNWIND range(0, size($ids) - 1) AS i
MERGE (s:KgLoad {id: $ids[i]}) SET s.digests = $digests[i]"""
_REMOVE = "MATCH (s:KgLoad) WHERE s.id IN $ids DELETE s"

_ENCODER = msgspec.json.Encoder()


def digest_record(record: GraphRecord) -> bytes:
    """Sixteen bytes: the number in the record's id, and a digest of all that it says."""
    digest = blake2b(_ENCODER.encode(record), digest_size=_DIGEST).digest()
    return bytes.fromhex(record.id[-2 * _KEY :]) + digest


class ClassState:
    """The digests of one class in the database."""

    def __init__(self, database: Database, table: NodeTable, edges: Sequence[EdgeTable]) -> None:
        self._database, self._label = database, table.label
        self._count = make_count(table.label, edges)
        # Other columns or relationships than last time make all digests void.
        said = repr((table, [*edges])).encode()
        self._version = blake2b(said, digest_size=_DIGEST).hexdigest()
        head = database.read(_READ_HEAD, {"id": self._label, "version": self._version})
        counts: list[int] | None = head and head[0]
        self._size: int = head[1] if head else 0
        #: whether the database still has as many nodes and relationships of the class as the last load left there
        self.sound = head is not None and counts == database.read(self._count, {})
        self._forgotten = head is None
        self._parts: dict[str, bytes] = {}
        self._unwritten: dict[str, bytes] = {}

    def note(self, records: Iterable[GraphRecord]) -> Iterator[GraphRecord]:
        """Pass all records of the class on, storing their digests."""
        self.forget()
        self._size = 0
        for part, group in _iter_parts(records):
            digests = bytearray()
            for record in group:
                digests += digest_record(record)
                yield record
            self._store(part, bytes(digests))

    def find_suspects(self, records: Iterable[GraphRecord]) -> Iterator[tuple[str, GraphRecord | None]]:
        """The records whose digests differ from those stored, by id; None for what the graph no longer holds."""
        self._fetch(PARTS if self._size <= _MOST_AT_ONCE else "")
        self._size = 0
        for part, group in _iter_parts(records):
            if part not in self._parts:
                self._fetch(part)
            old, new = self._parts.pop(part), bytearray()
            for suspect in self._compare(old, group, new):
                self.forget()
                yield suspect
            if new != old:
                self._store(part, bytes(new))
            else:
                self._size += len(new)

    def forget(self) -> None:
        """Say that the class is not whole, before it is written to."""
        if not self._forgotten:
            self._database.write(_REMOVE, {"ids": [self._label]})
        self._forgotten = True

    def finish(self) -> None:
        """Say that the class is whole, with the counts that the next load is to find."""
        self._flush()
        if self._forgotten and self._size:
            counts = self._database.read(self._count, {})
            head = {"id": self._label, "version": self._version, "counts": counts, "size": self._size}
            self._database.write(_WRITE_HEAD, head)

    def _compare(
        self, old: bytes, records: Iterable[GraphRecord], new: bytearray
    ) -> Iterator[tuple[str, GraphRecord | None]]:
        at = 0
        for record in records:
            entry = digest_record(record)
            new += entry
            if old[at : at + _ENTRY] != entry:
                while at < len(old) and old[at : at + _KEY] < entry[:_KEY]:
                    yield self._name(old, at), None
                    at += _ENTRY
                if old[at : at + _ENTRY] != entry:
                    yield record.id, record
            if old[at : at + _KEY] == entry[:_KEY]:
                at += _ENTRY
        yield from ((self._name(old, rest), None) for rest in range(at, len(old), _ENTRY))

    def _name(self, old: bytes, at: int) -> str:
        return f"{self._label.lower()}-{old[at : at + _KEY].hex()}"

    def _fetch(self, parts: str) -> None:
        if parts:
            self._parts = dict.fromkeys(parts, b"")
            found = self._database.read(_READ_PARTS, {"ids": [f"{self._label}-{part}" for part in parts]})
            self._parts |= {key[-1]: digests for key, digests in found}

    def _store(self, part: str, digests: bytes) -> None:
        self._unwritten[f"{self._label}-{part}"] = digests
        self._size += len(digests)
        if sum(map(len, self._unwritten.values())) >= _BYTES_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        full = {key: digests for key, digests in self._unwritten.items() if digests}
        if full:
            self._database.write(_WRITE_PARTS, {"ids": [*full], "digests": [*full.values()]})
        if empty := self._unwritten.keys() - full.keys():
            self._database.write(_REMOVE, {"ids": sorted(empty)})
        self._unwritten = {}


def _iter_parts(records: Iterable[GraphRecord]) -> Iterator[tuple[str, Iterable[GraphRecord]]]:
    """Every part with its records, also where there are none."""
    groups = groupby(records, key=lambda record: record.id[-2 * _KEY])
    group = next(groups, None)
    for part in PARTS:
        if group is not None and group[0] == part:
            yield part, group[1]
            group = next(groups, None)
        else:
            yield part, ()
