"""The word lists that posts, people and changes are read by."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import posts
from kg.lexicon.body_words import load_body_words, spell_compound
from kg.lexicon.changes import load_changes, triggers_by_name
from kg.lexicon.people import load_people, load_surnames
from kg.lexicon.posts import Role, load_posts, spell_role

DATA = Path(posts.__file__).parent / "data"


@pytest.mark.parametrize("name", ["posts.yaml", "people.yaml", "changes.yaml", "body_words.yaml"])
def test_lists_are_nfc_and_name_their_sources(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "# Sources" in text.replace("Sources of surnames", "Sources")


def test_every_role_has_what_its_family_needs() -> None:
    for role in load_posts().roles:
        assert (role.body is not None) == (role.family in ("fixed", "member")), role
        assert (role.head is not None) == (role.family == "chief"), role
        assert bool(role.heads) == (role.family in ("lead", "seat")), role


def test_a_spelling_belongs_to_one_role(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = posts.Posts(
        roles=(Role(role="Chủ tịch", family="chair"), Role(role="Trưởng", family="free", forms=("chủ tịch",))),
        modifiers=(),
        committees={},
    )
    load_posts.cache_clear()
    monkeypatch.setattr(posts, "load_yaml", lambda *_: twice)
    with pytest.raises(LexiconError, match="form of two roles"):
        load_posts()
    monkeypatch.undo()
    load_posts.cache_clear()


def test_roles_and_heads_that_are_named_exist() -> None:
    heads = {head.name for head in load_body_words().heads}
    for role in load_posts().roles:
        assert set(role.within) <= heads, role
        if role.family == "seat":
            assert set(role.heads) <= heads, role


def test_compounds_are_spelled_in_every_usual_way() -> None:
    compound = next(item for item in load_body_words().compounds if item.name == "Tài nguyên và Môi trường")
    spelled = spell_compound(compound)
    for form in ("tài nguyên và môi trường", "tài nguyên - môi trường", "tài nguyên môi trường", "tn&mt", "tn & mt"):
        assert form in spelled


def test_weak_surnames_are_never_strong() -> None:
    surnames = load_surnames()
    assert not surnames.weak & surnames.strong
    assert {"nguyễn", "trần", "giàng", "ksor", "niê"} <= surnames.strong
    assert {"an", "y", "hà"} <= surnames.weak


def test_own_forms_are_forms() -> None:
    for trigger in triggers_by_name().values():
        assert set(trigger.own) <= set(trigger.forms), trigger.name
        assert (trigger.type is None) == (trigger.voice == "none"), trigger.name


def test_no_word_is_there_twice() -> None:
    people, changes = load_people(), load_changes()
    for words in (*people.honorifics.values(), people.ranks, people.not_before, people.credits, people.foreign):
        assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]
    for words in (changes.links.now, changes.links.past, changes.aside, changes.unreal, changes.agents):
        assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]


def test_spellings_are_folded() -> None:
    role = Role(role="Phó Chủ tịch", family="chair", forms=("PCT",))
    assert spell_role(role) == ("phó chủ tịch", "pct")
