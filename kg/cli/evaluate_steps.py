"""The steps of an evaluation as the command shows them: a table for each part, then what went wrong on the way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from kg.cli.output import Row, print_rows
from kg.documents.faults import FaultLog
from kg.evaluation.calibration import measure_reliability
from kg.evaluation.evaluate import evaluate
from kg.evaluation.plot import draw_reliability
from kg.evaluation.report import COLUMNS, PARTS, report
from kg.facts.write import open_atomically


def evaluate_files(
    gold: str,
    facts: Sequence[str],
    docs: Sequence[str],
    format_: str | None,
    *,
    errors: int,
    calibration: bool,
    plot: Path | None,
) -> None:
    """Print the report of an evaluation; ends the command with exit code 1 when something couldn't be read."""
    faults = FaultLog()
    evaluation = evaluate(gold, facts, docs=docs, faults=faults)
    print_report(list(report(evaluation, errors=errors, calibration=calibration)), format_)
    if plot is not None:
        with open_atomically(plot) as out:
            out.write(draw_reliability(measure_reliability(evaluation.findings)["all"]).encode())
        click.echo(f"{plot}: written", err=True)
    if faults.failed:
        click.echo(f"kg: {faults.summary()}; the figures are of the rest", err=True)
        sys.exit(1)


def print_report(rows: Sequence[Row], format_: str | None) -> None:
    """Print rows: a headed table for each part on a terminal, else one after the other, their part first."""
    on_terminal = format_ == "table" or (format_ is None and sys.stdout.isatty())
    if format_ in {"csv", "json", "jsonl"}:
        print_rows(rows, COLUMNS, format_)
        return
    for part, found in groupby(rows, key=lambda row: str(row["part"])):
        title, columns = PARTS[part]
        if not on_terminal:
            print_rows(found, ("part", *columns))
            continue
        click.echo(f"\n{title}\n")
        if part == "errors":
            for row in found:
                _print_error(row)
        else:
            print_rows(list(found), columns, "table")


def _print_error(row: Row) -> None:
    """A wrong or missed fact in a few lines, which a table would break into many."""
    click.echo(f"{row['kind']}: {row['name']} ({row['outcome']})  {row['doc']}")
    for name in ("gold", "found", "rule", "sentence"):
        if row[name]:
            click.echo(f"  {name:9}{' '.join(str(row[name]).split())}")
