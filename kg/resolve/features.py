"""The reasons for and against two groups of mentions being one person, each with its weight.

Weights are set by hand on the development names (`benchmarks/`); `THRESHOLD` in `people` is what they must add up to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec

from kg.claims.records import Mention, PostRef
from kg.lexicon.areas import area_of, lineage_of, province_of
from kg.lexicon.seats import load_seats
from kg.resolve.records import Feature


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a group of mentions of one name.

    Attributes:
        mentions: their ids, sorted.
        syllables: length of the name in words; a long name is rarely two people's.
        seats: posts that one or few people hold at a time.
        memberships: posts that many hold at a time (delegates, committee members), but
        assemblies: those in bodies so large that namesakes sit in them side by side.
        bodies: the bodies of the seats.
        provinces: keys of the provinces in which the bodies work.
        local: whether some body works below the province.
        central: whether some seat is in a central body.
    """

    mentions: tuple[str, ...]
    syllables: int
    seats: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()
    assemblies: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    local: bool = False
    central: bool = False

    def join(self, other: Profile) -> Profile:
        """What is known when both groups are one person."""
        return Profile(
            mentions=tuple(sorted({*self.mentions, *other.mentions})),
            syllables=max(self.syllables, other.syllables),
            seats=self.seats | other.seats,
            memberships=self.memberships | other.memberships,
            assemblies=self.assemblies | other.assemblies,
            bodies=self.bodies | other.bodies,
            provinces=self.provinces | other.provinces,
            local=self.local or other.local,
            central=self.central or other.central,
        )


def profile_mention(mention: Mention, posts: Iterable[PostRef]) -> Profile:
    """What one article says of one person, as far as it helps to tell who it is."""
    posts = [post for post in posts if not post.vague]
    seats = [post for post in posts if not post.collective]
    members = [post for post in posts if post.collective]
    large = {post.id for post in members if post.body.name in load_seats().assemblies}
    areas = [province_of(post.body.area) for post in posts if post.body.area is not None]
    return Profile(
        mentions=(mention.id,),
        syllables=len(mention.name.split()),
        seats=frozenset(post.id for post in seats),
        memberships=frozenset(post.id for post in members if post.id not in large),
        assemblies=frozenset(large),
        bodies=frozenset(post.body_id for post in seats),
        provinces=frozenset(area.key for area in areas if area is not None),
        local=any(post.body.level in ("district", "commune") for post in posts),
        central=any(post.body.level == "central" for post in seats),
    )


def score_profiles(left: Profile, right: Profile, *, alone: bool = False) -> tuple[Feature, ...]:
    """The features that speak for or against one person, those that say nothing left out.

    Args:
        left: a group of mentions.
        right: another group of the same name.
        alone: whether no two groups of the name are known to work in different provinces.
    """
    found = [weigh(left, right) for weigh in _WEIGHERS]
    if alone and any(feature is not None and feature.name in _WEAK for feature in found):
        found.append(Feature(name="name_alone", score=0.75, reason="nobody of the name works in another province"))
    return tuple(feature for feature in found if feature is not None)


def are_apart(left: Profile, right: Profile) -> bool:
    """Whether two groups are known to work in different provinces."""
    return bool(left.provinces and right.provinces) and not _share_provinces(left, right)


def _share_provinces(left: Profile, right: Profile) -> set[str]:
    return {key for key in left.provinces if _list_lineage(key) & right.provinces}


def _weigh_seats(left: Profile, right: Profile) -> Feature | None:
    shared = left.seats & right.seats
    if not shared:
        return None
    return weigh_seat(min(shared))


def weigh_seat(seat: str) -> Feature:
    """What it counts that two groups hold the same seat."""
    return Feature(name="same_seat", score=4.0, reason=f"both hold {seat}")


def weigh_decision(reason: str, *, same: bool) -> Feature:
    """What it counts that somebody decided whether two groups are one person: all."""
    return Feature(name="decided", score=100.0 if same else -100.0, reason=reason)


def _weigh_bodies(left: Profile, right: Profile) -> Feature | None:
    shared = left.bodies & right.bodies
    if not shared:
        return None
    return Feature(name="same_body", score=2.0, reason=f"both have a seat in {min(shared)}")


def _weigh_memberships(left: Profile, right: Profile) -> Feature | None:
    shared = left.memberships & right.memberships
    if not shared:
        return None
    return Feature(name="same_membership", score=2.0, reason=f"both are members: {min(shared)}")


def _weigh_assemblies(left: Profile, right: Profile) -> Feature | None:
    shared = left.assemblies & right.assemblies
    if not shared:
        return None
    return Feature(name="same_assembly", score=0.75, reason=f"both are among the many members: {min(shared)}")


def _weigh_provinces(left: Profile, right: Profile) -> Feature | None:
    shared = _share_provinces(left, right)
    if shared:
        near = left.local == right.local
        score = 1.5 if near else 0.75
        return Feature(name="same_province", score=score, reason=f"both work in {min(shared)}")
    if are_apart(left, right):
        return Feature(name="provinces_apart", score=-2.0, reason="they work in different provinces")
    return None


@cache
def _list_lineage(province: str) -> frozenset[str]:
    """A province by its keys before and after the reforms: Nam Định's has the new Ninh Bình's."""
    return lineage_of(area_of(province))


def _weigh_centre(left: Profile, right: Profile) -> Feature | None:
    if left.central and right.central:
        return Feature(name="both_central", score=0.75, reason="both have a seat in a central body")
    return None


def _weigh_name(left: Profile, right: Profile) -> Feature | None:
    if min(left.syllables, right.syllables) < 2:
        return Feature(name="short_name", score=-2.0, reason="the name is a single word")
    if left.syllables >= 4:
        return Feature(name="long_name", score=0.75, reason="a name of four words or more is rarely two people's")
    return None


#: What a name that is alone makes stronger: something shared that doesn't suffice where namesakes are about.
_WEAK = frozenset({"same_assembly", "same_province"})

_WEIGHERS: tuple[Callable[[Profile, Profile], Feature | None], ...] = (
    _weigh_seats,
    _weigh_bodies,
    _weigh_memberships,
    _weigh_assemblies,
    _weigh_provinces,
    _weigh_centre,
    _weigh_name,
)
