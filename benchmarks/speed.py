"""How many articles a second kg reads, beside the least that any reader must do, measured in one run.

The floor is Unicode normalisation and splitting of texts that are in memory already. The commands are run as a user
runs them, so their times hold the start of Python, reading and writing JSON too.
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.quality import run_kg

#: what was done → "articles_per_second" and "times_floor"
Speed = dict[str, dict[str, float]]

_FEW, _MANY = 125, 2000
_ROUNDS = 5


def measure_speed(shared: Path, *, many: int = _MANY) -> Speed:
    """The speed of each step on political news, and the floor beside it."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines = list(islice(read_lines(shared / "news" / "political.jsonl.gz"), many))
        write_lines(work / "few.jsonl", lines[:_FEW])
        write_lines(work / "many.jsonl", lines)
        texts = [json.loads(line)["text"] for line in lines]
        floor = min(take_time(lambda: normalise_and_split(texts)) for _ in range(_ROUNDS)) / len(lines)
        seconds = {
            "floor: NFC and split in memory": floor,
            f"`kg extract`, {_FEW} articles": time_kg(work, "few") / _FEW,
            f"`kg extract`, {len(lines)} articles": time_kg(work, "many") / len(lines),
            f"`kg extract --jobs 2`, {len(lines)} articles": time_kg(work, "many", "--jobs", "2") / len(lines),
            f"`kg build` from facts, {len(lines)} articles": time_build(work) / len(lines),
        }
    return {
        name: {"articles_per_second": round(1 / value, 1), "times_floor": round(value / floor, 2)}
        for name, value in seconds.items()
    }


def read_lines(packed: Path) -> Iterator[bytes]:
    """The lines of a gzipped file."""
    with gzip.open(packed, "rb") as lines:
        yield from lines


def write_lines(path: Path, lines: list[bytes]) -> None:
    """Write lines that end in LF."""
    path.write_bytes(b"".join(lines))


def normalise_and_split(texts: list[str]) -> int:
    """The floor: what no reader of Vietnamese can leave out."""
    return sum(len(unicodedata.normalize("NFC", text).split()) for text in texts)


def time_kg(work: Path, name: str, *options: str) -> float:
    """Seconds that `kg extract` takes for a file."""
    return take_time(
        lambda: run_kg("extract", str(work / f"{name}.jsonl"), "-o", str(work / f"{name}_facts.jsonl"), *options)
    )


def time_build(work: Path) -> float:
    """Seconds that `kg build` takes for the facts of many articles, into a new graph."""
    return take_time(lambda: run_kg("build", str(work / "many_facts.jsonl"), "--graph", str(work / "graph")))


def take_time(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
