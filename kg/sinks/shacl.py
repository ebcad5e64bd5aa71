"""Is an RDF dump what the ontology says it should be: SHACL validation against `ontology/shapes.ttl`."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError, SinkError
from kg.graph.records import CLASSES
from kg.ontology import find_data, load_ontology
from kg.sinks.rdf import FORMATS, guess_format
from kg.sinks.rdf_terms import Shortener

#: SHACL's constraint components: what each asks for in words, and its parameter in the shape.
RULES = {
    "MinCount": ("must have a value", ""),
    "MaxCount": ("must not have more values than", "maxCount"),
    "Datatype": ("must be a", "datatype"),
    "Class": ("must be a", "class"),
    "NodeKind": ("must be a", "nodeKind"),
    "In": ("must be one of", "in"),
    "LanguageIn": ("must be in the language", "languageIn"),
    "Pattern": ("must match", "pattern"),
    "MinLength": ("must not be empty", ""),
    "HasValue": ("must have all of", "hasValue"),
    "Equals": ("must have the same values as", "equals"),
    "LessThan": ("must be less than", "lessThan"),
    "LessThanOrEquals": ("must be no more than", "lessThanOrEquals"),
    "MinInclusive": ("must be at least", "minInclusive"),
    "MaxInclusive": ("must be at most", "maxInclusive"),
    "QualifiedMinCount": ("must have one of its class", ""),
    "QualifiedMaxCount": ("must have only one of its class", ""),
    "Or": ("must be of another class", ""),
}


def validate_rdf(path: Path) -> list[str]:
    """All faults of a dump: each with the thing, the property, and what is wrong with it.

    Args:
        path: a dump in any of the formats of `kg export rdf`, gzipped or not.

    Returns:
        One line a fault, sorted; none if the dump conforms. Text that can't be parsed is the one fault of its file.

    Raises:
        InputError: the file is missing, or its suffix stands for no RDF format.
        SinkError: pyshacl is not installed.
    """
    _import_pyshacl()
    try:
        graph = read_rdf(path)
    except InputError as error:
        if error.line is None:
            raise
        return [str(error)]
    if not set(graph.objects(predicate=RDF.type)) & {URIRef(load_ontology().expand(f"kg:{name}")) for name in CLASSES}:
        return [f"{path}: holds no record of the ontology (kg:Person, kg:Tenure, …)"]
    return find_faults(graph)


def find_faults(graph: Graph) -> list[str]:
    """What is wrong with triples, sorted: thing, property, rule, value and, in brackets, the shape that says so.

    Raises:
        SinkError: pyshacl is not installed.
    """
    validate = _import_pyshacl()
    shapes = _read_shapes() if not _has_ill_typed(graph) else _drop_comparisons(_read_shapes())
    with _quiet_rdflib():
        _, report, _ = validate(graph, shacl_graph=shapes, inference="none", inplace=True, meta_shacl=False)
    return sorted(_iter_faults(cast(Graph, report), shapes))


def read_rdf(path: Path) -> Graph:
    """A dump as one graph, whatever graphs it has; parsed by pyoxigraph, as rdflib takes 30 times as long.

    Raises:
        InputError: the file is missing or can't be parsed; with a line, if the parser gives one.
    """
    format_, gzipped = guess_format(path)
    wanted = pyoxigraph.RdfFormat.from_extension(FORMATS[format_][1:])
    graph = Graph()
    try:
        with _open(path, gzipped=gzipped) as file, _quiet_rdflib():
            for quad in pyoxigraph.parse(file, format=wanted):
                graph.add((_as_rdflib(quad.subject), _as_rdflib(quad.predicate), _as_rdflib(quad.object)))
    except SyntaxError as error:
        raise InputError(f"not {format_}: {error.msg}", path=str(path), line=error.lineno) from error
    except (OSError, EOFError) as error:
        raise InputError(f"can't be read: {error}", path=str(path)) from error
    return graph


def _has_ill_typed(graph: Graph) -> bool:
    return any(isinstance(value, Literal) and value.ill_typed for value in graph.objects())


def _drop_comparisons(shapes: Graph) -> Graph:
    """The shapes without those that compare values: pyshacl breaks off on a value that is none of its type."""
    compared = {
        (rule, value) for rule in (SH.lessThan, SH.lessThanOrEquals) for _, value in shapes.subject_objects(rule)
    }
    kept = Graph()
    for triple in shapes:
        if (triple[1], triple[2]) not in compared:
            kept.add(triple)
    return kept


@cache
def _read_shapes() -> Graph:
    return Graph().parse(data=(find_data("ontology") / "shapes.ttl").read_bytes(), format="turtle")


def _open(path: Path, *, gzipped: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if gzipped else path.open("rb")


def _as_rdflib(term: object) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    assert isinstance(term, pyoxigraph.Literal)  # noqa: S101 - there are no triple terms in our formats
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    # A plain string and an xsd:string are one in RDF 1.1, but two in rdflib.
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)


@contextmanager
def _quiet_rdflib() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: the shapes tell of them."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _iter_faults(report: Graph, shapes: Graph) -> Iterator[str]:
    names = Shortener(load_ontology().base)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        shape, value = report.value(result, SH.sourceShape), report.value(result, SH.value)
        where = [_show(node, names) for node in (focus, path) if node is not None and not isinstance(node, BNode)]
        component = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
        says = _say_rule(component.removesuffix("ConstraintComponent"), shape, shapes, names)
        found = "" if value is None or value == focus else f", but is {_show(value, names)}"
        yield f"{': '.join(where)}: {says}{found} [{str(shape).rpartition('#')[2]}]"


def _say_rule(component: str, shape: Node | None, shapes: Graph, names: Shortener) -> str:
    """What a constraint asks for, with its parameters; always the same words, unlike the validator's own."""
    if component not in RULES:
        return f"breaks a rule ({component})"
    words, parameter = RULES[component]
    given = list(shapes.objects(shape, SH[parameter])) if parameter else []
    if component in ("In", "LanguageIn"):
        given = [item for head in given for item in shapes.items(head)]
    return " ".join([words, ", ".join(sorted(_show(value, names) for value in given))]).strip()


def _show(node: Node, names: Shortener) -> str:
    return names.shorten_iri(f"<{node}>") if isinstance(node, URIRef) else repr(str(node))


def _import_pyshacl() -> Callable[..., tuple[bool, Any, str]]:
    try:
        from pyshacl import validate  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise SinkError(
            "checking RDF needs pyshacl; install it with: pip install '.[validate]' in kg's folder"
        ) from error
    return cast(Callable[..., tuple[bool, Any, str]], validate)
