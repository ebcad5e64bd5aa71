"""What an endpoint says is believed as far as the article's words bear it out."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.records import Document
from kg.errors import KgError
from kg.facts.anchor import anchor_facts
from kg.facts.chat_answer import CONFIDENCE, read_answer
from kg.facts.check import find_faults, find_text_faults
from kg.facts.records import Facts

TEXT = (
    "Huyện Sông Mây có chủ tịch mới\n"
    "Ông Vàng A Mận được bầu làm Chủ tịch UBND huyện.\n"
    "Chủ tịch UBND huyện Lò Thị Chanh nghỉ hưu. Bà Chanh, Chủ tịch UBND huyện, dự lễ cùng đại diện các xã."
)
CHANH = {"key": "p1", "name": "Lò Thị Chanh", "official": True, "scope": "vn", "mentions": ["Lò Thị Chanh", "Bà Chanh"]}
MAN = {"key": "p2", "name": "Vàng A Mận", "official": True, "scope": "vn", "mentions": ["Vàng A Mận"]}
TENURE = {"person": "p1", "post": "Chủ tịch", "body": "UBND huyện Sông Mây", "status": "former", "start": None,
          "end": None, "term": None, "quote": "Chủ tịch UBND huyện"}  # fmt: skip
CHANGE = {"type": "elected", "person": "p2", "post": "Chủ tịch", "body": "UBND huyện Sông Mây", "date": "2021-03",
          "by": None, "replaces": "p1", "quote": "được bầu làm Chủ tịch"}  # fmt: skip
MEETING = {"key": "m7", "name": "lễ", "date": None, "place": None, "organiser": None, "collective": ["đại diện các xã"],
           "attendees": [{"person": "p1", "role": "attendee", "quote": "dự lễ"}], "quote": "dự lễ cùng"}  # fmt: skip


def read(text: str = TEXT, /, **lists: Any) -> tuple[Facts, dict[str, int]]:
    answer = {"persons": [CHANH, MAN], "tenures": [], "changes": [], "meetings": [], **lists}
    facts, dropped = read_answer(json.dumps(answer), Document(id="a", text=text))
    return facts, dict(dropped)


def test_a_good_answer_is_kept_whole() -> None:
    facts, dropped = read(tenures=[TENURE], changes=[CHANGE], meetings=[MEETING])
    assert dropped == {}
    assert (len(facts.persons), len(facts.tenures), len(facts.changes), len(facts.meetings)) == (2, 1, 1, 1)
    assert list(find_faults(facts)) == []
    assert list(find_text_faults(facts, TEXT)) == []
    assert anchor_facts(facts, TEXT) == (facts, 0)
    (tenure,), (change,), (meeting,) = facts.tenures, facts.changes, facts.meetings
    assert (tenure.rule, change.rule, meeting.rule) == ("chat", "chat", "chat")
    assert (tenure.confidence, change.confidence, meeting.confidence) == (CONFIDENCE, CONFIDENCE, CONFIDENCE)
    assert meeting.key == "m1"
    assert meeting.collective == ("đại diện các xã",)
    assert meeting.attendees[0].evidence is not None


def test_of_several_places_the_one_with_the_name_is_taken() -> None:
    facts, _ = read(tenures=[TENURE, {**TENURE, "person": "p2"}])
    evidence = [fact.evidence for fact in facts.tenures]
    assert evidence[0] is not None
    assert evidence[1] is not None
    assert evidence[0].start == TEXT.index("Chủ tịch UBND huyện Lò Thị Chanh")
    assert evidence[0].suffix == " Lò Thị Chanh nghỉ hưu. "
    assert evidence[1].start == TEXT.index("Chủ tịch UBND huyện.")
    assert evidence[1].prefix == "Ông Vàng A Mận được bầu làm "


def test_without_the_name_anywhere_the_first_place_is_taken() -> None:
    text = "Tin\nBí thư nói. Bí thư cười. Lò Thị Chanh và Vàng A Mận nghe."
    facts, _ = read(text, tenures=[{**TENURE, "quote": "Bí thư"}])
    assert facts.tenures[0].evidence is not None
    assert facts.tenures[0].evidence.start == text.index("Bí thư")


@pytest.mark.parametrize(
    ("lists", "dropped"),
    [
        ({"tenures": [{**TENURE, "quote": "Chủ tịch UBND xã"}]}, "facts whose quote isn't in the article"),
        ({"tenures": [{**TENURE, "quote": "chủ tịch UBND huyện"}]}, "facts whose quote isn't in the article"),
        ({"tenures": [{**TENURE, "quote": " "}]}, "facts whose quote isn't in the article"),
        ({"tenures": [{**TENURE, "quote": ""}]}, "rows that don't fit the schema"),
        ({"tenures": [{**TENURE, "person": "p9"}]}, "facts about people who aren't listed"),
        ({"tenures": [{**TENURE, "status": "forever"}]}, "rows that don't fit the schema"),
        ({"tenures": [{**TENURE, "post": None}]}, "rows that don't fit the schema"),
        ({"tenures": ["Chủ tịch"]}, "rows that don't fit the schema"),
        ({"changes": [{**CHANGE, "type": "promoted"}]}, "rows that don't fit the schema"),
        ({"changes": [{**CHANGE, "replaces": "Lò Thị Chanh"}]}, "facts about people who aren't listed"),
        ({"meetings": [{**MEETING, "quote": "họp"}]}, "facts whose quote isn't in the article"),
        ({"meetings": [{**MEETING, "name": 5}]}, "rows that don't fit the schema"),
        ({"meetings": [None]}, "rows that don't fit the schema"),
    ],
)
def test_what_the_article_does_not_bear_out_is_left_out(lists: dict[str, Any], dropped: str) -> None:
    facts, counted = read(**lists)
    assert (facts.tenures, facts.changes, facts.meetings) == ((), (), ())
    assert counted == {dropped: 1}


@pytest.mark.parametrize(
    ("attendee", "dropped"),
    [
        ({"person": "p9", "role": "chair", "quote": None}, "facts about people who aren't listed"),
        ({"person": "p1", "role": "cook", "quote": None}, "rows that don't fit the schema"),
        ({"person": "p1", "role": "chair", "quote": "chủ trì lễ"}, "facts whose quote isn't in the article"),
    ],
)
def test_attendees_are_held_against_it_too(attendee: dict[str, Any], dropped: str) -> None:
    good = {"person": "p2", "role": "chair", "quote": None}
    facts, counted = read(meetings=[{**MEETING, "attendees": [attendee, good]}])
    assert [kept.person for kept in facts.meetings[0].attendees] == ["p2"]
    assert counted == {dropped: 1}


def test_people_whom_the_article_does_not_name_go_with_their_facts() -> None:
    stranger = {**MAN, "key": "p3", "name": "Vàng A"}
    again = {**MAN, "key": "p1"}
    invented = {**MAN, "key": "p4", "name": "Hồ Văn Quýt", "mentions": ["ông Quýt"]}
    facts, dropped = read(persons=[CHANH, stranger, again, invented], tenures=[{**TENURE, "person": "p4"}])
    assert [person.name for person in facts.persons] == ["Lò Thị Chanh", "Vàng A"]
    assert facts.tenures == ()
    assert dropped == {
        "people under a key that another has": 1,
        "people whom the article doesn't name": 1,
        "facts about people who aren't listed": 1,
    }


def test_a_name_is_no_part_of_a_word() -> None:
    _, dropped = read(persons=[{**CHANH, "name": "Lò Thị Chan"}])
    assert dropped == {"people whom the article doesn't name": 1}


def test_forms_and_dates_that_are_none_are_left_out_alone() -> None:
    facts, dropped = read(
        persons=[{**CHANH, "mentions": ["Lò Thị Chanh", "chị Chanh"]}, MAN],
        changes=[{**CHANGE, "date": "tháng 3"}],
        tenures=[{**TENURE, "start": "2021-13", "end": "", "body": ""}],
        meetings=[{**MEETING, "collective": ["đại diện các xã", "nhân dân"]}],
    )
    assert facts.persons[0].mentions == ("Lò Thị Chanh",)
    assert facts.changes[0].date is None
    assert (facts.tenures[0].start, facts.tenures[0].end, facts.tenures[0].body) == (None, None, None)
    assert facts.meetings[0].collective == ("đại diện các xã",)
    assert dropped == {"dates that are no EDTF": 2, "forms of names or groups that the article doesn't have": 2}
    assert list(find_faults(facts)) == []


def test_what_kg_fills_in_is_not_taken_from_the_answer() -> None:
    made = {**TENURE, "rule": "mine", "confidence": 7, "evidence": {"start": 0, "end": 3}, "further": 1}
    facts, dropped = read(tenures=[made])
    assert dropped == {}
    assert (facts.tenures[0].rule, facts.tenures[0].confidence) == ("chat", CONFIDENCE)


def test_an_article_in_another_unicode_form() -> None:
    apart = unicodedata.normalize("NFD", TEXT).replace("Chủ".replace("ủ", "u\u0309"), "Chu\u0309\u200b")
    facts, dropped = read(apart, tenures=[TENURE], changes=[CHANGE])
    assert dropped == {}
    assert list(find_text_faults(facts, apart)) == []
    assert "\u200b" in facts.tenures[0].quote


def test_a_fence_around_the_answer_is_no_fault() -> None:
    facts, _ = read_answer('```json\n{"persons": []}\n```', Document(id="a", text=TEXT))
    assert facts == Facts(id="a")


@pytest.mark.parametrize("content", ['{"persons": [', "", "5", "[]", '{"persons": {}}', "Here it is: {}", "[" * 99_999])
def test_what_is_no_record_at_all(content: str) -> None:
    with pytest.raises(KgError, match="no facts record"):
        read_answer(content, Document(id="a", text=TEXT))


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "p1", "p2", "Chủ tịch", "2021", "2021-99", "dự lễ"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["person", "quote"]), inner),
    max_leaves=4,
)


@given(st.sampled_from([TENURE, CHANGE, MEETING, CHANH]), st.data())
def test_whatever_comes_the_record_is_sound(good: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(good)))
    row = {**good, name: data.draw(_VALUES)}
    lists: dict[str, Any] = {"tenures": [row], "changes": [row], "meetings": [row, row], "persons": [CHANH, row]}
    facts, _ = read(**lists)
    assert list(find_faults(facts)) == []
    assert list(find_text_faults(facts, TEXT)) == []
    assert anchor_facts(facts, TEXT) == (facts, 0)
