"""How many articles a second kg reads, beside the least that any reader must do, measured in one run.

The floor is Unicode normalisation and splitting of texts that are in memory already. The commands are run as a user
runs them, so their times hold the start of Python, reading and writing JSON too. Processor time is what to compare, as
the clock also counts what else the machine does. The peer is underthesea, which finds the names of persons, places and
bodies (no posts, no facts); it gets a sentence at a time, its model loaded before, as whole articles cost it far more.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from benchmarks.quality import run_kg

#: what was done → articles per second of processor time and of the clock, processor time by that of the floor, and how
#: many times as fast it is as underthesea, where that was measured
Speed = dict[str, dict[str, float]]

#: of processor time and of the clock
Seconds = tuple[float, float]

_FEW, _MANY, _PEER = 125, 2000, 30
_ROUNDS = 20


def measure_speed(shared: Path, *, many: int = _MANY) -> Speed:
    """The speed of each step on political news, and the floor beside it."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        lines = list(islice(read_lines(shared / "news" / "political.jsonl.gz"), many))
        write_lines(work / "few.jsonl", lines[:_FEW])
        write_lines(work / "many.jsonl", lines)
        texts = [json.loads(line)["text"] for line in lines]
        floor = take_time(lambda: [normalise_and_split(texts) for _ in range(_ROUNDS)])
        taken = {
            "floor: NFC and split in memory": (floor, len(lines) * _ROUNDS),
            f"`kg extract`, {_FEW} articles": (time_kg(work, "few", "--jobs", "1"), _FEW),
            f"`kg extract`, {len(lines)} articles": (time_kg(work, "many", "--jobs", "1"), len(lines)),
            f"`kg extract --jobs 2`, {len(lines)} articles": (time_kg(work, "many", "--jobs", "2"), len(lines)),
            f"`kg build` from facts, {len(lines)} articles": (time_build(work), len(lines)),
        }
    peer = time_underthesea(texts[:_PEER]) if has_underthesea() else None
    if peer is not None:
        taken[f"underthesea: names in {_PEER} articles"] = (peer, _PEER)
    floor_each, peer_each = floor[0] / len(lines) / _ROUNDS, None if peer is None else peer[0] / _PEER
    return {
        name: _describe(cpu / count, clock / count, floor=floor_each, peer=peer_each)
        for name, ((cpu, clock), count) in taken.items()
    }


def _describe(cpu: float, clock: float, *, floor: float, peer: float | None) -> dict[str, float]:
    row = {
        "articles_per_cpu_second": round(1 / cpu, 1),
        "times_floor": round(cpu / floor, 2),
        "articles_per_second": round(1 / clock, 1),
    }
    return row if peer is None else {**row, "times_underthesea": round(peer / cpu, 1)}


def has_underthesea() -> bool:
    """Whether the peer is installed (extra `bench`)."""
    return find_spec("underthesea") is not None


def time_underthesea(texts: list[str]) -> Seconds:
    """What underthesea takes to find the names in texts, a sentence at a time."""
    from underthesea import ner, sent_tokenize  # noqa: PLC0415 - needs the extra "bench"

    ner("Ông Nguyễn Văn An họp.")
    return take_time(lambda: [ner(sentence) for text in texts for sentence in sent_tokenize(text)])


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


def time_kg(work: Path, name: str, *options: str) -> Seconds:
    """What `kg extract` takes for a file."""
    return take_time(
        lambda: run_kg("extract", str(work / f"{name}.jsonl"), "-o", str(work / f"{name}_facts.jsonl"), *options)
    )


def time_build(work: Path) -> Seconds:
    """What `kg build` takes for the facts of many articles, into a new graph."""
    return take_time(lambda: run_kg("build", str(work / "many_facts.jsonl"), "--graph", str(work / "graph")))


def take_time(work: Callable[[], object]) -> Seconds:
    """Seconds of processor time, of this process and those it starts, and of the clock."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4]), after.elapsed - before.elapsed
