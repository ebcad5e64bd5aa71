"""Facts records that tests start from."""

from __future__ import annotations

from kg.facts.records import (
    ArticleInfo,
    AttendeeFact,
    ChangeFact,
    Evidence,
    Facts,
    MeetingFact,
    NamedPerson,
    TenureFact,
)

TEXT = "Lễ khánh thành cầu Vạc\nBà Hoàng Mẫu Đơn, Chủ tịch huyện, được bầu năm 2020, chủ trì buổi lễ ngày 13/4."


def find(quote: str) -> Evidence:
    """Where a quote stands in the text."""
    start = TEXT.index(quote)
    return Evidence(start=start, end=start + len(quote))


FACTS = Facts(
    id="a",
    article=ArticleInfo(title="Lễ khánh thành cầu Vạc", published="2021-04-13"),
    persons=(NamedPerson(key="p1", name="Hoàng Mẫu Đơn", mentions=("Hoàng Mẫu Đơn",)),),
    tenures=(
        TenureFact(
            person="p1",
            post="Chủ tịch",
            body="UBND huyện",
            start="2020",
            quote="Hoàng Mẫu Đơn, Chủ tịch huyện",
            evidence=find("Hoàng Mẫu Đơn, Chủ tịch huyện"),
        ),
    ),
    changes=(ChangeFact(type="elected", person="p1", date="2020", quote="được bầu", evidence=find("được bầu")),),
    meetings=(
        MeetingFact(
            key="m1",
            name="Lễ khánh thành cầu Vạc",
            date="XXXX-04-13",
            attendees=(AttendeeFact(person="p1", role="chair", quote="chủ trì", evidence=find("chủ trì")),),
            quote="buổi lễ",
            evidence=find("buổi lễ"),
        ),
    ),
)
