"""The reasons for and against two groups of mentions being one person, each with its weight.

Weights are set by hand on the development names and on invented ones at size (`benchmarks/`); `THRESHOLD` in
`people_groups` is what they must add up to. What is shared counts for less the more people bear the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from kg.claims.records import PostRef
from kg.lexicon.areas import area_of, lineage_of, province_of
from kg.lexicon.seats import load_seats
from kg.resolve.records import Feature

#: seat: one or few hold it at a time; member: many do; assembly: so many that namesakes sit in it side by side.
PostSort = Literal["seat", "member", "assembly"]


class KnownPost(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a post tells of who holds it.

    `house` is the key of the body that its body is a unit of ("Vụ Pháp chế | Bộ Y tế"), or of the body itself;
    `province` the key of the one in which the body works.
    """

    id: str
    body: str
    house: str
    sort: PostSort
    province: str | None
    local: bool
    central: bool


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a group of mentions of one name.

    Attributes:
        seats: posts that one or few people hold at a time.
        memberships: posts that many hold at a time (delegates, committee members), but
        assemblies: those in bodies so large that namesakes sit in them side by side.
        bodies: the bodies of the seats.
        houses: the bodies that these are units of, or themselves.
        provinces: keys of the provinces in which the bodies work.
        local: whether some body works below the province.
        central: whether some seat is in a central body.
    """

    seats: frozenset[str] = frozenset()
    memberships: frozenset[str] = frozenset()
    assemblies: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    local: bool = False
    central: bool = False

    def join(self, other: Profile) -> Profile:
        """What is known when both groups are one person."""
        return Profile(
            seats=self.seats | other.seats,
            memberships=self.memberships | other.memberships,
            assemblies=self.assemblies | other.assemblies,
            bodies=self.bodies | other.bodies,
            houses=self.houses | other.houses,
            provinces=self.provinces | other.provinces,
            local=self.local or other.local,
            central=self.central or other.central,
        )


def read_post(post: PostRef) -> KnownPost:
    """What a post tells of who holds it."""
    area = province_of(post.body.area) if post.body.area is not None else None
    sort: PostSort = "seat"
    if post.collective:
        sort = "assembly" if post.body.name in load_seats().assemblies else "member"
    level = post.body.level
    return KnownPost(
        id=post.id,
        body=post.body_id,
        house=post.body.key.rpartition(_UNIT_OF)[2],
        sort=sort,
        province=area.key if area is not None else None,
        local=level in ("district", "commune"),
        central=level == "central",
    )


def make_profile(posts: Iterable[KnownPost]) -> Profile:
    """What somebody's posts tell of who it is."""
    posts = tuple(posts)
    seats = [post for post in posts if post.sort == "seat"]
    return Profile(
        seats=frozenset([post.id for post in seats]),
        memberships=frozenset([post.id for post in posts if post.sort == "member"]),
        assemblies=frozenset([post.id for post in posts if post.sort == "assembly"]),
        bodies=frozenset([post.body for post in seats]),
        houses=frozenset([post.house for post in seats]),
        provinces=frozenset([post.province for post in posts if post.province is not None]),
        local=any(post.local for post in posts),
        central=any(post.central for post in seats),
    )


class NameUse(msgspec.Struct, frozen=True, kw_only=True):
    """How common a name is.

    Attributes:
        words: how many words it has.
        bearers: how many of 100,000 people bear it, by its words.
        places: in how many provinces somebody of the name works, as far as the graph knows (`count_places`).
    """

    words: int
    bearers: float
    places: int


def score_profiles(left: Profile, right: Profile, name: NameUse) -> tuple[Feature, ...]:
    """The features that speak for or against two groups of one name being one person; what says nothing is left out."""
    found = [feature for weigh in _WEIGHERS if (feature := weigh(left, right)) is not None]
    names = {feature.name for feature in found}
    if not names.isdisjoint(_WEAK):
        found.extend(_weigh_name(name, names))
    if name.words < 2:
        found.append(Feature(name="short_name", score=-2.0, reason="the name is a single word"))
    return tuple(found)


def are_apart(left: Profile, right: Profile) -> bool:
    """Whether two groups are known to work in different provinces."""
    return bool(left.provinces and right.provinces) and not _share_provinces(left, right)


def count_places(profiles: Iterable[Profile]) -> int:
    """In how many provinces people of a name work: groups are taken as long as each is apart from all before it.

    Nothing here knows how common a name is in the country; the graph itself tells, and the more it holds the better.
    """
    taken: list[Profile] = []
    for provinces in sorted({tuple(sorted(profile.provinces)) for profile in profiles if profile.provinces}):
        profile = Profile(provinces=frozenset(provinces))
        if all(are_apart(profile, other) for other in taken):
            taken.append(profile)
    return len(taken)


def _share_provinces(left: Profile, right: Profile) -> set[str]:
    return {key for key in left.provinces if list_lineage(key) & right.provinces}


@cache
def list_lineage(province: str) -> frozenset[str]:
    """A province by its keys before and after the reforms: Nam Định's has the new Ninh Bình's."""
    return lineage_of(area_of(province))


def weigh_seat(seat: str) -> Feature:
    """What it counts that two groups hold the same seat."""
    return Feature(name="same_seat", score=4.0, reason=f"both hold {seat}")


def weigh_decision(reason: str, *, same: bool) -> Feature:
    """What it counts that somebody decided whether two groups are one person: all."""
    return Feature(name="decided", score=100.0 if same else -100.0, reason=reason)


def _weigh_seats(left: Profile, right: Profile) -> Feature | None:
    shared = left.seats & right.seats
    return weigh_seat(min(shared)) if shared else None


def _weigh_bodies(left: Profile, right: Profile) -> Feature | None:
    shared = left.bodies & right.bodies
    if not shared:
        return None
    return Feature(name="same_body", score=2.0, reason=f"both have a seat in {min(shared)}")


def _weigh_houses(left: Profile, right: Profile) -> Feature | None:
    shared = left.houses & right.houses
    if not shared or not left.bodies.isdisjoint(right.bodies):
        return None
    return Feature(name="same_house", score=1.0, reason="both have a seat in one body or in units of it")


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
    if not (left.provinces and right.provinces):
        return None
    shared = _share_provinces(left, right)
    if not shared:
        return Feature(name="provinces_apart", score=-2.0, reason="they work in different provinces")
    score = 1.5 if left.local == right.local else 0.75
    return Feature(name="same_province", score=score, reason=f"both work in {min(shared)}")


def _weigh_centre(left: Profile, right: Profile) -> Feature | None:
    if left.central and right.central:
        return Feature(name="both_central", score=0.75, reason="both have a seat in a central body")
    return None


def _weigh_name(name: NameUse, found: set[str]) -> Iterator[Feature]:
    """How rare the name is: one that few bear makes strong what one that many bear makes worthless."""
    if name.bearers < _RARE:
        yield Feature(name="rare_name", score=0.75, reason=f"{name.bearers:.1g} of 100,000 people bear the name")
    alone = _TELLING_ALONE if name.bearers < _FREQUENT else {"same_province"}
    if name.places <= 1 and not found.isdisjoint(alone):
        yield Feature(name="name_alone", score=0.75, reason="nobody of the name works in another province")
    if name.places > _MANY_PLACES and found.isdisjoint(_STRONG):
        score = -min(0.25 * (name.places - _MANY_PLACES), 2.0)
        yield Feature(name="common_name", score=score, reason=f"people of the name work in {name.places} provinces")


#: What stands in the key of a unit's body before that of the body it is a unit of (`kg.claims.bodies`).
_UNIT_OF = "<"
#: Of 100,000 people: a name that at most so many bear is rare, one that so many bear is met again and again.
_RARE, _FREQUENT = 1.0, 10.0
#: In more provinces than that, somebody of the name is to be expected in every one.
_MANY_PLACES = 8
#: What a common name makes weaker: something that many share; of it, what a name that is alone makes stronger.
_WEAK = frozenset({"same_assembly", "same_house", "same_province", "both_central"})
_TELLING_ALONE = frozenset({"same_assembly", "same_province"})
#: What few share, whatever their name.
_STRONG = frozenset({"same_seat", "same_body", "same_membership"})

_WEIGHERS: tuple[Callable[[Profile, Profile], Feature | None], ...] = (
    _weigh_seats,
    _weigh_bodies,
    _weigh_houses,
    _weigh_memberships,
    _weigh_assemblies,
    _weigh_provinces,
    _weigh_centre,
)
