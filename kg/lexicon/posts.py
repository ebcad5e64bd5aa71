"""Roles that people hold, as `data/posts.yaml` lists them."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from kg.errors import LexiconError
from kg.lexicon.fold import fold
from kg.lexicon.loader import load_yaml

RoleFamily = Literal["fixed", "member", "seat", "party", "chair", "council", "chief", "lead", "free", "task", "staff"]


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One role.

    Attributes:
        role: canonical spelling, without body.
        family: how the body is found; `data/posts.yaml` says what each family means.
        forms: further spellings.
        body: the body of a fixed role; {province}, {committee} and the like stand for what the article is about.
        tail: words that may follow a fixed role and say nothing more.
        mission: words between the role and the country to which its holder is sent.
        not_before: words right after it that show that it is another role, or one of another state.
        via: words that may stand between the role and its body.
        head: the kind of body that the role itself names.
        heads: heads of body that must follow.
        acting: the role that an acting one acts for.
        single: whether one person at a time holds it.
        within: heads of bodies that a free role may be in when the words leave the body out.
        not_after: words right before it that show that it is no role there ("chức vụ trưởng phòng").
    """

    role: str
    family: RoleFamily
    forms: tuple[str, ...] = ()
    body: str | None = None
    tail: tuple[str, ...] = ()
    mission: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    head: str | None = None
    heads: tuple[str, ...] = ()
    acting: str | None = None
    single: bool = False
    not_after: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class Posts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All roles, words that may follow one and belong to it, helpers of holders, and committees by territory."""

    roles: tuple[Role, ...]
    modifiers: tuple[str, ...]
    helpers: tuple[str, ...] = ()
    committees: dict[str, str]


@cache
def load_posts() -> Posts:
    """The roles, read once.

    Raises:
        LexiconError: two roles of one family share a spelling.
    """
    posts = load_yaml("posts.yaml", Posts)
    seen: dict[str, Role] = {}
    for role in posts.roles:
        for form in spell_role(role):
            if seen.setdefault(form, role) is not role:
                raise LexiconError(f"posts.yaml: {form!r} is a form of two roles; remove one")
    return posts


def spell_role(role: Role) -> tuple[str, ...]:
    """All spellings of a role, folded; a role with its own forms and no free name has only those."""
    own = () if role.family in ("fixed", "member", "seat") and role.forms else (role.role,)
    return tuple(dict.fromkeys(fold(form) for form in (*own, *role.forms)))
