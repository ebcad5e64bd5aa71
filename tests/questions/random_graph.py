"""Small graphs with all kinds of bounds, gaps and coincidences, for comparing engines."""

from __future__ import annotations

from random import Random
from typing import Any

from kg.graph.reader import MemoryGraph
from kg.graph.records import (
    Area,
    Article,
    Attendance,
    Body,
    Change,
    Claim,
    GraphRecord,
    Meeting,
    Person,
    Post,
    Tenure,
)

#: few days, so that bounds often meet
DAYS = [f"20{year}-{month:02}-{day:02}" for year in (19, 20, 21) for month in (1, 6) for day in (1, 2, 30)]
NAMES = ("Ngô An", "Đinh Bình", "Lê Cường", "Ôn Đĩnh", "ôn đĩnh", "Ngô An", 'Zoë "Z" O\'Hara', "Ừ")


def make_id(kind: str, number: int) -> str:
    """The id of a record."""
    return f"{kind}-{number:016x}"


def make_random_graph(random: Random, *, scale: int = 1) -> MemoryGraph:
    """A graph that a seeded generator draws; its references all lead somewhere.

    Args:
        random: the generator.
        scale: how many times as many records there are.
    """
    people = [Person(id=make_id("person", i), name=make_name(i)) for i in range(len(NAMES) * scale)]
    area = Area(id=make_id("area", 0), name="tỉnh Sông Mây", kind="province")
    bodies = [make_body(random, i, area, scale=scale) for i in range(4 * scale)]
    posts = [make_post(random, i, random.choice(bodies)) for i in range(7 * scale)]
    tenures = [make_tenure(random, i, random.choice(people), random.choice(posts)) for i in range(25 * scale)]
    changes = [make_change(random, i, people, tenures, bodies) for i in range(15 * scale)]
    meetings = [make_meeting(random, i, bodies) for i in range(4 * scale)]
    attendances = [
        Attendance(
            id=make_id("attendance", i),
            person=random.choice(people).id,
            meeting=random.choice(meetings).id,
            role=random.choice(["chair", "guest", "attendee"]),
        )
        for i in range(12 * scale)
    ]
    articles = [make_article(random, i) for i in range(3 * scale)]
    facts: list[GraphRecord] = [*tenures, *changes, *meetings, *attendances]
    claims = [make_claim(random, i, random.choice(articles), random.choice(facts)) for i in range(40 * scale)]
    return MemoryGraph(
        [area, *bodies, *posts, *people, *tenures, *changes, *meetings, *attendances, *articles, *claims]
    )


def make_name(number: int) -> str:
    """A name; of the first, some are the same, or differ in a capital letter."""
    times, place = divmod(number, len(NAMES))
    return f"{NAMES[place]} {times}" if times else NAMES[place]


def draw_day(random: Random) -> str | None:
    """A day, or none."""
    return random.choice([None, random.choice(DAYS)])


def make_body(random: Random, number: int, area: Area, *, scale: int = 1) -> Body:
    """A body; some have no level, some a time, some a later one that took their place."""
    later = [make_id("body", i) for i in range(number + 1, min(number + 3, 4 * scale))]
    return Body(
        id=make_id("body", number),
        name=f"Ban {number}",
        kind=random.choice(["party", "government"]),
        level=random.choice(["central", "province", None]),
        area=random.choice([area.id, None]),
        since=random.choice([None, None, DAYS[3]]),
        until=random.choice([None, None, DAYS[-3]]),
        source=random.choice([None, "Nghị quyết 1"]),
        successors=tuple(key for key in later if random.random() < 0.4),
    )


def make_post(random: Random, number: int, body: Body) -> Post:
    """A post; several may share a name."""
    role = random.choice(["Chủ tịch", "Phó Chủ tịch"])
    return Post(
        id=make_id("post", number),
        name=f"{role} {body.name}",
        role=role,
        single_seat=random.choice([True, False]),
        body=body.id,
    )


def make_tenure(random: Random, number: int, person: Person, post: Post) -> Tenure:
    """A tenure whose bounds may be missing or contradict each other, but was first seen before it was last seen."""
    seen = sorted((random.choice(DAYS), random.choice(DAYS))) if random.random() < 0.7 else (None, None)
    return Tenure(
        id=make_id("tenure", number),
        person=person.id,
        post=post.id,
        acting=random.choice([True, False]),
        former=random.choice([True, False]),
        starts_no_earlier=draw_day(random),
        starts_no_later=draw_day(random),
        ends_no_earlier=draw_day(random),
        ends_no_later=draw_day(random),
        first_seen=seen[0],
        last_seen=seen[1],
    )


def make_change(random: Random, number: int, people: list[Person], tenures: list[Tenure], bodies: list[Body]) -> Change:
    """A change; some have no date, no post, no decider."""
    first = draw_day(random)
    tenure = random.choice([None, random.choice(tenures)])
    return Change(
        id=make_id("change", number),
        type=random.choice(["elected", "appointed", "retired", "died"]),
        person=random.choice(people).id if tenure is None else tenure.person,
        post=None if tenure is None else tenure.post,
        tenure=None if tenure is None else tenure.id,
        by=random.choice([None, random.choice(bodies).id]),
        replaces=random.choice([None, random.choice(people).id]),
        date=first,
        earliest=first,
        latest=first,
    )


def make_meeting(random: Random, number: int, bodies: list[Body]) -> Meeting:
    """A meeting; some have no date, place or organiser."""
    day = draw_day(random)
    return Meeting(
        id=make_id("meeting", number),
        name=random.choice(["Hội nghị", "HỘI NGHỊ 1", "meeting"]),
        date=day,
        earliest=day,
        latest=day,
        place=random.choice([None, "hội trường"]),
        organiser=random.choice([None, random.choice(bodies).id]),
    )


def make_article(random: Random, number: int) -> Article:
    """An article; some have nothing but an id."""
    return Article(
        id=make_id("article", number),
        doc=f"doc-{number}",
        title=random.choice([None, "Tin"]),
        published=draw_day(random),
        url=random.choice([None, "https://example.org/?a=1"]),
    )


def make_claim(random: Random, number: int, article: Article, fact: GraphRecord) -> Claim:
    """A claim of a fact; some have no offsets."""
    start = random.choice([None, random.randrange(50)])
    about: dict[str, Any] = {type(fact).__name__.lower(): fact.id}
    return Claim(
        id=make_id("claim", number),
        article=article.id,
        says="x",
        quote=f"lời {number}",
        start=start,
        end=None if start is None else start + 5,
        **about,
    )
