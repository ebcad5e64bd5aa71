from __future__ import annotations

import re
import unicodedata

import pytest

from kg.errors import InputError
from kg.questions.library import Question, find_question
from kg.questions.parameters import Argument, read_argument, read_arguments

HOLDER = find_question("holder_of_post_on_date")
MET = find_question("who_met_whom")
OWN = Question(name="own.rq", header=None, texts={"sparql": ""})


def test_arguments_have_the_types_of_the_header() -> None:
    assert read_arguments(HOLDER, {"post": "x' OR 1=1", "on": "2021-04-13"}) == {
        "post": Argument("string", "x' OR 1=1"),
        "on": Argument("date", "2021-04-13"),
    }


def test_defaults_stand_in() -> None:
    assert read_arguments(MET, {"at_least": "02"}) == {
        "person": Argument("string", ""),
        "at_least": Argument("integer", "2"),
    }


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({}, ["post is missing", "on is missing"]),
        ({"post": "x", "on": "2021-02-30"}, ["on: '2021-02-30' is not a day, such as 2021-04-13"]),
        ({"post": "x", "on": "13/04/2021"}, ["on: '13/04/2021' is not a day"]),
        ({"post": "x", "on": "20210413"}, ["is not a day"]),
        ({"post": "x", "on": ""}, ["on: '' is not a day"]),
        ({"post": "x", "on": "2021-04-13", "of": "y"}, ["there is no parameter 'of'"]),
    ],
)
def test_faults_are_told_with_what_is_taken(given: dict[str, str], faults: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read_arguments(HOLDER, given)
    assert all(fault in str(caught.value) for fault in faults)
    assert re.search(
        r"It takes:\n  -p post=…  \(string, .*\n  -p on=…  \(date, such as 2021-04-13\)", str(caught.value)
    )


@pytest.mark.parametrize("text", ["1.5", "", "x", "1e3", "9" * 16, "٣", "--1"])
def test_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a whole number"):
        read_arguments(MET, {"at_least": text})


@pytest.mark.parametrize("text", ["tenure-1", "TENURE-0000000000000001", "../tenure-0000000000000001", "x> <y"])
def test_id_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        read_argument("id", text)


def test_text_is_compared_in_nfc() -> None:
    assert read_argument("string", unicodedata.normalize("NFD", "Trần Ươm")).text == "Trần Ươm"


def test_own_query_says_types_in_the_key() -> None:
    given = {"name": "2021-04-13", "on:date": "2021-04-13", "n:integer": "-3", "who:id": "person-0123456789abcdef"}
    assert {name: argument.type for name, argument in read_arguments(OWN, given).items()} == {
        "name": "string",
        "on": "date",
        "n": "integer",
        "who": "id",
    }


@pytest.mark.parametrize(
    ("given", "fault"),
    [({"on:day": "x"}, "'on:day' is not the name of a parameter"), ({"on:date": "x"}, "on: 'x' is not a day")],
)
def test_own_query_refuses_what_is_no_type_or_value(given: dict[str, str], fault: str) -> None:
    with pytest.raises(InputError, match=re.escape(fault)):
        read_arguments(OWN, given)


def test_question_without_parameters_says_so() -> None:
    with pytest.raises(InputError, match="It takes no parameters"):
        read_arguments(find_question("doubly_held_single_seats"), {"x": "y"})
