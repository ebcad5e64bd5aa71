"""What a role in a body tells: its canonical spelling, and whether one person at a time holds it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

import msgspec

from kg.claims.bodies import ParsedBody
from kg.lexicon.bodies import write_usual
from kg.lexicon.fold import place_tones, squash, to_nfc
from kg.lexicon.phrases import PhraseIndex, Words, identity
from kg.lexicon.seats import Modifier, RoleInBody, load_seats

Holders = Literal["one", "few", "many"]


class ParsedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post as its role and body tell.

    Attributes:
        role: canonical spelling of the role: "Phó Chủ tịch Thường trực".
        body: the body that has the post.
        single_seat: whether one person at a time can hold it; never in a body whose name fits several.
        collective: whether many hold it at once: members, delegates, any role in a body whose name fits several. A role
            that is neither of both is a deputy's, which few hold at once, or one that the lists don't know.
        key: the same for every spelling of one post, and for no other post.
    """

    role: str
    body: ParsedBody
    single_seat: bool
    collective: bool
    key: str

    @property
    def name(self) -> str:
        """Role and body, what both say said once: "Chủ tịch UBND tỉnh Ninh Bình", "Chánh Văn phòng Tỉnh ủy"."""
        return join_role(self.role, self.body.name)


def join_role(role: str, body: str) -> str:
    """A post's name: role and body, without repeating words that the role ends and the body begins with."""
    last, first = role.split(), body.split()
    for length in range(min(len(last), len(first)), 0, -1):
        if squash(" ".join(last[-length:])) == squash(" ".join(first[:length])):
            return " ".join([*last, *first[length:]])
    return f"{role} {body}"


class _Role(msgspec.Struct, frozen=True):
    """A role's canonical spelling, and who holds it; None where the lists don't say."""

    name: str
    holders: Holders | None


def parse_post(role: str, body: ParsedBody) -> ParsedPost:
    """The post that a role in a body means.

    Args:
        role: the role's title without the body, as an article or extractor has it.
        body: the body that has the post.
    """
    read = read_role(role)
    holders = "many" if body.vague else _find_exception(read.name, body.name) or read.holders
    return ParsedPost(
        role=read.name,
        body=body,
        single_seat=holders == "one",
        collective=holders == "many",
        key=f"{identity(read.name)}@{body.key}",
    )


def _find_exception(role: str, body: str) -> Holders | None:
    """How many hold the role in a body that differs from others in this."""
    exceptions: tuple[tuple[Holders, tuple[RoleInBody, ...]], ...] = (
        ("few", load_seats().several),
        ("one", load_seats().alone),
    )
    for holders, entries in exceptions:
        if any(each.role == role and each.body == body for each in entries):
            return holders
    return None


@lru_cache(maxsize=50_000)
def read_role(role: str) -> _Role:
    """A role's canonical spelling, without words for acting or former, and how many hold it."""
    text = place_tones(" ".join(to_nfc(role).text.split())).strip(" ,;:.-–\"'“”")
    words = Words(_without_acting(write_usual(text)))
    found = _roles().longest(words.words)
    if found is None:
        return _read_deputy(words)
    known, after = found
    return _with_rest(known, words, after)


def _without_acting(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and squash(first) in load_seats().acting else text


def _read_deputy(words: Words) -> _Role:
    """A deputy's role from the role deputised for: "phó tư lệnh" is "Phó Tư lệnh"; else the words as given."""
    deputy = load_seats().deputy
    if words.words[:1] == (squash(deputy),):
        found = _roles().longest(words.words, 1)
        if found is not None:
            return _with_rest(_Role(f"{deputy} {found[0].name}", "few"), words, found[1])
        return _Role(_capitalised(words.text), "few")
    return _Role(_capitalised(words.text), None)


def _with_rest(known: _Role, words: Words, after: int) -> _Role:
    """The role with its modifiers in canonical spelling and whatever follows as given."""
    name, holders = known.name, known.holders
    while after < len(words.words):
        found = _modifiers().longest(words.words, after)
        if found is None:
            return _Role(name + words.text[words.spans[after - 1][1] :].rstrip(), holders)
        modifier, after = found
        name = f"{name} {modifier.name}"
        holders = "few" if modifier.many and holders == "one" else holders
    return _Role(name, holders)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:] if text else "?"


@cache
def _roles() -> PhraseIndex[_Role]:
    seats = load_seats()
    groups: tuple[tuple[Holders, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
        ("one", tuple((each.name, each.aliases) for each in seats.one)),
        ("few", tuple((each.name, each.aliases) for each in seats.deputies)),
        ("many", tuple((each.name, each.aliases) for each in seats.many)),
    )
    phrases = [
        (phrase, _Role(name, holders))
        for holders, roles in groups
        for name, aliases in roles
        for phrase in (name, *aliases)
    ]
    return PhraseIndex(phrases, source="seats.yaml")


@cache
def _modifiers() -> PhraseIndex[Modifier]:
    return PhraseIndex([(each.name, each) for each in load_seats().modifiers], source="seats.yaml")
