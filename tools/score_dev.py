"""Extract the annotated articles of ../shared and print the scorer's figures for seed, provincial and dev."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from kg.documents.records import Document
from kg.facts.extract import BuiltinExtractor

EVAL = Path(__file__).parents[2] / "shared" / "eval"
SETS = {"seed": "seed_dev", "provincial": "provincial_dev", "dev": "dev"}


def main() -> None:
    """Score the sets asked for, all without arguments; `--errors N` shows the first misses of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="seed, provincial, dev")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    for name in options.sets or SETS:
        print(f"== {name}", flush=True)
        score(SETS[name], options.errors)


def score(stem: str, errors: int) -> None:
    """Extract one set into a temporary file and run the scorer on it."""
    docs = EVAL / f"{stem}_docs.jsonl"
    extractor = BuiltinExtractor()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        for line in docs.read_bytes().splitlines():
            facts = extractor.extract(msgspec.json.decode(line, type=Document))
            out.write(msgspec.json.encode(facts) + b"\n")
        out.flush()
        command = [sys.executable, str(EVAL / "score.py"), str(EVAL / f"{stem}.jsonl"), out.name, "--docs", str(docs)]
        subprocess.run([*command, "--errors", str(errors)], check=True)  # noqa: S603 - our own scorer, our own paths


if __name__ == "__main__":
    main()
