"""What commands that speak to a Neo4j server share: where it is, and as whom."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.questions.connection import Connection

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

PASSWORD = "NEO4J_PASSWORD"  # noqa: S105 - the name of the variable


def server_options(command: CommandT) -> CommandT:
    """Add `--uri`, `--user` and `--database` to a command; the password never stands on the command line."""
    options = (
        _option("--uri", "NEO4J_URI", "bolt://localhost:7687", "Where Neo4j answers."),
        _option("--user", "NEO4J_USER", "neo4j", "Its user."),
        _option("--database", "NEO4J_DATABASE", "neo4j", "Its database."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _option(flag: str, variable: str, default: str, help_: str) -> Callable[[CommandT], CommandT]:
    return click.option(flag, envvar=variable, default=default, help=help_, show_default=True, show_envvar=True)


def read_connection(uri: str, user: str, database: str) -> Connection:
    """The connection, with the password from NEO4J_PASSWORD or, on a terminal, asked for."""
    from kg.questions.connection import Connection

    password = os.environ.get(PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            raise click.UsageError(f"No password: set {PASSWORD} in the environment.")
        password = click.prompt(f"Password of {user} at {uri}", hide_input=True, err=True)
    return Connection(uri=uri, user=user, password=password, database=database)
