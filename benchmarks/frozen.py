"""The figures as they were last frozen, what has changed since, and the page that shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.quality import Miss, Misses, Quality
from benchmarks.speed import Speed

FOLDER = Path(__file__).parent
QUALITY, MISSES, SPEED = FOLDER / "quality.json", FOLDER / "misses.json", FOLDER / "speed.json"
PAGE = FOLDER / "README.md"

#: how far a figure may fall below the frozen one (rounding, a tie that breaks the other way)
DROP = 0.005
#: how far a figure may be from the frozen one before it has to be frozen anew
STALE = 0.02

_BEGIN, _END = "<!-- made by `make bench`: begin -->\n", "<!-- end -->\n"
_TITLES = {
    "seed": "The seed article",
    "dev": "News (50 articles)",
    "provincial": "Provincial papers (15 articles)",
    "resolution": "Who is who (156 names in 152 articles)",
}


def read_frozen(path: Path) -> dict[str, object]:
    """What a file of frozen figures holds; nothing when there is none yet."""
    content: dict[str, object] = json.loads(path.read_bytes()) if path.exists() else {}
    return content


def write_frozen(path: Path, commit: str, figures: Mapping[str, object]) -> None:
    """Freeze figures, with the commit they were measured on."""
    text = json.dumps({"commit": commit, **figures}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def compare(frozen: Quality, now: Quality) -> Iterator[tuple[str, float, float]]:
    """Every figure that is measured now, with its frozen value; NaN stands for a figure that wasn't frozen."""
    for part, kinds in now.items():
        for kind, figures in kinds.items():
            for name, value in figures.items():
                yield f"{part} {kind} {name}", frozen.get(part, {}).get(kind, {}).get(name, float("nan")), value


def find_faults(frozen: Quality, now: Quality) -> list[str]:
    """A line for every figure that fell, or that is so far from the frozen one that this one says nothing."""
    faults = []
    for name, before, value in compare(frozen, now):
        if value < before - DROP:
            faults.append(f"{name} fell from {before:.4f} to {value:.4f}")
        elif not abs(value - before) <= STALE:
            faults.append(f"{name} is {value:.4f}, but {before:.4f} is frozen: run make bench")
    return faults


def fill_page(page: str, commit: str, quality: Quality, misses: Misses, speed: Speed) -> str:
    """The page with the tables between its markers made anew."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{''.join(_iter_lines(commit, quality, misses, speed))}{_END}{after}"


def _iter_lines(commit: str, quality: Quality, misses: Misses, speed: Speed) -> Iterator[str]:
    yield f"\nMeasured on commit `{commit}`.\n"
    for part, kinds in quality.items():
        yield f"\n### {_TITLES.get(part, part)}\n\n| what | precision | recall | F1 |\n| --- | --- | --- | --- |\n"
        for kind, figures in kinds.items():
            if "f1" in figures:
                yield f"| {kind} | {figures['precision']:.3f} | {figures['recall']:.3f} | {figures['f1']:.3f} |\n"
        if "evidence" in kinds:
            yield f"\nEvidence that stands where it says: {kinds['evidence']['sound']:.1%}.\n"
        yield from _iter_misses(misses.get(part, []))
    yield from _iter_speed(speed)


def _iter_speed(speed: Speed) -> Iterator[str]:
    peer = any("times_underthesea" in row for row in speed.values())
    yield "\n### Speed\n\n| what | articles/s of a processor | time ÷ floor | articles/s by the clock |"
    yield f"{' times underthesea |' if peer else ''}\n| --- | --- | --- | --- |{' --- |' if peer else ''}\n"
    for name, row in speed.items():
        cpu, ratio, clock = row["articles_per_cpu_second"], row["times_floor"], row["articles_per_second"]
        times = f" {row['times_underthesea']:,.0f} |" if peer else ""
        yield f"| {name} | {_show_rate(cpu)} | {ratio:,.1f} | {_show_rate(clock)} |{times}\n"
    yield "\n"


def _show_rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _iter_misses(misses: list[Miss]) -> Iterator[str]:
    if misses:
        yield "\n| still wrong | in what way | too much or wrong | missed |\n| --- | --- | --- | --- |\n"
    for row in misses:
        yield f"| {row['kind']} | {row['how']} | {row['wrong']} | {row['missed']} |\n"
