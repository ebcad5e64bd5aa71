"""Posts in firms of which nothing says that they are the state's: those of officials are told, others are not."""

from __future__ import annotations

from kg.mentions.bodies import Body
from kg.mentions.normalise import lower
from kg.mentions.owners import ORGAN_OF_BODY
from kg.mentions.phrases import Phrase, chains

#: Seats that people of private business are elected to as well.
_ELECTED = frozenset(("Đại biểu",))
_CORPORATION = "Tổng công ty"
#: How many posts to a side of one in a firm an organ of that firm may stand.
_ASIDE = 3


def give_firms(text: str, phrases: list[Phrase], bodies: list[Body]) -> None:
    """Name the firms in which officials have, or had, posts: the state put them there, as a rule."""
    officials = {
        holder
        for phrase in phrases
        if phrase.name is not None and not phrase.private and phrase.role.role not in _ELECTED
        for holder in phrase.holders
    }
    corporations = _list_corporations(phrases, bodies)
    for run in chains(text, phrases):
        given = [phrase for phrase in run if phrase.firm is not None and officials.intersection(phrase.holders)]
        for phrase in given:
            phrase.name, phrase.private = corporations.get(lower(phrase.firm or ""), phrase.firm), False
        if given:
            _give_organs(run, given)


def _list_corporations(phrases: list[Phrase], bodies: list[Body]) -> dict[str, str]:
    """The corporations ("Tổng công ty …") that an article names, by the shorter name that it also gives them."""
    named = [body for body in (*(phrase.body for phrase in phrases), *bodies) if body is not None and body.name]
    whole = {lower(body.name or ""): body.name or "" for body in named if body.head.name == _CORPORATION}
    return {name.removeprefix("tổng "): full for name, full in whole.items()}


def _give_organs(run: list[Phrase], given: list[Phrase]) -> None:
    """Name the board or party committee beside a post in a firm ("Bí thư Đảng ủy, Giám đốc Công ty …")."""
    for index, phrase in enumerate(run):
        body = phrase.body
        if phrase.name is not None or body is None or body.text not in ORGAN_OF_BODY:
            continue
        near = run[max(0, index - _ASIDE) : index + _ASIDE + 1]
        firm = next((other.body for other in near if other in given and other.body is not None), None)
        if firm is not None and firm.head is firm.last:
            phrase.name = f"{body.text} {firm.text}"
