"""The steps of an extraction as the command shows them: reading with a bar, writing, then what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kg.cli.output import show_progress
from kg.documents.faults import FaultLog
from kg.facts.parallel import count_processors
from kg.facts.pipeline import extract_sources
from kg.facts.plugins import load_extractor
from kg.facts.records import Facts
from kg.facts.write import write_facts, write_lines


def extract_to_file(sources: Sequence[str], output: Path | None, *, extractor: str, jobs: int | None) -> None:
    """Write the facts of the sources to a file, or standard output for None.

    Ends the command with exit code 1 when something was left out.
    """
    faults = FaultLog()
    facts = extract_sources(
        sources, extractor=load_extractor(extractor), jobs=jobs or count_processors(), faults=faults, skip=output
    )
    with show_progress(facts, "Extracting") as shown:
        count = _write(shown, output)
    if output is not None:
        click.echo(f"{output}: {count} records", err=True)
    if faults.failed:
        click.echo(f"kg: {faults.summary()}; everything else was extracted", err=True)
        sys.exit(1)


def _write(facts: Iterable[Facts], output: Path | None) -> int:
    if output is not None:
        return write_facts(facts, output)
    out = sys.stdout.buffer
    count = write_lines(facts, out)
    out.flush()
    return count
