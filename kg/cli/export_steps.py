"""The steps of an RDF dump as the command shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict, Unpack

from kg.cli.output import show_progress
from kg.errors import InputError
from kg.graph.store import FILE_NAME, open_graph
from kg.graph.triples import Quad
from kg.sinks.rdf import write_rdf


class DumpOptions(TypedDict):
    """How a dump is written, as `write_rdf` takes it."""

    format_: str | None
    gzipped: bool | None
    base: str | None
    split: int | None


def write_dump(
    folder: Path, path: Path | None, *, describe: bool, licence: str | None, **options: Unpack[DumpOptions]
) -> None:
    """Write the dump and, if it is wanted, its description beside it.

    Raises:
        InputError: the options can't go together.
    """
    if not describe:
        if licence is not None:
            raise InputError("a licence is named in the description of a dump: add --describe")
        with open_graph(folder) as graph:
            write_rdf(graph, path, watch=_watch if path else iter, **options)
    elif path is None:
        raise InputError("a description is written beside a file: name one with -o")
    else:
        _write_described(folder, path, licence, **options)


def _write_described(folder: Path, path: Path, licence: str | None, **options: Unpack[DumpOptions]) -> None:
    from kg.sinks.void import check_licence, describe_dump, find_sources, write_description
    from kg.sinks.void_counts import QuadCounts

    licence, counts = check_licence(licence), QuadCounts()
    with open_graph(folder) as graph:
        dump = write_rdf(graph, path, watch=lambda quads: counts.watch(_watch(quads)), **options)
        sources = find_sources(graph)
    assert dump is not None  # noqa: S101 - there is a path
    summary = counts.summarise(graphs=sources.quoted)
    modified = (folder / FILE_NAME).stat().st_mtime
    described = describe_dump(dump, summary, sources, base=options["base"], modified=modified, licence=licence)
    write_description(described, path.with_name(f"{path.name}.void.ttl"))


def _watch(quads: Iterable[Quad]) -> Iterator[Quad]:
    with show_progress(quads, "Writing triples") as watched:
        yield from watched
