"""How a question is answered: its plan, and how long each part of the answer took."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kg.errors import InputError
from kg.graph.reader import GraphReader
from kg.questions.connection import Connection
from kg.questions.embedded import SECONDS, ask_store, load_store
from kg.questions.library import Question
from kg.questions.parameters import Argument, read_arguments

_INDENT = "  "
#: parts of a node of SPARQL's algebra that have nodes of their own, in the order in which they are shown
_CHILDREN = ("p", "p1", "p2", "part")


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to answer a question.

    Attributes:
        arguments: what the parameters were bound to, with their types.
        plan: the steps, a line each; the last to be done stands first, and what a step works on is indented below it.
        seconds: what was done → how long it took.
        rows: how many rows came back.
    """

    arguments: dict[str, Argument]
    plan: tuple[str, ...]
    seconds: dict[str, float]
    rows: int


def explain_embedded(
    graph: GraphReader,
    question: Question,
    parameters: Mapping[str, str],
    *,
    base: str | None = None,
    seconds: float = SECONDS,
) -> Explanation:
    """Answer a question by SPARQL, and say how; the arguments are those of `ask_embedded`.

    The plan is the query's algebra (SPARQL 1.1, section 18.2). pyoxigraph, which answers, chooses by itself in which
    order the triples of a pattern are looked up, and does not tell.

    Raises:
        InputError: a parameter or the query is not right.
        SinkError: the query took too long.
    """
    if "sparql" not in question.texts:
        raise InputError("Cypher needs a server: add --on neo4j, or write the question as .rq", path=question.name)
    arguments = read_arguments(question, parameters)
    begun = time.perf_counter()
    store = load_store(graph, base=base)
    loaded = time.perf_counter()
    answer = ask_store(store, question, arguments, base=base, seconds=seconds)
    asked = time.perf_counter()
    rows = len(answer.rows if answer.lines is None else answer.lines)
    times = {"load the graph": loaded - begun, "ask": asked - loaded}
    return Explanation(arguments=arguments, plan=plan_sparql(question.texts["sparql"]), seconds=times, rows=rows)


def explain_neo4j(
    connection: Connection, question: Question, parameters: Mapping[str, str], *, seconds: float = SECONDS
) -> Explanation:
    """Answer a question by Cypher under PROFILE, and say how; the arguments are those of `ask_neo4j`.

    Raises:
        InputError: a parameter is not right, or there is no Cypher.
        SinkError: the server can't be reached or refuses the query.
    """
    from kg.questions.neo4j import open_driver, profile_server  # noqa: PLC0415 - the driver takes long to import

    if "cypher" not in question.texts:
        raise InputError("Neo4j doesn't speak SPARQL: leave --on neo4j out, or write it as .cypher", path=question.name)
    arguments = read_arguments(question, parameters)
    begun = time.perf_counter()
    with open_driver(connection) as driver:
        opened = time.perf_counter()
        rows, plan = profile_server(driver, question, arguments, database=connection.database, seconds=seconds)
    times = {"connect": opened - begun, "ask": time.perf_counter() - opened}
    return Explanation(arguments=arguments, plan=tuple(plan), seconds=times, rows=rows)


def plan_sparql(text: str) -> tuple[str, ...]:
    """The algebra of a query, a line for each node; none where it has words that only SPARQL 1.2 has."""
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415 - takes long to import
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        query = translateQuery(parseQuery(text))
    except Exception as error:  # noqa: BLE001 - whatever its parser raises: the query itself has been answered
        return (f"no plan: rdflib does not read this query ({(str(error).splitlines() or [''])[0]})",)
    namespaces = query.prologue.namespace_manager
    return tuple(_walk_algebra(query.algebra, namespaces, ""))


def _walk_algebra(node: Any, namespaces: Any, indent: str) -> Iterator[str]:
    if node.name == "SelectQuery":  # says no more than the Project below it
        yield from _walk_algebra(node.p, namespaces, indent)
        return
    yield indent + " ".join([node.name, *_describe_node(node, namespaces)])
    parts = dict(node)  # the node's own get gives the key back where there is no value
    triples = (" ".join(str(term.n3(namespaces)) for term in triple) for triple in parts.get("triples", ()))
    yield from (f"{indent}{_INDENT}{triple}" for triple in sorted(triples))
    for key in _CHILDREN:
        child = parts.get(key)
        if hasattr(child, "name"):
            yield from _walk_algebra(child, namespaces, indent + _INDENT)


def _describe_node(node: Any, namespaces: Any) -> Iterator[str]:
    """What a node works on: the columns of a Project, the name that an Extend makes, the variables of a condition."""
    if node.name == "Project":
        yield from (variable.n3() for variable in node.PV)
    if node.name == "Extend":
        yield node.var.n3()
    if node.name == "Graph":
        yield node.term.n3(namespaces)
    if node.name == "Filter":
        yield from (f"?{name}" for name in sorted(_find_variables(node.expr)))
    if node.name == "OrderBy":
        yield from (f"?{name}" for part in node.expr for name in sorted(_find_variables(part.expr)))


def _find_variables(expression: Any) -> set[str]:
    """The names of the variables in an expression, down to its leaves."""
    from rdflib.term import Variable  # noqa: PLC0415 - takes long to import

    if isinstance(expression, Variable):
        return {str(expression)}
    if isinstance(expression, Mapping):
        expression = list(expression.values())
    if isinstance(expression, (list, tuple)):
        return set[str]().union(*map(_find_variables, expression))
    return set()
