"""The steps of a validation as the command shows them: each fault on a line of standard output, then the count."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg.documents.faults import FaultLog
from kg.facts.validate import validate_facts

_DUMPS = frozenset({".ttl", ".nt", ".nq", ".trig", ".jsonld"})


def validate_files(files: Sequence[Path], docs: Sequence[str]) -> None:
    """Print all faults of facts files and RDF dumps; ends the command with exit code 1 if there is one."""
    dumps = [path for path in files if _is_dump(path)]
    faults = FaultLog(sys.stdout)
    told = []
    if len(dumps) < len(files):
        sound = validate_facts([path for path in files if path not in dumps], docs=docs, faults=faults)
        told.append(f"{sound} sound {'record' if sound == 1 else 'records'}")
    if dumps:
        sound = sum(_validate_dump(path, faults) for path in dumps)
        told.append(f"{sound} sound {'dump' if sound == 1 else 'dumps'}")
    click.echo(f"{', '.join(told)}; {faults.summary()}", err=True)
    if faults.failed:
        sys.exit(1)


def _is_dump(path: Path) -> bool:
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    return plain.suffix in _DUMPS


def _validate_dump(path: Path, faults: FaultLog) -> bool:
    from kg.sinks.shacl import validate_rdf

    found = list(validate_rdf(path))
    for message in found:
        faults.fault(message, path=str(path))
    return not found
