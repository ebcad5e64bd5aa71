"""Measure kg on the annotated articles, say what changed, and freeze the figures: `make bench`."""

from __future__ import annotations

import subprocess
import tempfile
from math import isnan
from pathlib import Path
from typing import cast

import click

from benchmarks.frozen import PAGE, QUALITY, SPEED, compare, fill_page, read_frozen, write_frozen
from benchmarks.quality import Quality, measure_quality
from benchmarks.speed import measure_speed

ROOT = Path(__file__).parents[1]


@click.command()
@click.option(
    "--shared",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT.parent / "shared",
    show_default=True,
    help="Folder of articles and annotations.",
)
@click.option("--dry-run", is_flag=True, help="Measure and compare, but freeze nothing.")
def main(shared: Path, *, dry_run: bool) -> None:
    """Measure quality and speed, show what changed since the last freeze, and freeze the new figures."""
    commit = find_commit()
    with tempfile.TemporaryDirectory() as work:
        quality = measure_quality(shared, Path(work))
    show_changes(cast(Quality, read_frozen(QUALITY)), quality)
    speed = measure_speed(shared)
    for name, row in speed.items():
        click.echo(f"{name:40} {row['articles_per_cpu_second']:10,.0f} articles/s  {row['times_floor']:8.1f} × floor")
    if not dry_run:
        write_frozen(QUALITY, commit, quality)
        write_frozen(SPEED, commit, speed)
        page = fill_page(PAGE.read_text("utf-8"), commit, quality, speed)
        PAGE.write_text(page, encoding="utf-8", newline="\n")


def show_changes(frozen: Quality, now: Quality) -> None:
    """Print every figure beside its frozen value."""
    for name, before, value in compare(frozen, now):
        change = "  new" if isnan(before) else f"  was {before:.3f}" if abs(value - before) >= 0.0005 else ""
        click.echo(f"{name:40} {value:.3f}{change}")


def find_commit() -> str:
    """The short name of the commit that is measured; "-dirty" says that files were changed since."""
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.strip()


if __name__ == "__main__":
    main()
