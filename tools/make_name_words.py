"""Counts how often words stand in names, for kg/lexicon/data/name_words.tsv.

Usage: PYTHONPATH=. python tools/make_name_words.py NEWS…
NEWS are .jsonl.gz files of articles with a "text". Only counts of words are kept, none of the names.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.generator import find_names
from kg.lexicon.fold import squash

TARGET = Path(__file__).parents[1] / "kg" / "lexicon" / "data" / "name_words.tsv"
HEAD = """\
# How often each word stands as surname, middle name(s) and given name, of 100,000 distinct full names. "-": no middle.
# Counted by tools/make_name_words.py in 16,476 Vietnamese news articles of 2015-2019 (the public vietnews collection,
# github.com/ThanhChinhBK/vietnews); words that stand in fewer than five names are left out.
part\tword\tcount
"""
_LEAST = 5


def main(paths: Iterable[str]) -> None:
    """Write the list anew."""
    names = {squash(name) for path in paths for name in find_names(Path(path))}
    split = sorted(name.split() for name in names)
    parts = {
        "surname": Counter(words[0] for words in split),
        "middle": Counter(" ".join(words[1:-1]) or "-" for words in split),
        "given": Counter(words[-1] for words in split),
    }
    rows = [
        f"{part}\t{word}\t{round(count / len(split) * 100_000)}\n"
        for part, counts in parts.items()
        for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if count >= _LEAST
    ]
    TARGET.write_text(HEAD + "".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
