"""Make the files that come from `ontology/kg.yaml`, or say which ones are out of date."""

from __future__ import annotations

import sys

import click

from kg.errors import KgError
from kg.ontology_files.files import find_stale, make_files


@click.command()
@click.option("--write", is_flag=True, help="Write them, instead of saying which ones differ.")
def main(*, write: bool) -> None:
    """Make the files that come from ontology/kg.yaml, or say which ones are out of date."""
    try:
        stale = find_stale()
    except KgError as error:
        raise click.ClickException(str(error)) from error
    for path in stale:
        click.echo(f"{'written' if write else 'out of date'}: {path}", err=True)
        if write:
            path.write_text(make_files()[path], encoding="utf-8")
    sys.exit(1 if stale and not write else 0)


main()
