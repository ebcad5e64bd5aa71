"""The JSON Schema is made from the records, and says the same as they do."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kg.errors import InputError
from kg.facts.read import parse_facts
from kg.facts.schema import EDTF_PATTERN, format_schema, make_schema, schema_path
from kg.lexicon.edtf import is_edtf
from tests.facts.samples import FACTS

SCHEMA = make_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SOUND: dict[str, Any] = json.loads(msgspec.json.encode(FACTS))


def test_the_file_is_the_one_that_is_made(regenerate: bool) -> None:  # noqa: FBT001
    if regenerate:
        schema_path().write_text(format_schema(), encoding="utf-8")
    assert schema_path().read_text("utf-8") == format_schema(), "run python -m kg.facts.schema --write"


def test_it_is_a_schema_and_says_what_everything_is() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for name, definition in SCHEMA["$defs"].items():
        assert definition["description"], name


def test_a_sound_record_fits() -> None:
    assert list(VALIDATOR.iter_errors(SOUND)) == []
    assert list(VALIDATOR.iter_errors({"id": "a"})) == []
    assert list(VALIDATOR.iter_errors(SOUND | {"further": 1})) == []


def _paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for key, item in items for inner in _paths(item, (*path, key)))]


PATHS = _paths(SOUND)[1:]
VALUES: list[object] = [None, True, -1, 1.5, "", "nonsense", "2021", "2021-04-13", "current", "p1", [], {}]


@given(st.sampled_from(PATHS), st.sampled_from(VALUES), st.booleans())
def test_records_that_fit_the_reader_fit_the_schema(path: tuple[Any, ...], value: object, leave_out: bool) -> None:  # noqa: FBT001
    record = copy.deepcopy(SOUND)
    parent = record
    for key in path[:-1]:
        parent = parent[key]
    if leave_out:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    try:
        parse_facts(json.dumps(record).encode())
    except InputError as error:
        if "not a facts record" in error.message:
            assert list(VALIDATOR.iter_errors(record)) != []
    else:
        assert list(VALIDATOR.iter_errors(record)) == []


DATES = [
    "2018", "2018-07", "2018-07-30", "XXXX-07", "XXXX-07-30", "XXXX-02-29", "2018-12-07/2018-12-09", "2018-04/..",
    "/2018-04", "2018/", "../2018", "2018-04-28/XXXX-05",
]  # fmt: skip
NO_DATES = [
    "",
    "XXXX",
    "/",
    "..",
    "../..",
    "18",
    "2018-7",
    "2018-13",
    "2018-00",
    "2018-07-32",
    "30/7/2018",
    "2018-07-30 ",
    "2018-04-XX",
]


@pytest.mark.parametrize("date", DATES)
def test_dates(date: str) -> None:
    assert re.search(EDTF_PATTERN, date)
    assert is_edtf(date)


@pytest.mark.parametrize("date", NO_DATES)
def test_no_dates(date: str) -> None:
    assert not re.search(EDTF_PATTERN, date)
    assert not is_edtf(date)


@given(st.from_regex(r"\A[0-9X./-]{0,12}\Z"))
def test_every_date_that_is_read_fits_the_pattern(date: str) -> None:
    if is_edtf(date):
        assert re.search(EDTF_PATTERN, date)
