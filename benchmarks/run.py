"""Measure kg on the annotated articles, say what changed, and freeze the figures: `make bench`."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import TypeVar, cast

import click

from benchmarks.frozen import MISSES, PAGE, QUALITY, SPEED, compare, fill_page, read_frozen, write_frozen
from benchmarks.quality import EXTRACTION, Misses, Quality, count_misses, find_set, measure_extraction, measure_quality
from benchmarks.speed import has_underthesea, measure_speed

ROOT = Path(__file__).parents[1]

#: name, articles, annotation
Unseen = tuple[str, Path, Path]
ValueT = TypeVar("ValueT")
_UNSEEN = "Unseen"


@click.command()
@click.option(
    "--shared",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT.parent / "shared",
    show_default=True,
    help="Folder of articles and annotations.",
)
@click.option(
    "--unseen",
    nargs=3,
    multiple=True,
    type=(str, click.Path(path_type=Path, exists=True), click.Path(path_type=Path, exists=True)),
    metavar="NAME DOCS GOLD",
    help="Annotated articles that no rule was written from; their figures are frozen until others are given.",
)
@click.option("--dry-run", is_flag=True, help="Measure and compare, but freeze nothing.")
def main(shared: Path, unseen: Sequence[Unseen], *, dry_run: bool) -> None:
    """Measure quality and speed, show what changed since the last freeze, and freeze the new figures."""
    commit = find_commit()
    frozen = cast(Quality, read_frozen(QUALITY))
    sets = {part: find_set(shared, stem) for part, stem in EXTRACTION.items()} | name_unseen(unseen)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        quality = keep_unseen(frozen) if not unseen else {}
        for part, (docs, gold) in name_unseen(unseen).items():
            quality[part] = measure_extraction(docs, gold, shared=shared, work=work)
        quality = {**measure_quality(shared, work), **quality}
        misses: Misses = {part: count_misses(docs, gold, work=work) for part, (docs, gold) in sets.items()}
    if not unseen:
        misses |= keep_unseen(cast(Misses, read_frozen(MISSES)))
    show_changes(frozen, quality)
    if not has_underthesea():
        click.echo("underthesea is not installed: its speed is left out; pip install -e '.[bench]' adds it")
    speed = measure_speed(shared)
    for name, row in speed.items():
        click.echo(f"{name:40} {row['articles_per_cpu_second']:10,.0f} articles/s  {row['times_floor']:8.1f} × floor")
    if not dry_run:
        write_frozen(QUALITY, commit, quality)
        write_frozen(MISSES, commit, misses)
        write_frozen(SPEED, commit, speed)
        page = fill_page(PAGE.read_text("utf-8"), commit, quality, misses, speed)
        PAGE.write_text(page, encoding="utf-8", newline="\n")


def name_unseen(unseen: Sequence[Unseen]) -> dict[str, tuple[Path, Path]]:
    """The sets by their titles, which say how many articles there are."""
    return {
        f"{_UNSEEN} {name} ({len(docs.read_bytes().splitlines())} articles)": (docs, gold)
        for name, docs, gold in unseen
    }


def keep_unseen(frozen: Mapping[str, ValueT]) -> dict[str, ValueT]:
    """What was frozen of unseen sets, whose articles aren't at hand any more."""
    return {part: value for part, value in frozen.items() if part.startswith(_UNSEEN)}


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
