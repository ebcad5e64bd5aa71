"""`kg extract`: articles to facts records."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; .gz packs it, - is standard output.")
@click.option("--extractor", default="builtin", show_default=True, help="Which installed extractor reads the articles.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that extract; all processors if not given.")
def command(sources: tuple[str, ...], output: str, extractor: str, jobs: int | None) -> None:
    """Read articles into facts: one JSON record a line for each article, in the order of the articles.

    SOURCES are .txt, .html, .jsonl files, each also gzipped, folders of them, or - for standard input. What can't be
    read is told with file and line and left out; the rest is written, and the exit code is 1.

    Example: kg extract news/ -o facts.jsonl
    """
    from kg.cli.extract_steps import extract_to_file

    extract_to_file(sources, None if output == "-" else Path(output), extractor=extractor, jobs=jobs)
