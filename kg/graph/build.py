"""Makes, extends and shrinks a graph: the facts go in or out, and what depends on them is derived anew.

A few articles more are added to a copy of the graph (`kg.graph.increment`); everything else derives the whole.

The new graph is written to a file beside the old one and takes its name in one step, so that a crash at any moment
leaves the old graph or the new one. A lock keeps two builds of one folder apart.
"""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

import msgspec

from kg.claims.map import map_facts
from kg.errors import SinkError
from kg.facts.records import Facts
from kg.facts.write import sync
from kg.graph.derive import derive_graph
from kg.graph.increment import add_articles
from kg.graph.namings import write_namings
from kg.graph.parts import write_parts
from kg.graph.store import FILE_NAME, Graph, create_tables, open_graph, write_records
from kg.resolve.decisions import FILE_NAME as DECISIONS
from kg.resolve.decisions import Decision, add_decisions, format_decision, sort_decisions

#: A build that adds one article beside this many or more derives only what the new ones bear on.
FEW = 4

_ENCODER = msgspec.json.Encoder(order="deterministic")


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did: how many articles were added, replaced, withdrawn and left as they were.

    `redecided`: people's decisions on who is who are others than in the build before.
    """

    added: int = 0
    replaced: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    redecided: bool = False

    @property
    def changed(self) -> bool:
        """Whether the graph is another one than before."""
        return bool(self.added or self.replaced or self.withdrawn or self.redecided)


def build_graph(
    folder: Path,
    facts: Iterable[Facts] = (),
    *,
    withdraw: Collection[str] = (),
    decisions: Iterable[Decision] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Add the facts of articles to the graph in a folder, or make it; again with the same facts changes nothing.

    Args:
        folder: where the graph is, or will be.
        facts: records of articles; one whose id the graph knows replaces that article and all its claims.
        withdraw: document ids to take out, with all their claims; unknown ones are passed over.
        decisions: people's decisions on who is who, to be added to those kept in the folder.
        tell: is called with the name of each step as it begins.

    Raises:
        SinkError: another build of the folder is running, or the folder can't be written.
        InputError: decisions contradict each other, or the kept ones can't be read.
    """
    with _lock(folder):
        decided = add_decisions(folder / DECISIONS, decisions)
        staging, fresh = folder / f"{FILE_NAME}.staging", folder / f"{FILE_NAME}.new"
        try:
            report = _stage_facts(folder, staging, facts, withdraw)
            report = msgspec.structs.replace(report, redecided=_is_redecided(folder, decided))
            if report.changed or not (folder / FILE_NAME).exists():
                if not (_is_small(folder, report) and _extend_graph(folder, staging, fresh, decided, tell)):
                    _write_graph(folder, staging, fresh, decided, tell)
                fresh.replace(folder / FILE_NAME)
                sync(folder)
        finally:
            for path in (staging, fresh):
                path.unlink(missing_ok=True)
    return report


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise SinkError(f"{folder}: can't be written ({error.strerror}); choose another with --graph") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SinkError(f"{folder}: another kg build is at work here; wait for it to end") from error
        yield


def _stage_facts(folder: Path, staging: Path, facts: Iterable[Facts], withdraw: Collection[str]) -> BuildReport:
    """Gather the facts that are not in the graph as they are, and the ids of what is to go, in a file of their own."""
    staging.unlink(missing_ok=True)
    added = replaced = unchanged = withdrawn = 0
    with closing(_create(staging)) as store, _open_known(folder) as known:
        store.execute("CREATE TABLE facts (doc TEXT PRIMARY KEY, record BLOB) WITHOUT ROWID")
        for record in facts:
            encoded = _ENCODER.encode(record)
            old = _find_record(record.id, store, known)
            added += old is None
            unchanged += old == encoded
            replaced += old is not None and old != encoded
            if old != encoded:
                store.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", [record.id, encoded])
        for doc in withdraw:
            withdrawn += _find_record(doc, store, known) is not None
            store.execute("INSERT OR REPLACE INTO facts VALUES (?, NULL)", [doc])
        store.commit()
    return BuildReport(added=added, replaced=replaced, withdrawn=withdrawn, unchanged=unchanged)


@contextmanager
def _open_known(folder: Path) -> Iterator[Graph | None]:
    """The graph that is there already, if there is one."""
    if (folder / FILE_NAME).exists():
        with open_graph(folder) as graph:
            yield graph
    else:
        yield None


def _find_record(doc: str, store: sqlite3.Connection, known: Graph | None) -> bytes | None:
    """The facts of a document as staged, or as the graph has them."""
    for row in store.execute("SELECT record FROM facts WHERE doc = ?", [doc]):
        return cast("bytes | None", row[0])
    for row in known.rows("SELECT record FROM facts WHERE doc = ?", [doc]) if known is not None else ():
        return bytes(row[0])
    return None


def _is_redecided(folder: Path, decided: Iterable[Decision]) -> bool:
    """Whether the graph was derived with other decisions than these."""
    if not (folder / FILE_NAME).exists():
        return False
    with open_graph(folder) as graph:
        return graph.decisions() != _list_lines(decided)


def _list_lines(decided: Iterable[Decision]) -> list[str]:
    return sorted(format_decision(decision).decode().strip() for decision in sort_decisions(decided))


def _write_graph(
    folder: Path, staging: Path, fresh: Path, decided: Sequence[Decision], tell: Callable[[str], None]
) -> None:
    """Derive the graph from all facts into a new file; the same facts give the same bytes."""
    tell("Working out who is who")
    fresh.unlink(missing_ok=True)
    decoder = msgspec.json.Decoder(Facts)
    with closing(sqlite3.connect(staging)) as staged, _open_known(folder) as known, closing(_create(fresh)) as store:
        create_tables(store)
        if known is not None:
            store.executemany("INSERT INTO facts VALUES (?, ?)", known.rows("SELECT * FROM facts ORDER BY doc"))
        for doc, record in staged.execute("SELECT * FROM facts ORDER BY doc"):
            store.execute("DELETE FROM facts WHERE doc = ?", [doc])
            if record is not None:
                store.execute("INSERT INTO facts VALUES (?, ?)", [doc, record])
        records = store.execute("SELECT record FROM facts ORDER BY doc")
        derived = derive_graph((decoder.decode(record) for (record,) in records), decided)
        tell("Writing the graph")
        write_records(store, derived)
        write_parts(store, derived.articles)
        write_namings(store, derived.articles)
        store.executemany("INSERT INTO decision VALUES (?)", ([line] for line in _list_lines(decided)))
        store.commit()
    sync(fresh)


def _is_small(folder: Path, report: BuildReport) -> bool:
    """Whether a build only adds articles, and few beside those that are there."""
    if report.replaced or report.withdrawn or report.redecided or not (folder / FILE_NAME).exists():
        return False
    with open_graph(folder) as graph:
        ((count,),) = graph.rows("SELECT count(*) FROM facts")
    return report.added * FEW <= int(count)


def _extend_graph(
    folder: Path, staging: Path, fresh: Path, decided: Sequence[Decision], tell: Callable[[str], None]
) -> bool:
    """Copy the graph into a new file and add the staged facts there; whether that could be done."""
    tell("Working out what the new articles bear on")
    shutil.copyfile(folder / FILE_NAME, fresh)
    decoder = msgspec.json.Decoder(Facts)
    with closing(sqlite3.connect(staging)) as staged, closing(_create(fresh)) as store:
        rows = staged.execute("SELECT doc, record FROM facts WHERE record IS NOT NULL ORDER BY doc").fetchall()
        store.executemany("INSERT INTO facts VALUES (?, ?)", rows)
        done = add_articles(store, [map_facts(decoder.decode(record)) for _, record in rows], decided)
        store.commit()
    if done:
        sync(fresh)
    return done


def _create(path: Path) -> sqlite3.Connection:
    """A new file that needs no journal: it counts for nothing until it is whole."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection
