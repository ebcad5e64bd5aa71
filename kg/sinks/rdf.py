"""The graph as an RDF dump: Turtle, N-Triples, N-Quads, TriG or JSON-LD, streamed, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from kg.errors import InputError
from kg.graph.reader import GraphReader
from kg.graph.triples import Quad, iter_quads, split_chunks, write_nquads_lines, write_ntriples_lines
from kg.ontology import load_ontology
from kg.sinks.files import open_output
from kg.sinks.rdf_jsonld import iter_jsonld
from kg.sinks.rdf_turtle import iter_trig, iter_turtle

#: format → the file suffix that it is known by
FORMATS = {"turtle": ".ttl", "ntriples": ".nt", "nquads": ".nq", "trig": ".trig", "jsonld": ".jsonld"}


class Dump(NamedTuple):
    """A dump that has been written: its files, all in one folder, and how."""

    files: Sequence[Path]
    format_: str
    gzipped: bool


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
    split: int | None = None,
    watch: Watch = iter,
) -> Dump | None:
    """Write a graph as RDF; a file appears only when it is whole.

    Args:
        graph: where the records are read.
        path: the file; None is standard output.
        format_: one of `FORMATS`; guessed from the file's suffix if None, Turtle on standard output.
        gzipped: whether to compress; guessed from the suffix if None.
        base: what stands before ids in IRIs; the ontology's own by default.
        split: so many triples at least go into one file, and what follows into the next: `graph-0001.nq.gz`, …, each
            a document of its own. A thing is never split.
        watch: is given the quads and gives them back, such as a progress bar.

    Returns:
        The files; None if it was standard output.

    Raises:
        InputError: the format, the base or the splitting can't be used.
        SinkError: a file can't be written.
    """
    format_, gzipped = _choose_format(path, format_, gzipped=gzipped)
    root = base or load_ontology().base
    quads = watch(iter_quads(graph, base=root))
    if split is not None:
        return Dump(_write_parts(quads, path, format_, gzipped=gzipped, base=root, split=split), format_, gzipped)
    with open_output(path, gzipped=gzipped) as out:
        write_quads(quads, out, format_=format_, base=root)
    return None if path is None else Dump([path], format_, gzipped)


def _write_parts(
    quads: Iterable[Quad], path: Path | None, format_: str, *, gzipped: bool, base: str, split: int
) -> list[Path]:
    if path is None or split < 1:
        raise InputError("a dump is split into files of one triple or more: name a file with -o, and a whole number")
    parts: list[Path] = []
    for part in _split_quads(quads, split):
        parts.append(_name_part(path, len(parts) + 1))
        with open_output(parts[-1], gzipped=gzipped) as out:
            write_quads(part, out, format_=format_, base=base)
    number = len(parts) + 1
    # What an earlier, longer dump has left would be read together with this one.
    while (left := _name_part(path, number)).is_file():
        left.unlink()
        number += 1
    return parts


def _split_quads(quads: Iterable[Quad], size: int) -> Iterator[Iterator[Quad]]:
    """The quads in runs of `size` or a few more, none of which ends within a thing."""
    count, part, last = 0, 0, ""

    def number_part(quad: Quad) -> int:
        nonlocal count, part, last
        thing = quad[0].partition("#")[0].rstrip(">")
        if count >= size and thing != last:
            part, count = part + 1, 0
        count, last = count + 1, thing
        return part

    return (run for _, run in groupby(quads, key=number_part))


def _name_part(path: Path, number: int) -> Path:
    stem, dot, suffixes = path.name.partition(".")
    return path.with_name(f"{stem}-{number:04}{dot}{suffixes}")


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
