"""How fast dumps are written, beside plain lines, pyoxigraph and rdflib in one run: `python -m benchmarks.rdf_rates`.

All write the same quads, which are mapped from the records beforehand, to /dev/null; what is told is the best of three
runs in quads a second, and the ratio to plain lines. Plain lines are the finished lines, joined and encoded. pyoxigraph
builds terms and serializes them; rdflib, which takes a tenth of the quads, adds them to a graph and serializes it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from gzip import GzipFile
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox
from rdflib import Graph

from kg.graph.store import open_graph
from kg.graph.triples import Quad, iter_quads, split_chunks
from kg.ontology import load_ontology
from kg.sinks.rdf import FORMATS, write_quads

_RUNS = 3
_RDFLIB_SHARE = 10


def main() -> None:
    """Measure on the graph whose folder is named, and print a table."""
    with open_graph(Path(sys.argv[1])) as graph:
        quads = list(islice(iter_quads(graph), 300_000))
    lines = [f"{s} {p} {o} .\n" for s, p, o, _ in quads]
    plain = _measure(lambda out: _write_plain(lines, out))
    rows = {"plain lines": plain}
    for format_ in FORMATS:
        rows[format_] = _measure(_make_writer(quads, format_))
    rows["plain lines, gzip"] = _measure(lambda out: _write_plain(lines, out), gzipped=True)
    rows["nquads, gzip"] = _measure(_make_writer(quads, "nquads"), gzipped=True)
    rows["pyoxigraph"] = _measure(lambda out: _write_pyoxigraph(lines, out))
    some = lines[::_RDFLIB_SHARE]
    rows["rdflib"] = _measure(lambda out: _write_rdflib(some, out)) * _RDFLIB_SHARE
    for name, seconds in rows.items():
        print(f"{name:20} {len(quads) / seconds:12,.0f} quads/s {plain / seconds:8.3f} of plain lines")


def _measure(write: Callable[[BinaryIO], object], *, gzipped: bool = False) -> float:
    """Seconds of the best run."""
    best = float("inf")
    for _ in range(_RUNS):
        with ExitStack() as stack:
            out = stack.enter_context(Path("/dev/null").open("wb"))
            packed = GzipFile(filename="", mode="wb", compresslevel=6, fileobj=out, mtime=0) if gzipped else None
            start = time.perf_counter()
            write(cast(BinaryIO, packed) if packed is not None else out)
            if packed is not None:
                packed.close()
            best = min(best, time.perf_counter() - start)
    return best


def _make_writer(quads: list[Quad], format_: str) -> Callable[[BinaryIO], None]:
    return lambda out: write_quads(quads, out, format_=format_, base=load_ontology().base)


def _write_plain(lines: list[str], out: BinaryIO) -> None:
    for chunk in split_chunks(lines, 4_000):
        out.write("".join(chunk).encode())


def _write_pyoxigraph(lines: list[str], out: BinaryIO) -> None:
    # Parsing is its quickest way to build terms; hand-made ones take longer.
    parsed = ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    ox.serialize((quad.triple for quad in parsed), out, format=ox.RdfFormat.N_TRIPLES)


def _write_rdflib(lines: list[str], out: BinaryIO) -> None:
    graph = Graph()
    graph.parse(data="".join(lines), format="nt")
    graph.serialize(out, format="nt", encoding="utf-8")


if __name__ == "__main__":
    main()
