"""One query on a store, to the bytes that the client is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.errors import InputError
from kg.ontology import load_ontology
from kg.questions.embedded import check_offline, find_keyword, names_dataset
from kg.serve.media import ROWS, TRIPLES
from kg.serve.messages import READ_ONLY, Ask, Outcome, Reply

ItemT = TypeVar("ItemT")
#: what SPARQL 1.1 Update has its requests begin with
_UPDATES = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})

Term = ox.NamedNode | ox.Literal


def answer(store: ox.Store, ask: Ask) -> tuple[Reply, bytes]:
    """The answer to a query, or what is wrong with it."""
    try:
        if find_keyword(ask.text) in _UPDATES:
            return refuse("forbidden", READ_ONLY)
        check_offline(ask.text)
        result = _run(store, ask)
        if isinstance(result, ox.QueryTriples):
            return _write_triples(result, ask)
        return _write_results(result, ask)
    except MemoryError:
        return refuse("too big", "the answer needs more memory than a query may have; ask for less, or add a LIMIT")
    except (SyntaxError, RuntimeError, ValueError, OSError, InputError) as error:
        return refuse("wrong", _explain(error))


def refuse(outcome: Outcome, message: str) -> tuple[Reply, bytes]:
    """A reply that is no answer."""
    body = f"{message}\n".encode()
    return Reply(outcome=outcome, length=len(body)), body


def _run(store: ox.Store, ask: Ask) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    terms: Any = {ox.Variable(name): read_term(term) for name, term in ask.bindings.items()}
    if ask.default_graphs or ask.named_graphs:
        return store.query(
            ask.text,
            default_graph=[ox.NamedNode(iri) for iri in ask.default_graphs],
            named_graphs=[ox.NamedNode(iri) for iri in ask.named_graphs],
            substitutions=terms,
        )
    return store.query(ask.text, use_default_graph_as_union=not names_dataset(ask.text), substitutions=terms)


def read_term(text: str) -> Term:
    """An IRI or literal from N-Triples syntax.

    Raises:
        InputError: it is neither, or more than one.
    """
    try:
        # It is data to a parser of data: a text that is more than one term makes more than one triple, or none.
        quads = list(ox.parse(f"<t:t> <t:t> {text} .".encode(), ox.RdfFormat.N_TRIPLES))
    except SyntaxError:
        quads = []
    if len(quads) == 1 and isinstance(quads[0].object, Term):
        return quads[0].object
    raise InputError(f'{text!r} is not an RDF term in N-Triples syntax, such as <https://…>, "…" or "…"@vi')


def _write_results(result: ox.QuerySolutions | ox.QueryBoolean, ask: Ask) -> tuple[Reply, bytes]:
    if ask.results is None:
        return _refuse_form("SELECT and ASK", ROWS)
    cut = False
    if isinstance(result, ox.QuerySolutions):
        lines, cut = cut_off(_iter_lines(result), ask.rows + 1)
        result = ox.parse_query_results("".join(lines).encode(), ox.QueryResultsFormat.TSV)
    body = result.serialize(format=ROWS[ask.results]) or b""
    return Reply(outcome="answered", media_type=ask.results, length=len(body), cut=cut, form="rows"), body


def _iter_lines(result: ox.QuerySolutions) -> Iterator[str]:
    """Rows in SPARQL's TSV: terms in N-Triples syntax. The way to a part of a result, as only a whole is written."""
    yield "\t".join(str(variable) for variable in result.variables) + "\n"
    for row in result:
        yield "\t".join("" if term is None else str(term) for term in row) + "\n"


def _write_triples(result: ox.QueryTriples, ask: Ask) -> tuple[Reply, bytes]:
    if ask.triples is None:
        return _refuse_form("CONSTRUCT and DESCRIBE", TRIPLES)
    triples, cut = cut_off(result, ask.rows)
    prefixes = load_ontology().prefixes
    body = ox.serialize(sorted(triples, key=str), format=TRIPLES[ask.triples], prefixes=prefixes) or b""
    return Reply(outcome="answered", media_type=ask.triples, length=len(body), cut=cut, form="triples"), body


def cut_off(items: Iterable[ItemT], most: int) -> tuple[list[ItemT], bool]:
    """The first items, and whether there are more."""
    iterator = iter(items)
    kept = list(islice(iterator, most))
    return kept, next(iterator, None) is not None


def _refuse_form(forms: str, offered: Iterable[str]) -> tuple[Reply, bytes]:
    return refuse("unacceptable", f"the answer to {forms} is given as {', '.join(offered)}; accept one of them")


def _explain(error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return f"not a SPARQL query that can be answered: {first}"
