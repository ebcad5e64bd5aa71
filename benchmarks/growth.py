"""Does resolution stay as good and as fast as the graph grows? `make bench-growth`; `make bench` for its first sizes.

Invented officials of known truth (`benchmarks.generator`), resolved by kg, by Splink (`benchmarks.splink_peer`) and by
three ways that need no thought. Seconds are of processor time unless they say otherwise.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import click
import msgspec

from benchmarks.generator import Names, Row, World, count_names, make_world, score
from benchmarks.increment import Increment, measure_increment
from kg.resolve.people import resolve_people

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent
FROZEN, PAGE = FOLDER / "growth.json", FOLDER / "README.md"
_BEGIN, _END = "<!-- made by `make bench-growth`: begin -->\n", "<!-- growth: end -->\n"

#: what was done → figure → value
Rows: TypeAlias = dict[str, dict[str, float]]


class Frozen(msgspec.Struct):
    """What is kept of the last measurement of each size, and of adding articles."""

    sizes: dict[str, Rows] = {}
    increment: Increment = {}


_SMALL, _ALL = (25_000, 100_000), (25_000, 100_000, 500_000)


def measure_size(names: Names, mentions: int, *, splink: bool) -> Rows:
    """The figures of every way at one size."""
    world = make_world(names, mentions)
    truth = [(row.mention, row.person) for row in world.rows]
    rows = {"kg": _measure_kg(world)}
    for name, found in _list_baselines(world.rows):
        rows[name] = _describe(score(truth, found))
    if splink:
        from benchmarks.splink_peer import run_splink  # noqa: PLC0415 - needs the extra "bench"

        peer = run_splink(world.rows)
        rows["Splink 5 on DuckDB"] = _describe(peer.usual) | {"cpu": peer.cpu, "clock": peer.clock}
        rows["Splink, at the threshold that the truth likes best"] = _describe(peer.best)
    rows["kg"]["people"] = len({person for _, person in truth})
    return rows


def _measure_kg(world: World) -> dict[str, float]:
    """B-cubed of kg, and the time from claims to people, in which nothing else is done."""
    gc.collect()
    gc.freeze()
    cpu, clock = time.process_time(), time.perf_counter()
    person_of = resolve_people(world.articles).person_of
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    gc.unfreeze()
    scores = score([(row.mention, row.person) for row in world.rows], person_of)
    return _describe(scores) | {"cpu": cpu, "clock": clock}


def _list_baselines(rows: list[Row]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Ways that need no thought; mentions whose body isn't named stand alone where the body counts."""
    yield "same name", {row.mention: row.name.casefold() for row in rows}
    yield "same name and body", {row.mention: (row.name, row.body) for row in rows if row.body}
    periods = {row.mention: (row.name, row.role, row.body, row.year // 5) for row in rows if row.body}
    yield "same name, post and period", periods


def _describe(scores: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("precision", "recall", "f1"), scores, strict=True))


def find_exponent(figures: Mapping[str, Rows]) -> float:
    """How kg's time grows with mentions, from the smallest to the largest size: 1 is in step, 2 with their square."""
    sizes = sorted(figures, key=int)
    small, large = sizes[0], sizes[-1]
    return math.log(figures[large]["kg"]["cpu"] / figures[small]["kg"]["cpu"]) / math.log(int(large) / int(small))


def _iter_lines(figures: Mapping[str, Rows]) -> Iterator[str]:
    yield "\n| mentions | way | precision | recall | F1 | seconds | by the clock |\n"
    yield "| --- | --- | --- | --- | --- | --- | --- |\n"
    for size, rows in sorted(figures.items(), key=lambda item: int(item[0])):
        for name, row in sorted(rows.items(), key=lambda item: (item[0] != "kg", not item[0].startswith("Splink"))):
            times = [f"{row[kind]:.1f}" if kind in row else "" for kind in ("cpu", "clock")]
            people = f" ({row['people']:,.0f} people)" if "people" in row else ""
            scores = " | ".join(f"{row[kind]:.3f}" for kind in ("precision", "recall", "f1"))
            yield f"| {int(size):,}{people} | {name} | {scores} | {' | '.join(times)} |\n"
    yield f"\nkg's time grows with the mentions to the power of {find_exponent(figures):.2f}.\n\n"


def _say_increment(figures: Increment) -> str:
    """What adding articles costs, in words."""
    articles, added, reading = figures["articles"], figures["added"], figures["reading"]
    whole, adding = figures["whole"], figures["adding"]
    in_all = (adding + reading * added / articles) / (whole + reading)
    same = "the same rows" if figures["same"] else "OTHER ROWS"
    return (
        f"Adding {added:,.0f} of {articles:,.0f} real articles ({added / articles:.1%}, in random order) takes"
        f" {adding:.2f} s of processor time, beside {whole:.1f} s for building all from facts ({adding / whole:.1%}),"
        f" or {in_all:.1%} where the articles have to be read as well. Both ways give {same}.\n\n"
    )


def fill_page(page: str, figures: Mapping[str, Rows], increment: Increment) -> str:
    """The page with the table of growth made anew."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{''.join(_iter_lines(figures))}{_say_increment(increment)}{_END}{after}"


@click.command()
@click.option(
    "--shared",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=ROOT.parent / "shared",
    show_default=True,
    help="Folder of articles, whose names are counted.",
)
@click.option("--all", "large", is_flag=True, help="Measure the largest size too.")
@click.option("--splink-up-to", type=int, default=_SMALL[0], show_default=True, help="Largest size for Splink.")
def main(shared: Path, *, large: bool, splink_up_to: int) -> None:
    """Measure resolution at several sizes, and freeze the figures; sizes that aren't measured keep theirs."""
    kept: Frozen = msgspec.json.decode(FROZEN.read_bytes(), type=Frozen) if FROZEN.exists() else Frozen()
    frozen = kept.sizes
    increment = measure_increment(shared)
    click.echo(_say_increment(increment))
    names = count_names(shared / "news" / "political.jsonl.gz")
    for size in _ALL if large else _SMALL:
        known = frozen.get(str(size), {})
        rows = measure_size(names, size, splink=size <= splink_up_to)
        frozen[str(size)] = {**{name: row for name, row in known.items() if name.startswith("Splink")}, **rows}
        for name, row in rows.items():
            click.echo(f"{size:9,} {name:52} {' '.join(f'{kind} {value:.3f}' for kind, value in row.items())}")
    rounded = {
        size: {name: {kind: round(value, 4) for kind, value in row.items()} for name, row in rows.items()}
        for size, rows in frozen.items()
    }
    now = Frozen(sizes=rounded, increment={name: round(value, 3) for name, value in increment.items()})
    FROZEN.write_bytes(msgspec.json.format(msgspec.json.encode(now), indent=1) + b"\n")
    page = fill_page(PAGE.read_text("utf-8"), now.sizes, now.increment)
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
