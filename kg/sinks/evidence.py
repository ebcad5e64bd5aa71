"""The words that say a thing, gathered by thing: for formats in which a record holds its own sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.graph.reader import GraphReader
from kg.graph.records import Claim

_SUBJECTS = ("tenure", "change", "meeting", "attendance")


class Quote(NamedTuple):
    """What an article says, verbatim."""

    article: str
    text: str


def collect_quotes(graph: GraphReader) -> Mapping[str, Sequence[Quote]]:
    """The id of a tenure, change, meeting or attendance → its distinct quotes, sorted.

    All quotes are held in memory: about a third of the size of the graph's file.
    """
    found: defaultdict[str, set[Quote]] = defaultdict(set)
    for claim in graph.records(Claim):
        for name in _SUBJECTS:
            if (subject := getattr(claim, name)) is not None:
                found[subject].add(Quote(claim.article, claim.quote))
    return {subject: sorted(quotes) for subject, quotes in found.items()}
