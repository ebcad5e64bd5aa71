"""What kind of miss each wrong and each missed fact is, so that one knows where to dig."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.evaluation.records import Comparable, Finding, Gathering, Kind, Said

Rows = Mapping[tuple[str, ...], Said]
Pairs = Sequence[tuple[Gathering, Gathering]]

#: How a missed fact and a wrong one may belong together: what they differ in → the places of their keys that are the
#: same. The first that fits tells.
_NEAR: dict[Kind, tuple[tuple[str, tuple[int, ...]], ...]] = {
    "tenure": (("body wrong", (0, 1)), ("post wrong", (0, 2))),
    "change": (
        ("type wrong", (0, 2, 3)),
        ("body wrong", (0, 1, 2)),
        ("post wrong", (0, 1, 3)),
        ("post and body wrong", (0, 1)),
    ),
}


def tell_persons(doc: str, gold: Comparable, found: Comparable) -> Iterator[Finding]:
    """Officials who are missed, and those who are none."""
    missed = {key: said for key, said in gold.persons.items() if key not in found.persons}
    wrong = {key: said for key, said in found.persons.items() if key not in gold.persons}
    near = {}
    for key, said in missed.items():
        other = next((theirs for name, theirs in wrong.items() if _overlap(key[0], name[0])), None)
        near[key] = other
        how = "name differs" if other is not None else "not official" if key[0] in found.named else "not found"
        yield Finding(doc=doc, kind="person", outcome="missed", how=how, gold=said, found=other)
    for key, said in wrong.items():
        ours = next((missed[name] for name, theirs in near.items() if theirs is said), None)
        how = "name differs" if ours is not None else "no official" if key[0] in gold.named else "no such person"
        yield Finding(doc=doc, kind="person", outcome="wrong", how=how, gold=ours, found=said)


def _overlap(name: str, other: str) -> bool:
    """Whether one name has all words of the other."""
    words, others = set(name.split()), set(other.split())
    return words <= others or others <= words


def tell_rows(
    kind: Kind, doc: str, rows: tuple[Rows, Rows], named: tuple[frozenset[str], frozenset[str]]
) -> Iterator[Finding]:
    """Tenures or changes that are missed or wrong; a missed one and a wrong one that nearly fit tell of each other.

    Args:
        kind: "tenure" or "change".
        doc: id of the article.
        rows: the annotation's and the extractor's.
        named: everybody whom the annotation and the extractor name.
    """
    missed = [said for key, said in rows[0].items() if key not in rows[1]]
    wrong = [said for key, said in rows[1].items() if key not in rows[0]]
    near = _pair_near(kind, missed, wrong)
    back = {j: (how, i) for i, (how, j) in near.items()}
    for i, said in enumerate(missed):
        how, found = (near[i][0], wrong[near[i][1]]) if i in near else (_absent(said, named[1]), None)
        yield Finding(doc=doc, kind=kind, outcome="missed", how=how, gold=said, found=found)
    for j, said in enumerate(wrong):
        how, ours = (back[j][0], missed[back[j][1]]) if j in back else (_needless(said, named[0]), None)
        yield Finding(doc=doc, kind=kind, outcome="wrong", how=how, gold=ours, found=said)


def _absent(said: Said, named: frozenset[str]) -> str:
    return "not found" if said.key[0] in named else "person missing"


def _needless(said: Said, named: frozenset[str]) -> str:
    return "too much" if said.key[0] in named else "no such person"


def _pair_near(kind: Kind, missed: Sequence[Said], wrong: Sequence[Said]) -> dict[int, tuple[str, int]]:
    """For the number of a missed fact what it differs in from which wrong one; each is in one pair at most."""
    pairs: dict[int, tuple[str, int]] = {}
    taken: set[int] = set()
    for how, places in _NEAR[kind]:
        for i, said in enumerate(missed):
            fits = (j for j, other in enumerate(wrong) if j not in taken and _fit(said, other, places))
            j = next(fits, None) if i not in pairs else None
            if j is not None:
                pairs[i] = (how, j)
                taken.add(j)
    return pairs


def _fit(said: Said, other: Said, places: tuple[int, ...]) -> bool:
    return all(said.key[place] == other.key[place] for place in places)


def tell_attendance(doc: str, gold: Comparable, found: Comparable, pairs: Pairs) -> Iterator[Finding]:
    """Meetings without a counterpart, and who is missing at a meeting or there for nothing."""
    for ours, theirs in pairs:
        yield from _tell_missing(doc, ours, frozenset(theirs.who), found.named)
        yield from _tell_extra(doc, theirs, frozenset(ours.who), gold.named)
    for ours in _unpaired(gold.meetings, [pair[0] for pair in pairs]):
        yield Finding(doc=doc, kind="meeting", outcome="missed", how="meeting unmatched", gold=ours.said)
        for said in ours.who.values():
            yield Finding(doc=doc, kind="attendance", outcome="missed", how="meeting unmatched", gold=said)
    for theirs in _unpaired(found.meetings, [pair[1] for pair in pairs]):
        yield Finding(doc=doc, kind="meeting", outcome="wrong", how="meeting unmatched", found=theirs.said)
        for said in theirs.who.values():
            yield Finding(doc=doc, kind="attendance", outcome="wrong", how="meeting unmatched", found=said)


def _tell_missing(doc: str, meeting: Gathering, there: frozenset[str], named: frozenset[str]) -> Iterator[Finding]:
    for name, said in meeting.who.items():
        if name not in there:
            yield Finding(doc=doc, kind="attendance", outcome="missed", how=_absent(said, named), gold=said)


def _tell_extra(doc: str, meeting: Gathering, there: frozenset[str], named: frozenset[str]) -> Iterator[Finding]:
    for name, said in meeting.who.items():
        if name not in there:
            yield Finding(doc=doc, kind="attendance", outcome="wrong", how=_needless(said, named), found=said)


def _unpaired(meetings: Sequence[Gathering], paired: Sequence[Gathering]) -> list[Gathering]:
    return [meeting for meeting in meetings if not any(meeting is other for other in paired)]
