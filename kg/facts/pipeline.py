"""From sources to facts records, as `kg extract` and `kg build` do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from kg.documents.faults import FaultLog
from kg.documents.read import read_documents, read_items
from kg.documents.records import Document
from kg.facts.parallel import Item, Outcome, extract_on_processes, extract_one
from kg.facts.plugins import Extractor, list_extractors
from kg.facts.read import parse_article_or_facts
from kg.facts.records import Facts

#: Starting processes pays from so many articles on.
_MANY = 64


def read_articles_or_facts(
    sources: Iterable[str | Path], *, extractor: Extractor, jobs: int = 1, faults: FaultLog
) -> Iterator[Facts]:
    """The facts of the sources, in their order: articles are extracted, facts records are taken as they are.

    Args:
        sources: what `read_documents` takes, or JSONL files of facts records; a file may hold both.
        extractor: reads the articles.
        jobs: processes that do so; the records are the same whatever their number.
        faults: gets a fault for each file, line or article that had to be left out.

    Raises:
        KgError: a process died.
    """
    items = read_items(sources, parse_line=parse_article_or_facts, faults=faults)
    return extract_items(items, extractor=extractor, jobs=jobs, faults=faults)


def extract_sources(
    sources: Iterable[str | Path],
    *,
    extractor: Extractor,
    jobs: int = 1,
    faults: FaultLog,
    skip: Path | None = None,
) -> Iterator[Facts]:
    """The facts of the sources' articles, in their order.

    Args:
        sources: what `read_documents` takes.
        extractor: reads the articles.
        jobs: processes that do so.
        faults: gets a fault for each file, line or article that had to be left out.
        skip: a file in a folder that is no source, as it is being written.

    Raises:
        KgError: a process died.
    """
    documents = read_documents(sources, faults=faults, skip=skip)
    return extract_items(documents, extractor=extractor, jobs=jobs, faults=faults)


def extract_items(items: Iterable[Item], *, extractor: Extractor, jobs: int, faults: FaultLog) -> Iterator[Facts]:
    """The facts of articles, and facts records as they are, in their order; one article at a time is held in memory.

    An extractor that isn't installed as a plug-in, and few articles, are run in this process whatever `jobs` says.
    """
    rest = iter(items)
    few = list(islice(rest, _MANY)) if jobs > 1 else []
    items = chain(few, rest)
    if len(few) == _MANY and extractor.name in list_extractors():
        outcomes = extract_on_processes(items, extractor=extractor.name, jobs=jobs)
    else:
        outcomes = ((item, _extract_here(extractor, item)) for item in items)
    for item, outcome in outcomes:
        if outcome.fault is not None:
            faults.fault(f"article {item.id}: {outcome.fault}")
        if outcome.warning is not None:
            faults.warn(f"article {item.id}: {outcome.warning}")
        if outcome.facts is not None:
            yield outcome.facts


def _extract_here(extractor: Extractor, item: Item) -> Outcome:
    return extract_one(extractor, item) if isinstance(item, Document) else Outcome(item)
