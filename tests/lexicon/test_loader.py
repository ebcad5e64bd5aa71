"""Word lists are refused for every typo that could make a look-up miss in silence."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import msgspec
import pytest

from kg.errors import LexiconError
from kg.lexicon.loader import index_by, load_tsv, load_yaml


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    since: str | None = None


GOOD = "- {name: Bộ Y tế, since: 2007-08-01}\n- {name: Bộ Nội vụ}\n"


def load(tmp_path: Path, text: str) -> tuple[Entry, ...]:
    (tmp_path / "list.yaml").write_text(text, encoding="utf-8")
    return load_yaml("list.yaml", tuple[Entry, ...], root=tmp_path)


def test_a_sound_list_is_read_and_days_stay_text(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD)[0] == Entry(name="Bộ Y tế", since="2007-08-01")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("since", "sinc"), "sinc"),
        (GOOD.replace("name: Bộ Nội vụ", "name: Bộ Nội vụ, name: Bộ Nội"), "name is there twice"),
        (unicodedata.normalize("NFD", GOOD), "NFC"),
        (GOOD.replace("{name: Bộ Nội vụ}", "{name: [Bộ Nội vụ]}"), r"\[1\]"),
        ("- {name: Bộ Y tế", "not YAML"),
        ("- {since: 2007-08-01}", "name"),
    ],
)
def test_a_fault_is_told_with_file_and_entry(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LexiconError, match=said) as caught:
        load(tmp_path, text)
    assert "list.yaml" in str(caught.value)


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"gone\.yaml"):
        load_yaml("gone.yaml", Entry, root=tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key\tname\nd1\n", "entry 1"),
        ("key\tnam\nd1\ta\n", "header"),
        ("", "header"),
        ("key\tname\nd1\ta\tb\n", "3 fields"),
    ],
)
def test_a_table_of_another_shape_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "list.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        load_tsv("list.tsv", ("key", "name"), root=tmp_path)


def test_a_table_is_read_without_its_comments(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("# why\nkey\tname\nd1\tVinh\n", encoding="utf-8")
    assert load_tsv("list.tsv", ("key", "name"), root=tmp_path) == [("d1", "Vinh")]


def test_index_by_refuses_two_entries_of_one_key() -> None:
    entries = [Entry(name="b"), Entry(name="a")]
    assert list(index_by(entries, lambda entry: entry.name, source="list.yaml")) == ["a", "b"]
    with pytest.raises(LexiconError, match=r"list\.yaml: a is there twice"):
        index_by([*entries, Entry(name="a")], lambda entry: entry.name, source="list.yaml")
