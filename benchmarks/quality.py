"""What the scorers in ../shared/eval say of kg: facts of single articles, and who is who across articles.

Nothing here looks into kg: its commands are run as a user runs them, and the scorers share no code with it.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

Figures = dict[str, float]


class Miss(TypedDict):
    """How often kg errs in one way."""

    kind: str
    how: str
    wrong: int
    missed: int


#: part ("seed", "dev", "provincial", "resolution") → kind of fact → figure → value
Quality = dict[str, dict[str, Figures]]
#: part → what is wrong there, the most frequent kinds of a kind of fact first
Misses = dict[str, list[Miss]]

#: part → the stem of its files in ../shared/eval
EXTRACTION = {"seed": "seed_dev", "dev": "dev", "provincial": "provincial_dev"}
_KEPT = ("precision", "recall", "f1", "sound")
_B_CUBED = re.compile(
    r"^(?P<name>[a-z_, ]+?):?\s+precision (?P<precision>[\d.]+)\s+recall (?P<recall>[\d.]+)\s+f1 (?P<f1>[\d.]+)",
    re.MULTILINE,
)


def measure_quality(shared: Path, work: Path, *, resolution: bool = True) -> Quality:
    """Every figure of every part.

    Args:
        shared: the folder of articles and annotations.
        work: a folder for what is written on the way.
        resolution: whether to build the graph that who-is-who is measured on, which takes longer.
    """
    quality = {
        part: measure_extraction(*find_set(shared, stem), shared=shared, work=work) for part, stem in EXTRACTION.items()
    }
    return {**quality, "resolution": measure_resolution(shared, work)} if resolution else quality


def find_set(shared: Path, stem: str) -> tuple[Path, Path]:
    """The articles and the annotation of one set in ../shared."""
    return shared / "eval" / f"{stem}_docs.jsonl", shared / "eval" / f"{stem}.jsonl"


def measure_extraction(docs: Path, gold: Path, *, shared: Path, work: Path) -> dict[str, Figures]:
    """The figures of one set of annotated articles: for each kind of fact, precision, recall and F1."""
    facts = extract(docs, work)
    scores = run_script(shared / "eval" / "score.py", str(gold), str(facts), "--json", "--docs", str(docs))
    # Nothing can be said of a kind of fact that no article of the set has.
    return {kind: _keep_figures(row) for kind, row in json.loads(scores).items() if row.get("gold") != 0}


def extract(docs: Path, work: Path) -> Path:
    """The file of facts that kg finds in articles."""
    facts = work / f"{docs.stem}_facts.jsonl"
    run_kg("extract", str(docs), "-o", str(facts))
    return facts


def count_misses(docs: Path, gold: Path, *, work: Path) -> list[Miss]:
    """What is wrong or missed in a set of annotated articles, by kind, as `kg eval` tells it."""
    rows = json.loads(run_kg("eval", str(gold), str(extract(docs, work)), "--format", "json"))
    return [
        Miss(kind=row["kind"], how=row["name"], wrong=row["wrong"], missed=row["missed"])
        for row in rows
        if row["part"] == "misses"
    ]


def measure_resolution(shared: Path, work: Path) -> dict[str, Figures]:
    """B-cubed of the people in a graph of the articles that are annotated with who is who, and of two trivial ways."""
    gold, articles, links = shared / "eval" / "resolution_dev.jsonl", work / "articles.jsonl", work / "links.jsonl"
    wanted = {json.loads(line)["doc"] for line in gold.read_text("utf-8").splitlines()}
    articles.write_bytes(b"".join(find_articles(shared / "news", wanted)))
    run_kg("build", str(articles), "--graph", str(work / "graph"))
    links.write_text(run_kg("links", "--graph", str(work / "graph")), encoding="utf-8")
    scores = run_script(shared / "eval" / "score_resolution.py", str(gold), str(links))
    found = [row.groupdict() for row in _B_CUBED.finditer(scores)]
    if "b_cubed" not in {row["name"] for row in found}:
        raise RuntimeError(f"score_resolution.py says something new:\n{scores}")
    return {row["name"]: {name: float(row[name]) for name in _KEPT if name in row} for row in found}


def find_articles(news: Path, wanted: set[str]) -> Iterator[bytes]:
    """The lines of the wanted articles."""
    for packed in sorted(news.glob("*.jsonl.gz")):
        with gzip.open(packed, "rb") as lines:
            yield from (line for line in lines if json.loads(line)["id"] in wanted)


def run_kg(*arguments: str) -> str:
    """What a command of kg prints; it runs in a process of its own."""
    return _run([str(Path(sys.executable).with_name("kg")), *arguments])


def run_script(script: Path, *arguments: str) -> str:
    """What a scorer prints."""
    return _run([sys.executable, str(script), *arguments])


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed with {done.returncode}:\n{done.stderr}")
    return done.stdout


def _keep_figures(row: dict[str, float]) -> Figures:
    return {name: round(row[name], 4) for name in _KEPT if name in row}
