"""`kg validate`: facts against the schema, RDF dumps against the shapes."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--docs", multiple=True, metavar="NEWS", help="Articles that the facts are about: checks every quote.")
def command(files: tuple[str, ...], docs: tuple[str, ...]) -> None:
    """Check facts records against their JSON Schema, or RDF dumps against the SHACL shapes, and tell all faults.

    FILE is JSONL of facts, also gzipped, or - for standard input; or a dump (.ttl .nt .nq .trig .jsonld, also .gz).
    Exit code 1 if there is any fault.

    Example: kg validate facts.jsonl --docs news/
    """
    from kg.cli.validate_steps import validate_files

    validate_files([Path(name) for name in files], docs)
