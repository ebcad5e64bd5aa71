"""Neo4j as a place to ask: connections with clear errors, and read-only Cypher.

It imports the driver, which takes long: import this module only where a server is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction, NotificationMinimumSeverity, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)
from neo4j.graph import Node, Path, Relationship

from kg.errors import SinkError
from kg.questions.answers import Answer, pick_columns
from kg.questions.connection import Connection
from kg.questions.library import Question
from kg.questions.parameters import Argument

#: the oldest version of Neo4j that kg works with: its constraints and indexes are written as there
OLDEST_VERSION = 5
#: for how many seconds a transaction is tried again when that may help, as after a deadlock or a lost connection
PATIENCE = 30.0


@contextmanager
def open_driver(connection: Connection, *, patience: float = PATIENCE) -> Iterator[Driver]:
    """A driver that has reached the server; whatever goes wrong inside the block becomes one clear error.

    Args:
        connection: the server.
        patience: for how many seconds a transaction is tried again when that may help.

    Raises:
        SinkError: the server can't be reached, refuses the user, is too old, or refuses what it is asked.
    """
    try:
        _check_scheme(connection.uri)
        with GraphDatabase.driver(
            connection.uri,
            auth=(connection.user, connection.password),
            connection_acquisition_timeout=30,
            max_transaction_retry_time=patience,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        ) as driver:
            check_version(driver.get_server_info().agent)
            yield driver
    except (DriverError, Neo4jError, ValueError, OSError) as error:
        raise SinkError(explain_error(error, connection)) from error


def ask_server(
    driver: Driver, question: Question, arguments: Mapping[str, Argument], *, database: str, seconds: float
) -> Answer:
    """The answer to a question's Cypher, in a transaction that can't write.

    Args:
        driver: as `open_driver` gives it.
        question: with a Cypher text.
        arguments: values for its parameters; days are text, which the query makes dates of: `date($on)`.
        database: which of the server's databases.
        seconds: how long it may take.
    """
    parameters = {name: make_value(argument) for name, argument in arguments.items()}

    @unit_of_work(timeout=seconds)
    def ask(transaction: ManagedTransaction) -> Answer:
        result = transaction.run(question.texts["cypher"], parameters)
        columns = pick_columns(question, tuple(result.keys()), frozenset())
        return Answer(columns=columns, rows=tuple(_read_row(record, columns) for record in result))

    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        return session.execute_read(ask)


def profile_server(
    driver: Driver, question: Question, arguments: Mapping[str, Argument], *, database: str, seconds: float
) -> tuple[int, list[str]]:
    """How many rows a question's Cypher gives, and the plan by which the server found them; as `ask_server` asks.

    Each line of the plan is an operator with how many rows it gave and how often it looked at the store.
    """
    parameters = {name: make_value(argument) for name, argument in arguments.items()}

    @unit_of_work(timeout=seconds)
    def profile(transaction: ManagedTransaction) -> tuple[int, list[str]]:
        result = transaction.run("PROFILE\n" + question.texts["cypher"], parameters)
        rows = sum(1 for _ in result)
        return rows, list(_walk_plan(result.consume().profile or {}, ""))

    with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        return session.execute_read(profile)


def _walk_plan(plan: Mapping[str, Any], indent: str) -> Iterator[str]:
    arguments = plan.get("args", {})
    name = plan.get("operatorType", "").partition("@")[0]
    counts = f"({plan.get('rows', 0)} rows, {plan.get('dbHits', 0)} looks)"
    yield indent + " ".join([name, counts, *str(arguments.get("Details", "")).split()]).rstrip()
    for child in plan.get("children", ()):
        yield from _walk_plan(child, indent + "  ")


def make_value(argument: Argument) -> str | int:
    """An argument as a Cypher parameter."""
    return int(argument.text) if argument.type == "integer" else argument.text


def read_value(value: Any) -> Any:
    """What Neo4j gives, as plain values: days as ISO text, nodes and relationships as mappings."""
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if isinstance(value, Path):
        value = [*value.nodes, *value.relationships]
    if isinstance(value, list):
        return [read_value(item) for item in value]
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **_read_map(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, **_read_map(value)}
    if isinstance(value, Mapping):
        return _read_map(value)
    return value


def _read_map(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: read_value(item) for key, item in sorted(value.items())}


def _read_row(record: Any, columns: tuple[str, ...]) -> dict[str, Any]:
    return {column: read_value(record.get(column)) for column in columns}


def _check_scheme(uri: str) -> None:
    # The driver would also try HTTP, with a warning.
    if not re.match(r"(bolt|neo4j)(\+s|\+ssc)?://[^/]", uri):
        raise ConfigurationError("it speaks bolt:// or neo4j://")


def check_version(agent: str) -> None:
    """Refuse a server that is too old; one that doesn't say is given a try.

    Args:
        agent: what the server calls itself, such as Neo4j/5.26.30.

    Raises:
        SinkError: its version is too old.
    """
    version = agent.removeprefix("Neo4j/")
    major = version.partition(".")[0]
    if major.isdecimal() and int(major) < OLDEST_VERSION:
        raise SinkError(f"the server is Neo4j {version}; kg needs {OLDEST_VERSION} or later")


def explain_error(error: Exception, connection: Connection) -> str:
    """What went wrong at the server, where, and what to do next."""
    where = connection.uri
    if isinstance(error, (SessionExpired, IncompleteCommit)):
        return f"{where} was lost on the way ({_first_line(error)}); when it runs again, give the same command again"
    if isinstance(error, AuthError):
        return f"{where} refuses user {connection.user!r}: check --user and the password in NEO4J_PASSWORD"
    if isinstance(error, (ConfigurationError, ValueError)):
        return f"{where!r} is not where a Neo4j can be: {error}; give --uri bolt://host:7687"
    if isinstance(error, (ServiceUnavailable, OSError)):
        return f"no Neo4j answers at {where} ({_first_line(error)}); start it (docker compose up -d) or give --uri"
    if isinstance(error, Neo4jError):
        return _explain_refusal(error, connection)
    return f"{where}: {_first_line(error)}"


def _explain_refusal(error: Any, connection: Connection) -> str:
    code, message = error.code or "", _first_line(error.message or error)
    if code.endswith("DatabaseNotFound"):
        return f"{connection.uri} has no database {connection.database!r}; give --database"
    if code.endswith("CredentialsExpired"):
        return f"{connection.uri} wants another password for {connection.user!r} first: set one at http://…:7474"
    if code.endswith("ParameterMissing"):
        return f"{message}; give each with -p name=value"
    if code.endswith("AccessMode") or "read access mode" in message.lower():
        return "the query would change the database; kg query only reads"
    if "TimedOut" in code:
        return "the query took too long; ask for less, or give it longer with --timeout"
    room = "; if its disk is full, make room and give the same command again" if "space" in message.lower() else ""
    return f"{connection.uri} refuses: {message} ({code}){room}"


def _first_line(error: object) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
