"""The steps of a build as commands show them: reading with a bar, then each step by name, then what was done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg.cli.output import show_progress
from kg.documents.faults import FaultLog
from kg.facts.parallel import count_processors
from kg.facts.pipeline import read_articles_or_facts
from kg.facts.plugins import load_extractor
from kg.graph.build import BuildReport, build_graph
from kg.graph.store import open_graph
from kg.resolve.decisions import FILE_NAME, find_stale, read_decisions


def build_from_sources(
    sources: Sequence[str], folder: Path, *, extractor: str, jobs: int | None, decisions: Path | None = None
) -> None:
    """Build the graph from sources; ends the command with exit code 1 when some of them couldn't be read."""
    faults = FaultLog()
    decided = read_decisions(decisions) if decisions is not None else []
    records = read_articles_or_facts(
        sources, extractor=load_extractor(extractor), jobs=jobs or count_processors(), faults=faults
    )
    with show_progress(records, "Reading") as shown:
        report = build_graph(folder, shown, decisions=decided, tell=tell_step)
    report_build(report, folder)
    if faults.failed:
        click.echo(f"kg: {faults.summary()}; everything else was built", err=True)
        sys.exit(1)


def tell_step(step: str) -> None:
    """Say which step begins, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{step} …", err=True)


def report_build(report: BuildReport, folder: Path) -> None:
    """Say in a line what a build did."""
    counts = (
        (report.added, "added"),
        (report.replaced, "replaced"),
        (report.withdrawn, "withdrawn"),
        (report.unchanged, "unchanged"),
    )
    done = [f"{count} {what}" for count, what in counts if count]
    done += ["derived again with other decisions"] if report.redecided else []
    click.echo(f"{folder}: {', '.join(done) or 'no articles'}", err=True)
    tell_stale(folder)


def tell_stale(folder: Path) -> None:
    """Say which decisions are on names that no article of the graph has; they are kept."""
    path = folder / FILE_NAME
    decided = read_decisions(path) if path.exists() else []
    if not decided:
        return
    with open_graph(folder) as graph:
        known = {side for decision in decided for side in decision.pair if graph.find_alias(side) is not None}
    for decision in find_stale(decided, known):
        click.echo(f"kg: {path}: no article has both names now, kept for later: {decision.describe()}", err=True)
