"""Which of the persons whom an article names are officials, as the facts record says it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.facts.records import ChangeFact, NamedPerson, TenureFact
from kg.lexicon.holding import load_holding
from kg.mentions.records import Analysis, PostMention


def list_persons(
    analysis: Analysis, tenures: Iterable[TenureFact], changes: Iterable[ChangeFact]
) -> tuple[NamedPerson, ...]:
    """Everybody named in the article; officials are those whom it gives a post, now or in the past.

    Posts whose body the article leaves open make officials as well, where only officials have such posts.
    """
    officials = {tenure.person for tenure in tenures} | {change.person for change in changes}
    officials |= {post.person for post in analysis.posts if post.person is not None and _is_public(post)}
    held_abroad = {(post.person, post.role) for post in analysis.posts if post.foreign}
    here = [post for post in analysis.posts if not post.foreign and post.body is not None]
    abroad = {person for person, _ in held_abroad}
    abroad -= {post.person for post in here if (post.person, post.role) not in held_abroad}
    local = tuple({area.name.partition(" ")[2] or area.name for area in analysis.areas})
    home = {post.person for post in here if post.body is not None and post.body.endswith(local)}
    return tuple(
        NamedPerson(
            key=person.key,
            name=person.name,
            official=person.key in officials,
            scope="foreign" if (person.foreign and person.key not in home) or person.key in abroad else "vn",
            mentions=person.mentions,
        )
        for person in analysis.persons
    )


def _is_public(post: PostMention) -> bool:
    """Whether only officials have such a post, in whatever body it may be."""
    return not post.foreign and post.role in load_holding().public
