"""Quads as Turtle or TriG: grouped by subject as they pass, with the ontology's prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.graph.triples import Quad
from kg.sinks.rdf_terms import Shortener

_BARE = ("xsd:boolean", "xsd:integer", "xsd:decimal")


def iter_turtle(quads: Iterable[Quad], *, base: str) -> Iterator[str]:
    """The pieces of a Turtle document; which graph the quads are in is lost."""
    names = Shortener(base)
    yield _make_header(names)
    yield from _iter_statements(quads, names, indent="")


def iter_trig(quads: Iterable[Quad], *, base: str) -> Iterator[str]:
    """The pieces of a TriG document: a block for each run of quads of one graph."""
    names = Shortener(base)
    yield _make_header(names)
    for graph, run in groupby(quads, key=itemgetter(3)):
        if not graph:
            yield from _iter_statements(run, names, indent="")
            continue
        yield f"\n{names.shorten_iri(graph)} {{"
        yield from _iter_statements(run, names, indent="  ")
        yield "}\n"


def _make_header(names: Shortener) -> str:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.prefixes.items())
    return f"@base <{names.base}> .\n{prefixes}"


def _iter_statements(quads: Iterable[Quad], names: Shortener, indent: str) -> Iterator[str]:
    subject = predicate = ""
    for s, p, o, _ in quads:
        value = names.shorten_iri(o) if o[0] == "<" else o if o[-1] != ">" else _shorten_typed(o, names)
        if s != subject:
            end = " .\n" if subject else "\n"
            yield f"{end}{indent}{names.shorten_iri(s)} {names.shorten_iri(p)} {value}"
        elif p != predicate:
            yield f" ;\n{indent}  {names.shorten_iri(p)} {value}"
        else:
            yield f", {value}"
        subject, predicate = s, p
    if subject:
        yield " .\n"


def _shorten_typed(term: str, names: Shortener) -> str:
    text, _, datatype = term.rpartition("^^")
    short = names.shorten_iri(datatype)
    bare = text[1:-1]
    return bare if short in _BARE and _is_bare(bare, short) else f"{text}^^{short}"


def _is_bare(text: str, datatype: str) -> bool:
    """Whether Turtle takes the text, without quotes, for a literal of this type."""
    if datatype == "xsd:boolean":
        return text in ("true", "false")
    whole, point, fraction = text.removeprefix("-").partition(".")
    if not (text.isascii() and whole.isdigit()):
        return False
    return not point if datatype == "xsd:integer" else fraction.isdigit()
