"""Articles to facts on several processors, in the order of the articles and with bounded memory."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread

import msgspec

from kg.documents.records import Document
from kg.errors import KgError
from kg.facts.anchor import anchor_facts
from kg.facts.article import describe_document
from kg.facts.plugins import Extractor, Warner, load_extractor
from kg.facts.records import Facts

#: A chunk of work is as many articles, or fewer if they are long.
_CHUNK_ARTICLES, _CHUNK_CHARACTERS = 32, 400_000
#: Chunks under way at once, for each process.
_AHEAD = 3
#: How many new objects a worker waits for before it looks for cycles: word lists stay, articles leave hardly any.
_GARBAGE_AFTER = 50_000

Item = Document | Facts


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of one article: its facts, or why there are none."""

    facts: Facts | None
    fault: str | None = None
    warning: str | None = None


def extract_one(extractor: Extractor, document: Document) -> Outcome:
    """The facts of an article, each held against its text; an extractor's failure becomes a fault of that article."""
    try:
        made = extractor.extract(document)
    except KgError as error:
        return Outcome(None, f"the extractor {extractor.name}: {error}")
    except Exception as error:  # noqa: BLE001 - one article must not end the run, whatever a plug-in raises
        return Outcome(None, f"the extractor {extractor.name} failed on it: {error!r}; report it with the article")
    if not isinstance(made, Facts) or made.id != document.id:
        return Outcome(None, f"the extractor {extractor.name} gave no facts record of it; see docs/facts.md")
    facts, dropped = anchor_facts(msgspec.structs.replace(made, article=describe_document(document)), document.text)
    warnings = extractor.take_warnings() if isinstance(extractor, Warner) else []
    if dropped:
        warnings.append(
            f"{dropped} facts of the extractor {extractor.name} were dropped: their words aren't in the article"
        )
    return Outcome(facts, warning="; ".join(warnings) or None)


def extract_on_processes(items: Iterable[Item], *, extractor: str, jobs: int) -> Iterator[tuple[Item, Outcome]]:
    """Each item with its outcome, in the order of the items; facts records pass through.

    Args:
        items: articles and facts records; taken only as fast as they are worked on.
        extractor: name of an installed extractor; each process loads it once.
        jobs: how many processes.

    Raises:
        KgError: a process died.
    """
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (extractor,))
    waiting: deque[tuple[list[Item], Future[bytes]]] = deque()
    try:
        for chunk in _iter_chunks(items):
            with _interrupts_blocked():
                waiting.append((chunk, pool.submit(_extract_chunk, _pack(chunk))))
            if len(waiting) >= _AHEAD * jobs:
                yield from _take(*waiting.popleft())
        while waiting:
            yield from _take(*waiting.popleft())
    except BrokenProcessPool as error:
        raise KgError("a process that extracts died (killed, or out of memory); try again with --jobs 1") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _iter_chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) == _CHUNK_ARTICLES or characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _pack(chunk: list[Item]) -> bytes:
    return msgspec.msgpack.encode([item for item in chunk if isinstance(item, Document)])


def _take(chunk: list[Item], future: Future[bytes]) -> Iterator[tuple[Item, Outcome]]:
    outcomes = iter(msgspec.msgpack.decode(future.result(), type=list[Outcome]))
    for item in chunk:
        yield item, next(outcomes) if isinstance(item, Document) else Outcome(item)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Processes that are started in here know nothing of Ctrl-C until they are ready to end on it silently."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What a process keeps between chunks."""

    extractor: Extractor


def _start_worker(name: str) -> None:
    gc.set_threshold(_GARBAGE_AFTER)
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    Thread(target=_end_with_parent, daemon=True).start()
    _Worker.extractor = load_extractor(name)


def _end_with_parent() -> None:
    """A parent that is killed can't tell its workers to stop."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _extract_chunk(packed: bytes) -> bytes:
    documents = msgspec.msgpack.decode(packed, type=list[Document])
    return msgspec.msgpack.encode([extract_one(_Worker.extractor, document) for document in documents])
