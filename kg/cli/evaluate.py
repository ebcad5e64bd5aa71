"""`kg eval`: facts held against an annotation."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import format_option


@click.command()
@click.argument("gold")
@click.argument("facts", nargs=-1, required=True, metavar="FACTS...")
@click.option("--docs", multiple=True, metavar="NEWS", help="The articles: checks evidence, shows missed sentences.")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Show the first N of each miss.")
@click.option("--calibration", is_flag=True, help="Show whether facts are right as often as their confidence says.")
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.svg", help="Draw the same as a picture."
)
@format_option
def command(
    gold: str,
    facts: tuple[str, ...],
    docs: tuple[str, ...],
    format_: str | None,
    *,
    errors: int,
    calibration: bool,
    plot: Path | None,
) -> None:
    """Hold facts against an annotation: precision, recall, F1, and what is wrong by kind of miss and by rule.

    GOLD and FACTS are JSONL of facts records; only articles in GOLD count, and - is standard input.

    Example: kg eval gold.jsonl facts.jsonl --docs news/ --errors 5
    """
    from kg.cli.evaluate_steps import evaluate_files

    evaluate_files(gold, facts, docs, format_, errors=errors, calibration=calibration, plot=plot)
