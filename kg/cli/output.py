"""How commands show rows and progress: tables and bars on a terminal, plain lines in a pipe."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

ItemT = TypeVar("ItemT")
CommandT = TypeVar("CommandT", bound=Callable[..., Any])
Row = Mapping[str, object]

FORMATS = ("table", "csv", "json", "jsonl")


def graph_option(command: CommandT) -> CommandT:
    """Add `--graph DIR` to a command."""
    return click.option(
        "--graph",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("graph"),
        show_default=True,
        help="Folder of the graph.",
    )(command)


def format_option(command: CommandT) -> CommandT:
    """Add `--format table|csv|json|jsonl` to a command; without it, a table on a terminal and lines in a pipe."""
    return click.option("--format", "format_", type=click.Choice(FORMATS), help="How rows are printed.")(command)


def print_rows(rows: Iterable[Row], columns: Sequence[str], format_: str | None = None) -> None:
    """Print rows in the form asked for; None means a table on a terminal and tab-separated lines in a pipe."""
    if format_ is None and not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(_as_line(row.get(column)) for column in columns))
        return
    {"csv": _print_csv, "json": _print_json, "jsonl": _print_jsonl}.get(format_ or "table", _print_table)(
        list(rows), columns
    )


def _as_line(value: object) -> str:
    return " ".join(_as_text(value).split())


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(_as_text(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _print_csv(rows: Sequence[Row], columns: Sequence[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_as_text(row.get(column)) for column in columns] for row in rows)
    click.echo(out.getvalue(), nl=False)


def _print_json(rows: Sequence[Row], columns: Sequence[str]) -> None:
    picked = [{column: row.get(column) for column in columns} for row in rows]
    click.echo(json.dumps(picked, ensure_ascii=False, indent=1))


def _print_jsonl(rows: Sequence[Row], columns: Sequence[str]) -> None:
    for row in rows:
        click.echo(json.dumps({column: row.get(column) for column in columns}, ensure_ascii=False))


def _print_table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold", show_lines=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_as_text(row.get(column))) for column in columns))
    Console().print(table)


@contextmanager
def show_progress(items: Iterable[ItemT], label: str, total: int | None = None) -> Iterator[Iterator[ItemT]]:
    """The same items, with a progress bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield iter(items)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield iter(progress.track(items, total=total, description=label))
