"""The demo: reads the sample articles into a graph and asks it, with the same commands that a user types."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEMO = Path("demo")
KG = Path(sys.executable).with_name("kg")

STEPS = (
    ("Read 18 sample articles into a graph", "build examples/articles --graph demo/graph"),
    (
        "Who held a post on a day?",
        'who "Trưởng ban Tuyên giáo Tỉnh ủy" --body "Ninh Bình" --on 2021-04-13 --graph demo/graph --format table',
    ),
    (
        "Who has chaired a province's People's Committee? (typed without diacritics)",
        'who "CT UBND tinh Ninh Binh" --graph demo/graph --format table',
    ),
    ("One person's posts over time", 'person "Nguyen Hong Dien" --graph demo/graph --format table'),
    ("Who was at a meeting together?", 'together "Bùi Mai Hoa" --graph demo/graph --format table'),
    ("A question from the library, asked in SPARQL", "query province_to_ministry --graph demo/graph --format table"),
    ("The whole graph as RDF", "export rdf --graph demo/graph -o demo/graph.ttl"),
)


def run_step(title: str, command: str) -> None:
    """Run one command of the demo, showing it as a user would type it; a failure ends the demo."""
    shown = f"\033[1m{title}\033[0m" if sys.stdout.isatty() else title
    print(f"\n{shown}\n$ kg {command}", flush=True)
    finished = subprocess.run([KG, *shlex.split(command)], cwd=ROOT, check=False)  # noqa: S603 - our own commands
    if finished.returncode != 0:
        sys.exit(f"demo: kg {command} ended with exit code {finished.returncode}")


def main() -> None:
    """Run all steps in a fresh folder `demo`, and say what is left there."""
    started = time.monotonic()
    shutil.rmtree(ROOT / DEMO, ignore_errors=True)
    for title, command in STEPS:
        run_step(title, command)
    size = (ROOT / DEMO / "graph.ttl").stat().st_size
    seconds = time.monotonic() - started
    print(f"\nDone in {seconds:.0f} s: the graph is in {DEMO / 'graph'}, the dump in {DEMO / 'graph.ttl'}")
    print(f"({size:,} bytes). Next: kg --help, docs/index.md, or your own articles: kg build FOLDER")


if __name__ == "__main__":
    main()
