"""`kg query`: a question from the library, or the user's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import format_option, graph_option, print_rows
from kg.cli.server import read_connection, server_options

if TYPE_CHECKING:
    from kg.questions.answers import Answer
    from kg.questions.connection import Connection
    from kg.questions.explain import Explanation
    from kg.questions.library import Question

LIST_COLUMNS = ("name", "question", "parameters")
#: for programs only: a table has no room for them
LIST_DETAILS = ("types", "columns")
#: rows of a page on a terminal
PAGE = 50


@click.command()
@click.argument("question", metavar="NAME-or-FILE", required=False)
@click.option("-p", "--parameter", "given", multiple=True, metavar="KEY=VALUE", help="A value that the question takes.")
@click.option("--on", "engine", type=click.Choice(["embedded", "neo4j"]), default="embedded", help="Where to ask.")
@click.option("--list", "list_", is_flag=True, help="Show the questions of the library.")
@click.option("--explain", is_flag=True, help="Show the plan and the time that it took, in place of the rows.")
@click.option("--limit", type=click.IntRange(min=1), help=f"Rows to show; {PAGE} on a terminal, else all.")
@click.option("--skip", type=click.IntRange(min=0), default=0, help="Rows to leave out before the first one shown.")
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
    explain: bool,
    limit: int | None,
    skip: int,
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
    Parameters are of a type and bound, never pasted into the query. Long answers come in pages: --skip 50 is the next.

    Example: kg query holder_of_post_on_date -p post="Bí thư Tỉnh ủy Ninh Bình" -p on=2021-04-13
    """
    from kg.questions.library import find_question

    if question is None or list_:
        print_rows(make_list(), LIST_COLUMNS, format_, details=LIST_DETAILS)
        return
    asked, parameters = find_question(question), split_parameters(given)
    connection = read_connection(uri, user, database) if engine == "neo4j" else None
    if explain:
        print_explanation(explain_question(graph, connection, asked, parameters, timeout))
        return
    answer = ask_question(graph, connection, asked, parameters, timeout)
    page, note = cut_answer(answer, skip, limit, format_)
    print_answer(page, format_)
    if note:
        click.echo(note, err=True)
    if answer.lines is None and not answer.rows:
        click.echo(
            "No rows: nothing in the graph fits. Names must be as the graph has them (kg who, kg person).", err=True
        )


def ask_question(
    folder: Path, connection: Connection | None, question: Question, parameters: dict[str, str], seconds: float
) -> Answer:
    """The answer from the graph in a folder, or from a server where there is a connection."""
    from kg.graph.store import open_graph
    from kg.questions.run import ask_embedded, ask_neo4j

    if connection is not None:
        return ask_neo4j(connection, question, parameters, seconds=seconds)
    with open_graph(folder) as graph:
        return ask_embedded(graph, question, parameters, seconds=seconds)


def explain_question(
    folder: Path, connection: Connection | None, question: Question, parameters: dict[str, str], seconds: float
) -> Explanation:
    """How the question is answered, there as in `ask_question`."""
    from kg.graph.store import open_graph
    from kg.questions.explain import explain_embedded, explain_neo4j

    if connection is not None:
        return explain_neo4j(connection, question, parameters, seconds=seconds)
    with open_graph(folder) as graph:
        return explain_embedded(graph, question, parameters, seconds=seconds)


def print_explanation(explanation: Explanation) -> None:
    """Print what was bound, the plan, and the times."""
    for name, argument in explanation.arguments.items():
        click.echo(f"{name} = {argument.text!r} ({argument.type})")
    for line in explanation.plan:
        click.echo(line)
    for step, seconds in explanation.seconds.items():
        click.echo(f"{step}: {seconds * 1000:.1f} ms")
    click.echo(f"rows: {explanation.rows}")


def cut_answer(answer: Answer, skip: int, limit: int | None, format_: str | None) -> tuple[Answer, str]:
    """A page of an answer, and which page that is and how to get the next; "" when it is the whole answer."""
    import msgspec

    if limit is None and format_ in (None, "table") and sys.stdout.isatty():
        limit = PAGE
    everything = answer.rows if answer.lines is None else answer.lines
    total, end = len(everything), len(everything) if limit is None else skip + limit
    if total == 0 or (skip == 0 and end >= total):
        return answer, ""
    shown = min(end, total)
    where = f"Rows {skip + 1} to {shown} of {total}" if skip < total else f"No rows: there are {total} in all"
    note = where + (f"; the next: --skip {end}" if end < total else "")
    if answer.lines is None:
        return msgspec.structs.replace(answer, rows=answer.rows[skip:end]), note
    return msgspec.structs.replace(answer, lines=answer.lines[skip:end]), note


def print_answer(answer: Answer, format_: str | None) -> None:
    """Print rows as asked for, and what is no rows as the lines that it is."""
    ids = [column for column in answer.columns if _holds_ids(answer, column)]
    if answer.lines is None:
        print_rows(answer.rows, answer.columns, format_, notes=ids)
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
        yield {
            "name": name,
            "question": header and header.question,
            "parameters": " ".join(takes),
            "types": " ".join(parameter.type for _, parameter in parameters),
            "columns": [] if header is None else list(header.columns),
        }


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
