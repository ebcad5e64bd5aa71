"""How commands show rows and progress: tables and bars on a terminal, plain lines in a pipe."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

ItemT = TypeVar("ItemT")
CommandT = TypeVar("CommandT", bound=Callable[..., Any])
Row = Mapping[str, object]
#: Words up to this long are not broken in a table that has room for them.
_UNBROKEN = 40
#: Between two columns of a table.
_GAP = 3

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


def print_rows(
    rows: Iterable[Row],
    columns: Sequence[str],
    format_: str | None = None,
    *,
    notes: Sequence[str] = (),
    details: Sequence[str] = (),
) -> None:
    """Print rows in the form asked for; None means a table on a terminal and tab-separated lines in a pipe.

    Args:
        rows: what to print.
        columns: which values, in which order.
        format_: one of `FORMATS`, or None.
        notes: columns that are too long for a table: there they stand below it, numbered, each once.
        details: further columns of csv, json and jsonl, for programs.
    """
    if format_ is None and not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(_as_line(row.get(column)) for column in columns))
        return
    if (format_ or "table") == "table":
        _print_table(list(rows), columns, notes)
        return
    {"csv": _print_csv, "json": _print_json}.get(format_ or "", _print_jsonl)(list(rows), [*columns, *details])


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


def _print_table(rows: Sequence[Row], columns: Sequence[str], notes: Sequence[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    shown = [column for column in columns if column not in notes and any(_as_text(row.get(column)) for row in rows)]
    console = Console()
    for column, width in zip(shown, _find_widths(rows, shown, console.width - len("source") - _GAP), strict=True):
        table.add_column(column, overflow="fold", width=width)
    numbers: dict[tuple[str, ...], int] = {}
    if notes:
        table.add_column("source", justify="right", no_wrap=True, width=len("source"))
    for row in rows:
        note = tuple(_as_text(row.get(column)) for column in notes)
        number = [f"[{numbers.setdefault(note, len(numbers) + 1)}]"] if any(note) else []
        table.add_row(*(Text(_as_text(row.get(column))) for column in shown), *map(Text, number))
    console.print(table)
    for note, place in numbers.items():
        if any(note):
            _print_note(console, place, note)


def _find_widths(rows: Sequence[Row], columns: Sequence[str], room: int) -> list[int]:
    """The width of each column in a table of `room` characters: as wide as its longest cell where all fit.

    Else each has its longest word, but for words that would leave others no room, and the rest of the room goes, a
    character at a time, to the column whose cells are most cramped.
    """
    cells = [[column, *(_as_text(row.get(column)) for row in rows)] for column in columns]
    wanted = [max(map(len, column)) for column in cells]
    longest = [max(map(len, " ".join(column).split()), default=0) for column in cells]
    free = room - _GAP * len(columns)
    widths = [min(_UNBROKEN, length) for length in longest]
    for unbroken in range(_UNBROKEN - 1, 1, -1):
        if sum(widths) > free:
            widths = [min(unbroken, length) for length in longest]
    for _ in range(free - sum(widths)):
        cramped = max(range(len(columns)), key=lambda place: wanted[place] / max(widths[place], 1))
        if widths[cramped] < wanted[cramped]:
            widths[cramped] += 1
    return widths


def _print_note(console: Console, place: int, note: Sequence[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    first, *rest = [line for line in note if line]
    console.print(Text(f"[{place}] {first}"))
    for line in rest:
        console.print(Padding(Text(line, style="dim"), (0, 0, 0, 4)))


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
