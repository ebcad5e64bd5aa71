"""`kg query`: a question from the library, or the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows
from kg.cli.server import read_connection, server_options

if TYPE_CHECKING:
    from kg.questions.answers import Answer
    from kg.questions.library import Question

LIST_COLUMNS = ("name", "question", "parameters")


@click.command()
@click.argument("question", metavar="NAME-or-FILE", required=False)
@click.option("-p", "--parameter", "given", multiple=True, metavar="KEY=VALUE", help="A value that the question takes.")
@click.option("--on", "engine", type=click.Choice(["embedded", "neo4j"]), default="embedded", help="Where to ask.")
@click.option("--list", "list_", is_flag=True, help="Show the questions of the library.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds to wait.")
@graph_option
@server_options
@format_option
def command(
    *,
    question: str | None,
    given: tuple[str, ...],
    engine: str,
    list_: bool,
    timeout: float,
    graph: Path,
    uri: str,
    user: str,
    database: str,
    format_: str | None,
) -> None:
    """Ask a question from the library, or your own .rq or .cypher; without one, show the library.

    The graph itself is asked by SPARQL, a Neo4j server by Cypher (--on neo4j); the rows are the same. Your own file may
    take parameters too: $name in Cypher, ?name in the SELECT line of SPARQL; -p on:date=2021-04-13 gives a day.

    Example: kg query holder_of_post_on_date -p post="Bí thư Tỉnh ủy Ninh Bình" -p on=2021-04-13
    """
    from kg.questions.library import find_question
    from kg.questions.run import ask_neo4j

    if question is None or list_:
        print_rows(make_list(), LIST_COLUMNS, format_)
        return
    asked, parameters = find_question(question), split_parameters(given)
    if engine == "neo4j":
        answer = ask_neo4j(read_connection(uri, user, database), asked, parameters, seconds=timeout)
    else:
        answer = ask_folder(graph, asked, parameters, timeout)
    print_answer(answer, format_)


def ask_folder(folder: Path, question: Question, parameters: dict[str, str], seconds: float) -> Answer:
    """The answer from the graph in a folder."""
    from kg.graph.store import open_graph
    from kg.questions.run import ask_embedded

    with open_graph(folder) as graph:
        return ask_embedded(graph, question, parameters, seconds=seconds)


def print_answer(answer: Answer, format_: str | None) -> None:
    """Print rows as asked for, and what is no rows as the lines that it is."""
    ids = [column for column in answer.columns if _holds_ids(answer, column)]
    if answer.lines is None:
        print_rows(answer.rows, answer.columns, format_, notes=ids)
    if answer.lines is None and not answer.rows:
        click.echo(
            "No rows: nothing in the graph fits. Names must be as the graph has them (kg who, kg person).", err=True
        )
    for line in answer.lines or ():
        click.echo(line)


def _holds_ids(answer: Answer, column: str) -> bool:
    """Whether a column has nothing but ids: too long for a table, where it stands below the rows."""
    from kg.graph.ids import is_id

    values = [row[column] for row in answer.rows if row[column] is not None]
    return bool(values) and all(isinstance(value, str) and is_id(value) for value in values)


def make_list() -> Iterator[dict[str, object]]:
    """The questions of the library, with what they take; what may be left out stands in brackets."""
    from kg.questions.library import read_library

    for name, question in read_library().items():
        header = question.header
        parameters = () if header is None else header.parameters.items()
        takes = [key if parameter.default is None else f"[{key}]" for key, parameter in parameters]
        yield {"name": name, "question": header and header.question, "parameters": " ".join(takes)}


def split_parameters(given: Iterable[str]) -> dict[str, str]:
    """Parameter → value, from `key=value`; each may be given once."""
    parameters: dict[str, str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not key:
            raise click.BadParameter(f"{item!r} is not KEY=VALUE", param_hint="-p")
        if key in parameters:
            raise click.BadParameter(f"{key} is given twice", param_hint="-p")
        parameters[key] = value
    return parameters
