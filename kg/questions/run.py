"""Ask a question of the library, a user's own query, or plain text, on the embedded graph or on Neo4j."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import InputError
from kg.graph.reader import GraphReader
from kg.questions.answers import Answer
from kg.questions.connection import Connection
from kg.questions.embedded import SECONDS, ask_store, load_store
from kg.questions.library import Language, Question
from kg.questions.parameters import read_arguments


def ask_embedded(
    graph: GraphReader,
    question: Question | str,
    parameters: Mapping[str, str] | None = None,
    *,
    base: str | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """The answer from the graph itself, by SPARQL and without a server.

    Args:
        graph: what is asked.
        question: a question, or SPARQL text.
        parameters: parameter → value as text; see `read_arguments`.
        base: what ids stand behind in IRIs; the ontology's own by default.
        seconds: how long the query may take.

    Raises:
        InputError: a parameter or the query is not right.
        SinkError: the query took too long.
    """
    asked = _as_question(question, "sparql")
    if "sparql" not in asked.texts:
        raise InputError("Cypher needs a server: add --on neo4j, or write the question as .rq", path=asked.name)
    arguments = read_arguments(asked, parameters or {})
    return ask_store(load_store(graph, base=base), asked, arguments, base=base, seconds=seconds)


def ask_neo4j(
    connection: Connection,
    question: Question | str,
    parameters: Mapping[str, str] | None = None,
    *,
    seconds: float = SECONDS,
) -> Answer:
    """The answer from a Neo4j server that the graph was loaded into; nothing is written there.

    Args:
        connection: the server.
        question: a question, or Cypher text.
        parameters: parameter → value as text; see `read_arguments`.
        seconds: how long the query may take.

    Raises:
        InputError: a parameter is not right, or there is no Cypher.
        SinkError: the server can't be reached or refuses the query.
    """
    from kg.questions.neo4j import ask_server, open_driver  # noqa: PLC0415 - the driver takes long to import

    asked = _as_question(question, "cypher")
    if "cypher" not in asked.texts:
        raise InputError("Neo4j doesn't speak SPARQL: leave --on neo4j out, or write it as .cypher", path=asked.name)
    arguments = read_arguments(asked, parameters or {})
    with open_driver(connection) as driver:
        return ask_server(driver, asked, arguments, database=connection.database, seconds=seconds)


def _as_question(question: Question | str, language: Language) -> Question:
    if isinstance(question, Question):
        return question
    return Question(name="query", header=None, texts={language: question})
