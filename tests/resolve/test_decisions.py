"""People's decisions bind resolution, in any order, and never change an id that somebody may have noted."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.claims.map import map_facts
from kg.claims.records import ArticleClaims
from kg.errors import InputError
from kg.facts.records import ArticleInfo, Facts, NamedPerson, TenureFact
from kg.resolve.decisions import Decision, Side, Ties, add_decisions, check_decisions, find_stale, read_decisions
from kg.resolve.people import resolve_people

#: The two first are one name, spelled in two ways.
NAMES = ("Vũ Thị Hòa", "Vũ Thị Hoà", "Thị Hòa", "Trịnh Công Thắng")
POSTS = (
    ("Chủ tịch", "UBND tỉnh Cà Mau"),
    ("Giám đốc", "Sở Y tế tỉnh Cà Mau"),
    ("Bí thư", "Tỉnh ủy Hà Giang"),
    ("Đại biểu", "Quốc hội"),
)

Mentions = tuple[tuple[int, tuple[int, ...]], ...]
#: articles by number, each with a name and its posts; and who each truly is
WORLDS = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.integers(0, 3), max_size=2).map(tuple)), min_size=2, max_size=9
).map(tuple)
TRUTH = st.lists(st.integers(0, 3), min_size=9, max_size=9)
PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=8)


def make_article(number: int, name: int, posts: Sequence[int]) -> ArticleClaims:
    return map_facts(
        Facts(
            id=f"doc{number}",
            article=ArticleInfo(published=f"2020-01-0{number + 1}"),
            persons=(NamedPerson(key="p1", name=NAMES[name]),),
            tenures=tuple(TenureFact(person="p1", post=POSTS[n][0], body=POSTS[n][1], quote="…") for n in posts),
        )
    )


def make_world(mentions: Mentions) -> list[ArticleClaims]:
    return [make_article(number, name, posts) for number, (name, posts) in enumerate(mentions)]


def side(number: int, mentions: Mentions) -> Side:
    return Side(doc=f"doc{number}", name=NAMES[mentions[number][0]])


def decide(mentions: Mentions, truth: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[Decision]:
    """What somebody who knows the truth says of the pairs."""
    return [
        Decision(same=truth[left] == truth[right], left=side(left, mentions), right=side(right, mentions))
        for left, right in pairs
        if left != right and max(left, right) < len(mentions)
    ]


def group(person_of: Mapping[str, str]) -> list[list[str]]:
    groups = defaultdict(list)
    for mention, person in person_of.items():
        groups[person].append(mention)
    return sorted(sorted(members) for members in groups.values())


@given(WORLDS, TRUTH, PAIRS)
def test_every_decision_holds(mentions: Mentions, truth: list[int], pairs: list[tuple[int, int]]) -> None:
    decisions = decide(mentions, truth, pairs)
    person_of = resolve_people(make_world(mentions), decisions).person_of
    for decision in decisions:
        assert (person_of[decision.left.id] == person_of[decision.right.id]) == decision.same, decision


@given(WORLDS, TRUTH, PAIRS, st.randoms(use_true_random=False))
def test_order_of_decisions_and_articles_means_nothing(
    mentions: Mentions, truth: list[int], pairs: list[tuple[int, int]], chance: random.Random
) -> None:
    articles, decisions = make_world(mentions), decide(mentions, truth, pairs)
    expected = resolve_people(articles, decisions)
    chance.shuffle(articles)
    turned = [
        Decision(same=each.same, left=each.right, right=each.left) if chance.random() < 0.5 else each
        for each in decisions
    ]
    chance.shuffle(turned)
    found = resolve_people(articles, [*turned, *turned[:2]])
    assert found.person_of == expected.person_of
    assert [(j.left, j.right, j.same, j.score) for j in found.judgements] == [
        (j.left, j.right, j.same, j.score) for j in expected.judgements
    ]


@given(WORLDS, TRUTH, PAIRS, st.integers(0, 8))
def test_ids_live_on_when_articles_and_decisions_are_added(
    mentions: Mentions, truth: list[int], pairs: list[tuple[int, int]], added: int
) -> None:
    articles, decisions = make_world(mentions), decide(mentions, truth, pairs)
    before = resolve_people(article for place, article in enumerate(articles) if place != added).person_of
    after = resolve_people(articles, decisions).person_of
    assert set(before) <= set(after), "an id leads nowhere now"
    for person in set(after.values()):
        assert after[person] == person, "a person's id leads to somebody else"
    for old in set(before.values()):
        assert after[old] in {after[mention] for mention, person in before.items() if person == old}


@given(WORLDS, TRUTH, PAIRS)
def test_what_was_resolved_can_be_decided_without_a_change(
    mentions: Mentions, truth: list[int], pairs: list[tuple[int, int]]
) -> None:
    """Saying of what resolution found that it is so changes nothing, whatever was decided before."""
    articles, decisions = make_world(mentions), decide(mentions, truth, pairs)
    found = resolve_people(articles, decisions).person_of
    who = [found[article.mentions[0].id] for article in articles]
    numbers = [sorted(set(who)).index(person) for person in who]
    agreed = decide(mentions, numbers, list(combinations(range(len(mentions)), 2)))
    assert resolve_people(articles, [*decisions, *agreed]).person_of == found


@given(WORLDS, TRUTH, PAIRS)
def test_a_lie_is_found_out(mentions: Mentions, truth: list[int], pairs: list[tuple[int, int]]) -> None:
    """A decision is refused exactly when those before make the opposite true."""
    decisions = decide(mentions, truth, pairs)
    assume(decisions)
    check_decisions(decisions)
    *rest, last = decisions
    ties = Ties(rest)
    lie = Decision(same=not last.same, left=last.left, right=last.right)
    sides = [last.left.id], [last.right.id]
    if ties.are_one(*sides) if last.same else ties.are_apart(*sides):
        with pytest.raises(InputError, match="contradict each other"):
            check_decisions([*rest, lie])
    else:
        check_decisions([*rest, lie])


def pair(said: Literal["one", "two"], left: str, right: str, who: str | None = None) -> Decision:
    sides = [Side(doc=doc, name="Vũ Hòa") for doc in (left, right)]
    return Decision(same=said == "one", left=sides[0], right=sides[1], who=who)


def test_a_contradiction_names_all_the_decisions_that_make_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    add_decisions(path, [pair("one", "a", "b", "An"), pair("one", "b", "c")])
    written = path.read_bytes()
    with pytest.raises(InputError) as caught:
        add_decisions(path, [pair("two", "a", "c", "Bình")])
    message = str(caught.value)
    assert "“Vũ Hòa” in a and “Vũ Hòa” in c are two people, says Bình" in message
    assert "“Vũ Hòa” in a and “Vũ Hòa” in b are one person, says An" in message
    assert "“Vũ Hòa” in b and “Vũ Hòa” in c are one person" in message
    assert ("\n" in message, path.read_bytes()) == (False, written)


def test_a_file_is_only_added_to(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(
        b'\n{"same":true, "left":{"doc":"a","name":"V\xc5\xa9 H\xc3\xb2a"},"right":{"doc":"b","name":"x"}}'
    )
    (kept,) = read_decisions(path)
    before = path.read_bytes()
    assert add_decisions(path, [kept]) == [kept]
    assert path.read_bytes() == before
    assert add_decisions(path, [pair("two", "c", "d"), kept]) == [kept, pair("two", "c", "d")]
    assert path.read_bytes().startswith(before + b"\n{")
    assert read_decisions(path) == [kept, pair("two", "c", "d")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"no", ":1: not a decision"),
        (b"{}", ":1: not a decision"),
        (b"\xff", ":1: not a decision"),
        (b'{"same":true,"left":{"doc":"a","name":"x"},"right":{"doc":"b","name":"x"},"why":"typo"}', "why"),
        (b'{"same":true,"left":{"doc":"a","name":"x"},"right":{"doc":"a","name":"x"}}', "one mention"),
    ],
)
def test_a_line_that_is_none_is_told_with_its_place(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(line)
    with pytest.raises(InputError, match=r"decisions\.jsonl:1: ") as caught:
        read_decisions(path)
    assert said in str(caught.value)


def test_stale_decisions_are_those_with_a_side_that_is_gone() -> None:
    decisions = [pair("one", "a", "b"), pair("two", "b", "c")]
    known = {decisions[0].left.id, decisions[0].right.id}
    assert find_stale(decisions, known) == [decisions[1]]


def test_a_decision_holds_through_a_mention_that_is_gone() -> None:
    mentions: Mentions = ((0, (0,)), (0, (2,)))
    bridge = Side(doc="withdrawn", name="Vũ Thị Hòa")
    decisions = [Decision(same=True, left=side(number, mentions), right=bridge) for number in (0, 1)]
    articles = make_world(mentions)
    assert len(group(resolve_people(articles).person_of)) == 2
    assert len(group(resolve_people(articles, decisions).person_of)) == 1


def test_a_refusal_parts_even_those_who_hold_one_seat_and_says_why() -> None:
    mentions: Mentions = ((0, (0,)), (0, (0,)))
    decision = Decision(same=False, left=side(0, mentions), right=side(1, mentions), who="An", when="2026-11-23")
    resolution = resolve_people(make_world(mentions), [decision])
    assert len(group(resolution.person_of)) == 2
    (judgement,) = resolution.judgements
    assert [feature.name for feature in judgement.features] == ["decided"]
    assert "says An on 2026-11-23" in judgement.features[0].reason
