"""What people decided on who is who: read from a plain file, checked, and binding for resolution.

A decision says of two mentions (a name in an article) that they are one person or two. The file is JSON Lines, so that
it can be edited, versioned and shared; the order of its lines means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import networkx as nx

from kg.claims.ids import make_mention_id
from kg.errors import InputError
from kg.resolve.clusters import Clusters

#: The decisions of a graph, in its folder.
FILE_NAME = "decisions.jsonl"


class Side(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mention: a name as an article has it; `mention` is its id, needed where an article has two of one name."""

    doc: str
    name: str
    mention: str | None = None

    @property
    def id(self) -> str:
        """The mention's id."""
        return self.mention if self.mention is not None else make_mention_id(self.doc, self.name)


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whether two mentions are one person, who says so, when (an ISO day) and why."""

    same: bool
    left: Side
    right: Side
    who: str | None = None
    when: str | None = None
    note: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of both mentions, sorted."""
        low, high = sorted((self.left.id, self.right.id))
        return low, high

    def describe(self) -> str:
        """The decision in words."""
        verb = "are one person" if self.same else "are two people"
        by = "".join((f", says {self.who}" if self.who else "", f" on {self.when}" if self.when else ""))
        return f"{_describe(self.left)} and {_describe(self.right)} {verb}{by}"


def _describe(side: Side) -> str:
    return f"“{side.name}” in {side.doc}"


_DECODER = msgspec.json.Decoder(Decision)
_ENCODER = msgspec.json.Encoder()


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file, one a line; empty lines are passed over.

    Raises:
        InputError: the file can't be read, a line is no decision, or decisions contradict each other.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror})", path=str(path)) from error
    decided: list[Decision] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            decided.append(_read_line(line, path, number))
    check_decisions(decided, source=str(path))
    return decided


def _read_line(line: bytes, path: Path, number: int) -> Decision:
    try:
        decision = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"not a decision: {error}; see docs/review.md", path=str(path), line=number) from error
    if decision.left.id == decision.right.id:
        raise InputError("both sides are one mention; name two", path=str(path), line=number)
    return decision


def format_decision(decision: Decision) -> bytes:
    """The decision as a line of the file."""
    return _ENCODER.encode(decision) + b"\n"


def add_decisions(path: Path, decisions: Iterable[Decision]) -> list[Decision]:
    """All decisions of a file after those that it hasn't yet were put at its end; the file is made if need be.

    Raises:
        InputError: the file can't be read or written, or the decisions contradict each other; then nothing is written.
    """
    kept = read_decisions(path) if path.exists() else []
    new = [decision for decision in sort_decisions(decisions) if decision not in set(kept)]
    if not new:
        return kept
    check_decisions([*kept, *new], source=str(path))
    try:
        whole = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
        with path.open("ab") as file:
            file.write(b"".join((b"" if whole else b"\n", *map(format_decision, new))))
    except OSError as error:
        raise InputError(f"can't be written ({error.strerror})", path=str(path)) from error
    return [*kept, *new]


def check_decisions(decisions: Iterable[Decision], *, source: str = FILE_NAME) -> None:
    """Make sure that no two mentions are said to be two people that other decisions make one.

    Raises:
        InputError: they are; the message names the decisions.
    """
    network: nx.Graph[str] = nx.Graph()
    ordered = sort_decisions(decisions)
    for decision in ordered:
        if decision.same:
            network.add_edge(*decision.pair, decision=decision)
    for decision in ordered:
        if not decision.same and all(side in network for side in decision.pair):
            _check_apart(decision, network, source)


def _check_apart(decision: Decision, network: nx.Graph[str], source: str) -> None:
    left, right = decision.pair
    if not nx.has_path(network, left, right):
        return
    path = min(nx.all_shortest_paths(network, left, right))
    steps = [network.edges[edge]["decision"].describe() for edge in pairwise(path)]
    raise InputError(
        f"decisions contradict each other: {decision.describe()}; but {'; and '.join(steps)}. Take one of them out",
        path=source,
    )


def sort_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions, each once, in an order that doesn't depend on theirs."""
    return sorted(set(decisions), key=lambda decision: (decision.pair, format_decision(decision)))


def find_stale(decisions: Iterable[Decision], mentions: Iterable[str]) -> list[Decision]:
    """The decisions on mentions that are not among those given: their article was withdrawn, or reads otherwise now."""
    known = set(mentions)
    return [decision for decision in sort_decisions(decisions) if not known.issuperset(decision.pair)]


class Ties:
    """Which mentions must be, and which can't be, one person: by decision, and by what was joined since.

    Decisions hold over names: who is decided to be one person under two names is apart, under each of them, from
    everybody whom the other is apart from.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        """Take in decisions that `check_decisions` finds nothing wrong with."""
        ordered = sort_decisions(decisions)
        self._by_pair = {decision.pair: decision for decision in reversed(ordered)}
        self._clusters = Clusters(mention for pair in self._by_pair for mention in pair)
        self._decided = frozenset(mention for pair in self._by_pair for mention in pair)
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for decision in ordered:
            if decision.same:
                self._clusters.join(*decision.pair)
        for decision in ordered:
            if not decision.same:
                left, right = (self._clusters.find(mention) for mention in decision.pair)
                self._apart[left].add(right)
                self._apart[right].add(left)

    def __bool__(self) -> bool:
        """Whether anything is decided."""
        return bool(self._decided)

    def touch(self, mentions: Iterable[str]) -> bool:
        """Whether something is decided on one of the mentions."""
        return not self._decided.isdisjoint(mentions)

    def find(self, mention: str) -> str | None:
        """The name of the group of mentions that are one person with this one; None when nothing is decided on it."""
        return self._clusters.find(mention) if mention in self._decided else None

    def are_apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether two groups of mentions can't be one person."""
        ours, theirs = self._find_all(left), self._find_all(right)
        return any(not self._apart[root].isdisjoint(theirs) for root in ours if root in self._apart)

    def are_one(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether two groups of mentions must be one person."""
        return not self._find_all(left).isdisjoint(self._find_all(right))

    def join(self, mentions: Iterable[str]) -> None:
        """Take note that all these mentions are one person."""
        roots = sorted(self._find_all(mentions))
        for other in roots[1:]:
            self._join(roots[0], other)

    def _join(self, left: str, right: str) -> None:
        self._clusters.join(left, right)
        root = self._clusters.find(left)
        (old,) = {left, right} - {root}
        for other in self._apart.pop(old, set()):
            self._apart[other].discard(old)
            self._apart[other].add(root)
            self._apart[root].add(other)

    def _find_all(self, mentions: Iterable[str]) -> set[str]:
        return {self._clusters.find(mention) for mention in self._decided.intersection(mentions)}

    def explain(self, left: Iterable[str], right: Iterable[str]) -> str:
        """What decides on two groups of mentions: the decision between them, or that others imply it."""
        ours, theirs = sorted(self._decided.intersection(left)), sorted(self._decided.intersection(right))
        pairs = ((min(one, other), max(one, other)) for one in ours for other in theirs)
        decision = next((self._by_pair[pair] for pair in pairs if pair in self._by_pair), None)
        return decision.describe() if decision is not None else "follows from other decisions"


def list_groups(ties: Ties, groups: Sequence[Sequence[str]]) -> list[list[str]]:
    """Groups of mentions, those joined that decisions make one person under several names."""
    joined = Clusters(group[0] for group in groups)
    home: dict[str, str] = {}
    for group in groups:
        for root in sorted({root for mention in group if (root := ties.find(mention)) is not None}):
            joined.join(home.setdefault(root, group[0]), group[0])
    members = {group[0]: group for group in groups}
    return [sorted(mention for first in firsts for mention in members[first]) for firsts in joined.groups()]
