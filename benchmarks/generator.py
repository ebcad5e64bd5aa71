"""Invented officials at any size, with known truth: real frequency of names, real posts and territories, careers.

Nothing here is anybody's life. Names are drawn word by word (surname, middle, given) as often as each stands in the
distinct names of the news at hand, so that common names collide as they do in Vietnam. Seats have one holder at a time;
who leaves one takes a free seat near (the same body, the same territory, the same province, the centre, far away) or
retires. Articles name one to five holders of a place and a year, some with a former post, a membership, no body, or
nothing; one in two hundred mentions has the post of somebody else in the article, as extractors err.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kg.claims.bodies import parse_body
from kg.claims.ids import make_id
from kg.claims.posts import parse_post
from kg.claims.records import ArticleClaims, Mention, PostRef, TenureClaim, Words
from kg.facts.records import ArticleInfo
from kg.lexicon.areas import area_of, load_areas
from kg.lexicon.people import load_surnames

_WORLD = Path(__file__).with_name("generator.yaml")
_DAY = "2016-01-01"
_YEARS = range(2000, 2026)

#: Shares counted in what kg reads from 1,500 political articles, rounded.
_FORMER, _MEMBER, _BODILESS, _NOTHING, _WRONG = 0.2, 0.3, 0.05, 0.01, 0.005
#: Of those who leave a seat: where they go; the rest retires.
_MOVES = (("body", 0.3), ("area", 0.3), ("province", 0.15), ("far", 0.06))
#: Of a hundred seats that news speaks of, so many are of each level.
_LEVELS = {"central": 0.2, "province": 0.6, "district": 0.2}
#: How much more often news names people of a level.
_FAME = {"central": 4.0, "province": 2.0, "district": 1.0}
#: About so many mentions for each seat, over the years.
_MENTIONS_PER_SEAT = 14


class Names(msgspec.Struct, frozen=True):
    """How often each word stands as surname, as middle name and as given name."""

    surnames: Mapping[str, int]
    middles: Mapping[str, int]
    givens: Mapping[str, int]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """As many full names as asked for."""
        parts = [
            chance.choices(list(words), weights=list(words.values()), k=count)
            for words in (self.surnames, self.middles, self.givens)
        ]
        return [" ".join(filter(None, words)) for words in zip(*parts, strict=True)]


class Seat(msgspec.Struct, frozen=True, eq=False):
    """A post that one person at a time holds here; `area` and `province` are keys, "" for the centre."""

    post: PostRef
    bodiless: PostRef
    level: str
    area: str
    province: str
    head: bool


class Spell(msgspec.Struct, eq=False):
    """A person in a seat from a year to a year."""

    seat: Seat
    since: int
    until: int


class Row(msgspec.Struct, frozen=True):
    """A mention as a table has it, for resolvers that read tables; `person` is the truth."""

    mention: str
    person: int
    name: str
    role: str
    body: str
    province: str
    year: int


class World(msgspec.Struct, frozen=True):
    """Articles that name invented people, and who they are."""

    articles: list[ArticleClaims]
    rows: list[Row]


def find_names(news: Path) -> set[str]:
    """The full names in a file of articles: a surname and one to three more words, all capitalised."""
    surnames = sorted({word.title() for word in load_surnames().strong if " " not in word}, key=len, reverse=True)
    word = r"[^\W\d_a-zà-ỹ][a-zà-ỹ]+"
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(surnames)})(?: {word}){{1,3}}(?! {word})")
    found: set[str] = set()
    with gzip.open(news, "rb") as lines:
        for line in lines:
            found.update(pattern.findall(json.loads(line)["text"]))
    return found


def count_names(news: Path) -> Names:
    """The words of the distinct full names in a file of news articles; words of one name alone are left out."""
    split = [name.split() for name in sorted(find_names(news))]
    middles = Counter(" ".join(words[1:-1]) for words in split)
    givens = Counter(words[-1] for words in split)
    return Names(
        Counter(words[0] for words in split),
        {word: count for word, count in middles.items() if count > 1},
        {word: count for word, count in givens.items() if count > 1},
    )


def make_world(names: Names, mentions: int, *, seed: int = 1) -> World:
    """About so many mentions; the same arguments give the same world."""
    chance = random.Random(seed)  # noqa: S311 - invented people, no secret
    seats = _draw_seats(chance, mentions // _MENTIONS_PER_SEAT)
    careers = _live(chance, seats)
    called = names.draw(chance, len(careers))
    return _report(chance, careers, called, mentions)


def _draw_seats(chance: random.Random, count: int) -> list[Seat]:
    """Seats of every level in their shares, whole bodies together; what a level lacks is made up by the one below."""
    every: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in _list_seats():
        every[seat.level].append(seat)
    kept: list[Seat] = []
    lacking = 0
    for level, share in _LEVELS.items():
        bodies: defaultdict[str, list[Seat]] = defaultdict(list)
        for seat in every[level]:
            bodies[seat.post.body_id].append(seat)
        wanted = round(count * share) + lacking
        lacking = max(0, wanted - len(every[level]))
        order = chance.sample(sorted(bodies), len(bodies))
        level_seats = [seat for body in order for seat in bodies[body]]
        kept.extend(level_seats[:wanted])
    return kept


def _list_seats() -> Iterator[Seat]:
    world: dict[str, Any] = msgspec.yaml.decode(_WORLD.read_bytes())
    central = world["central"]
    for body in central["bodies"]:
        yield from _make_seats(body, central["roles"], "central")
        for unit in central["units"]:
            yield from _make_seats(f"{unit}, {body}", central["unit_roles"], "central")
    for area in load_areas():
        if area.kind in ("province", "district") and area.was_there(_DAY):
            outer = area if area.kind == "province" else area_of(str(area.within))
            words = {"province": outer.name, "bare": area.bare, "district": area.name}
            for each in world[area.kind]["bodies"]:
                name = each["name"].format(**words)
                yield from _make_seats(name, each["roles"], area.kind, area=area.key, province=outer.key)


def _make_seats(
    body: str, roles: Mapping[str, int], level: str, *, area: str = "", province: str = ""
) -> Iterator[Seat]:
    for role, holders in roles.items():
        bodiless = _refer(role, body.split(",", maxsplit=1)[0].split(maxsplit=1)[0], vague=True)
        seat = Seat(_refer(role, body), bodiless, level, area, province, holders == 1 and level != "district")
        yield from (msgspec.structs.replace(seat) for _ in range(holders))


def _refer(role: str, body: str, *, vague: bool = False) -> PostRef:
    """The post as `kg.claims.map` makes it, but that all who know no body share one."""
    parsed = parse_body(body, on=_DAY)
    post = parse_post(role, parsed)
    body_id = make_id("body", parsed.key)
    return PostRef(
        id=make_id("post", body_id, post.role),
        name=post.name,
        role=post.role,
        single_seat=post.single_seat,
        collective=post.collective,
        vague=vague or parsed.vague,
        body=parsed,
        body_id=body_id,
    )


def _live(chance: random.Random, seats: Sequence[Seat]) -> list[list[Spell]]:
    """Careers: every year a fifth of the seats falls free, and those who held them move on or retire."""
    careers: list[list[Spell]] = []
    held: dict[Seat, int] = {}
    for year in _YEARS:
        free = [seat for seat in seats if seat not in held or chance.random() < 0.2]
        movers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for seat in free:
            person = held.pop(seat, None)
            if person is not None:
                careers[person][-1].until = year
                _offer(chance, movers, seat, person)
        for seat in chance.sample(free, len(free)):
            person = _take(movers, seat)
            if person is None:
                person = len(careers)
                careers.append([])
            careers[person].append(Spell(seat, year, _YEARS.stop))
            held[seat] = person
    return careers


def _offer(chance: random.Random, movers: defaultdict[tuple[str, str], list[int]], seat: Seat, person: int) -> None:
    draw = chance.random()
    for scope, share in _MOVES:
        draw -= share
        if draw < 0:
            movers[scope, _key(seat, scope)].append(person)
            return


def _take(movers: Mapping[tuple[str, str], list[int]], seat: Seat) -> int | None:
    for scope, _ in _MOVES:
        waiting = movers.get((scope, _key(seat, scope)))
        if waiting:
            return waiting.pop()
    return None


def _key(seat: Seat, scope: str) -> str:
    return {"body": seat.post.body_id, "area": seat.area, "province": seat.province, "far": ""}[scope]


def _report(chance: random.Random, careers: Sequence[list[Spell]], names: Sequence[str], mentions: int) -> World:
    """Articles of one to five people of a province and year; a few people are named very often."""
    fame = [_FAME[career[-1].seat.level] * min(chance.paretovariate(1.3), 100.0) for career in careers]
    drawn = chance.choices(range(len(careers)), weights=fame, k=mentions)
    places: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for person in drawn:
        spell = chance.randrange(len(careers[person]))
        seat = careers[person][spell]
        places[chance.randrange(seat.since, max(seat.until, seat.since + 1)), seat.seat.province].append(
            (person, spell)
        )
    world = World([], [])
    for (year, _), named in sorted(places.items()):
        waiting = _spread(named)
        while waiting:
            group = _take_group(waiting, chance.randint(1, 5))
            _write(chance, world, year, [(person, careers[person], spell) for person, spell in group.items()], names)
    return world


def _spread(named: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same mentions, those of one person far from each other, so that no article names anybody twice."""
    turns: Counter[int] = Counter()
    ranked = []
    for person, spell in named:
        ranked.append((turns[person], person, spell))
        turns[person] += 1
    return [(person, spell) for _, person, spell in sorted(ranked)]


def _take_group(named: list[tuple[int, int]], size: int) -> dict[int, int]:
    """The last few people of a list, which they leave; the same one twice ends the group."""
    group: dict[int, int] = {}
    while named and len(group) < size and named[-1][0] not in group:
        person, spell = named.pop()
        group[person] = spell
    return group


def _write(
    chance: random.Random, world: World, year: int, group: Sequence[tuple[int, list[Spell], int]], names: Sequence[str]
) -> None:
    doc = f"invented/{len(world.articles):07}"
    mentions: list[Mention] = []
    tenures: list[TenureClaim] = []
    for place, (person, career, spell) in enumerate(group):
        mention = make_id("person", doc, names[person], str(place))
        other = chance.choice(group) if chance.random() < _WRONG else (person, career, spell)
        posts = _tell(chance, other[1], other[2])
        mentions.append(Mention(id=mention, doc=doc, name=names[person], scope="vn"))
        tenures.extend(_claim(doc, mention, post) for post in posts)
        first = next((post for post in posts if not post.vague), None)
        seat = other[1][other[2]].seat
        told = ("", "", "") if first is None else (first.role, first.body.key, seat.province)
        world.rows.append(Row(mention, person, names[person], *told, year))
    published = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    info = ArticleInfo(published=published)
    world.articles.append(
        ArticleClaims(id=doc, doc=doc, article=info, mentions=tuple(mentions), tenures=tuple(tenures))
    )


def _tell(chance: random.Random, career: Sequence[Spell], spell: int) -> list[PostRef]:
    """The posts that an article gives to somebody in one spell of a career, the present one first."""
    seat = career[spell].seat
    draw = chance.random()
    if draw < _NOTHING:
        return []
    posts = [seat.bodiless if draw < _NOTHING + _BODILESS else seat.post]
    if spell > 0 and chance.random() < _FORMER:
        posts.append(chance.choice(career[:spell]).seat.post)
    if seat.head and chance.random() < _MEMBER:
        posts.extend(_list_memberships(seat.province))
    return posts


_MEMBERSHIPS: dict[str, list[PostRef]] = {}


def _list_memberships(province: str) -> list[PostRef]:
    if province not in _MEMBERSHIPS:
        told: dict[str, dict[str, str]] = msgspec.yaml.decode(_WORLD.read_bytes())["memberships"]
        bare = area_of(province).bare if province else ""
        local = {**told["province"], **told["all"]} if province else told["all"]
        _MEMBERSHIPS[province] = [_refer(role, body.format(bare=bare)) for role, body in local.items()]
    return _MEMBERSHIPS[province]


_WORDS = Words(quote="")


def _claim(doc: str, mention: str, post: PostRef) -> TenureClaim:
    return TenureClaim(id="", doc=doc, mention=mention, post=post, status="current", words=_WORDS)


def score(truth: Iterable[tuple[str, int]], found: Mapping[str, object]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of groups of mentions; a mention that was put nowhere stands alone."""
    pairs = [(person, found.get(mention, mention)) for mention, person in truth]
    both, real, made = Counter(pairs), Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    precision = sum(count * count / made[group] for (_, group), count in both.items()) / len(pairs)
    recall = sum(count * count / real[person] for (person, _), count in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)
