"""An annotation of invented articles and what an imagined extractor says of them, with one miss of each kind."""

from __future__ import annotations

from typing import Any

import msgspec

from kg.facts.records import Facts

TEXT = (
    "Họp Hội đồng nhân dân huyện Sông Mây\n"
    "Sáng 2-3, HĐND huyện Sông Mây họp kỳ thứ ba. Bà Lò Thị Chanh, Chủ tịch HĐND huyện, chủ trì. "
    "Ông Vàng A Mận, Phó Chủ tịch UBND huyện, được bầu làm Chủ tịch UBND huyện thay ông Hồ Văn Quýt. "
    "Ông Mận cảm ơn ông Lê Văn Bưởi, Trưởng ban Tổ chức Huyện ủy. Ông Tạ Đình Ổi, thợ mộc, đứng xem."
)
QUOTES = {"c": "Bà Lò Thị Chanh, Chủ tịch HĐND huyện", "m": "được bầu làm Chủ tịch UBND huyện"}


def person(key: str, name: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": name, **more}


def tenure(who: str, post: str, body: str, **more: Any) -> dict[str, Any]:
    return {"person": who, "post": post, "body": body, "quote": "Chủ tịch", **more}


def change(type_: str, who: str, post: str, body: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "person": who, "post": post, "body": body, "quote": QUOTES["m"], **more}


def make_facts(id_: str = "a", **lists: Any) -> Facts:
    return msgspec.convert({"id": id_, **lists}, Facts)


GOLD = make_facts(
    persons=[
        person("p1", "Lò Thị Chanh"),
        person("p2", "Vàng A Mận"),
        person("p3", "Hồ Văn Quýt"),
        person("p4", "Lê Văn Bưởi"),
        person("p5", "Tạ Đình Ổi", official=False),
        person("p6", "Ban Ki-moon", scope="foreign"),
    ],
    tenures=[
        tenure("p1", "Chủ tịch", "HĐND huyện Sông Mây", quote=QUOTES["c"]),
        tenure("p2", "Phó Chủ tịch", "UBND huyện Sông Mây", status="former"),
        tenure("p2", "Chủ tịch", "UBND huyện Sông Mây", status="incoming"),
        tenure("p3", "Chủ tịch", "UBND huyện Sông Mây", status="former"),
        tenure("p4", "Trưởng ban", "Ban Tổ chức Huyện ủy Sông Mây"),
        tenure("p6", "Tổng Thư ký", "Liên Hợp Quốc"),
    ],
    changes=[
        change("elected", "p2", "Chủ tịch", "UBND huyện Sông Mây", date="XXXX-03-02", replaces="p3"),
        change("dismissed", "p3", "Chủ tịch", "UBND huyện Sông Mây"),
    ],
    meetings=[
        {
            "key": "m1",
            "name": "kỳ họp thứ ba HĐND huyện Sông Mây",
            "date": "XXXX-03-02",
            "organiser": "HĐND huyện Sông Mây",
            "attendees": [
                {"person": "p1", "role": "chair"},
                {"person": "p2", "role": "speaker"},
                {"person": "p3"},
                {"person": "p4"},
            ],
            "quote": "HĐND huyện Sông Mây họp kỳ thứ ba",
        },
        {"key": "m2", "name": "lễ mừng", "attendees": [{"person": "p2"}], "quote": "họp"},
    ],
)

#: Right: the tenure of p1 in another spelling, p4's in another title, and p2's old one with another status.
#: Wrong: the bodies and posts of others, a carpenter as an official, a citizen nobody named, a foreigner who is left
#: out, a type of change, a meeting.
SYSTEM = make_facts(
    persons=[
        person("a", "LÒ THỊ CHANH"),
        person("b", "Vàng A Mận"),
        person("c", "Lê Văn Bưởi"),
        person("d", "Tạ Đình Ổi"),
        person("e", "Sông Mây"),
        person("f", "Ban Ki-moon"),
    ],
    tenures=[
        tenure("a", "Chủ tịch", "Hội đồng nhân dân huyện Sông Mây", rule="aside", confidence=0.9, quote=QUOTES["c"]),
        tenure("b", "Phó Chủ tịch", "UBND huyện Sông Mây", rule="aside", confidence=0.9),
        tenure("b", "Chủ tịch", "UBND tỉnh Sông Mây", rule="link", confidence=0.55),
        tenure("c", "Trưởng", "Ban Tổ chức Huyện ủy Sông Mây", rule="aside", confidence=0.9),
        tenure("c", "Ủy viên", "Huyện ủy Sông Mây", rule="aside", confidence=0.95),
        tenure("e", "Thợ", "Huyện ủy Sông Mây", rule="link", confidence=0.55),
        tenure("f", "Tổng Thư ký", "Liên Hợp Quốc", rule="aside"),
    ],
    changes=[
        change("appointed", "b", "Chủ tịch", "UBND huyện Sông Mây", rule="appoint", confidence=0.8),
    ],
    meetings=[
        {
            "key": "m1",
            "name": "lễ hội",
            "attendees": [{"person": "d", "role": "attendee"}],
            "quote": "họp",
            "rule": "noun",
        },
        {
            "key": "m2",
            "name": "kỳ họp",
            "date": "2021-03-02",
            "attendees": [
                {"person": "a", "role": "host", "quote": "chủ trì"},
                {"person": "b", "role": "speaker"},
                {"person": "d"},
            ],
            "quote": "HĐND huyện Sông Mây họp",
            "rule": "verb",
            "confidence": 1.0,
        },
    ],
)
