"""The graph as an RDF dump: Turtle, N-Triples, N-Quads, TriG or JSON-LD, streamed, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.errors import InputError
from kg.graph.reader import GraphReader
from kg.graph.triples import Quad, iter_quads, split_chunks, write_nquads_lines, write_ntriples_lines
from kg.ontology import load_ontology
from kg.sinks.files import open_output
from kg.sinks.rdf_jsonld import iter_jsonld
from kg.sinks.rdf_turtle import iter_trig, iter_turtle

#: format → the file suffix that it is known by
FORMATS = {"turtle": ".ttl", "ntriples": ".nt", "nquads": ".nq", "trig": ".trig", "jsonld": ".jsonld"}

Watch = Callable[[Iterable[Quad]], Iterable[Quad]]

_PIECES_WRITTEN = 4_000


class _Pieces(Protocol):
    def __call__(self, quads: Iterable[Quad], *, base: str) -> Iterator[str]: ...


_PIECES: dict[str, _Pieces] = {"turtle": iter_turtle, "trig": iter_trig, "jsonld": iter_jsonld}


def guess_format(path: Path) -> tuple[str, bool]:
    """The format that a file's suffix stands for, and whether it is gzipped.

    Raises:
        InputError: the suffix stands for none.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    gzipped = suffixes[-1:] == [".gz"]
    wanted = "".join(suffixes[:-1][-1:] if gzipped else suffixes[-1:])
    for name, suffix in FORMATS.items():
        if suffix == wanted:
            return name, gzipped
    known = ", ".join(FORMATS.values())
    raise InputError(
        f"no RDF format known by {wanted!r}; name one with --as, or end it in {known} (.gz)", path=str(path)
    )


def write_rdf(
    graph: GraphReader,
    path: Path | None,
    *,
    format_: str | None = None,
    gzipped: bool | None = None,
    base: str | None = None,
    watch: Watch = iter,
) -> None:
    """Write a graph as RDF; the file appears only when it is whole.

    Args:
        graph: where the records are read.
        path: the file; None is standard output.
        format_: one of `FORMATS`; guessed from the file's suffix if None, Turtle on standard output.
        gzipped: whether to compress; guessed from the suffix if None.
        base: what stands before ids in IRIs; the ontology's own by default.
        watch: is given the quads and gives them back, such as a progress bar.

    Raises:
        InputError: the format or the base can't be used.
        SinkError: the file can't be written.
    """
    format_, gzipped = _choose_format(path, format_, gzipped=gzipped)
    root = base or load_ontology().base
    with open_output(path, gzipped=gzipped) as out:
        write_quads(watch(iter_quads(graph, base=root)), out, format_=format_, base=root)


def write_quads(quads: Iterable[Quad], out: BinaryIO, *, format_: str, base: str) -> None:
    """Write quads to an open file in one of `FORMATS`."""
    if format_ == "ntriples":
        write_ntriples_lines(quads, out)
    elif format_ == "nquads":
        write_nquads_lines(quads, out)
    else:
        for pieces in split_chunks(_PIECES[format_](quads, base=base), _PIECES_WRITTEN):
            out.write("".join(pieces).encode())


def _choose_format(path: Path | None, format_: str | None, *, gzipped: bool | None) -> tuple[str, bool]:
    if path is None:
        return format_ or "turtle", bool(gzipped)
    if format_ is None:
        format_, guessed = guess_format(path)
    else:
        guessed = path.suffix.lower() == ".gz"
    return format_, guessed if gzipped is None else gzipped
