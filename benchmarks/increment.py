"""What it costs to add one article in a hundred, beside building everything: the last part of `make bench`.

Facts are in memory and the word lists are read before the clock starts, so that what is compared is work, not the start
of Python. The whole build is of the same articles, into a new folder.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from benchmarks.quality import run_kg
from benchmarks.speed import read_lines, take_time, write_lines
from kg.facts.records import Facts
from kg.graph.build import build_graph
from kg.graph.store import FILE_NAME

#: name → seconds of processor time; "same" is 1 when both graphs hold the same rows
Increment = dict[str, float]


def measure_increment(shared: Path, *, share: float = 0.01, seed: int = 1) -> Increment:
    """The cost of adding the last articles of all political ones in random order."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines = list(read_lines(shared / "news" / "political.jsonl.gz"))
        random.Random(seed).shuffle(lines)  # noqa: S311 - a shuffle, no secret
        write_lines(work / "news.jsonl", lines)
        reading = _take(lambda: run_kg("extract", str(work / "news.jsonl"), "-o", str(work / "facts.jsonl")))
        decoder = msgspec.json.Decoder(Facts)
        facts = [decoder.decode(line) for line in (work / "facts.jsonl").read_bytes().splitlines()]
        few = max(1, round(len(facts) * share))
        build_graph(work / "warm", facts[:100])
        gc.collect()
        gc.freeze()
        whole = _take(lambda: build_graph(work / "whole", facts))
        build_graph(work / "steps", facts[:-few])
        added = _take(lambda: build_graph(work / "steps", facts[-few:]))
        gc.unfreeze()
        same = _read_rows(work / "steps") == _read_rows(work / "whole")
    return {"articles": len(facts), "added": few, "reading": reading, "whole": whole, "adding": added, "same": same}


def _take(work: Callable[[], object]) -> float:
    return take_time(work)[0]


def _read_rows(folder: Path) -> Sequence[object]:
    """All rows of all tables, as sorted as they need to be to be compared."""
    store = sqlite3.connect(folder / FILE_NAME)
    names = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    kept = [name for name in names if not name.startswith("search_")]
    return [sorted(store.execute(f'SELECT * FROM "{name}"'), key=repr) for name in kept]  # noqa: S608 - our own tables
