"""Posts and people are found by what a user types; answers carry their evidence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import AmbiguousError, NotFoundError
from kg.graph.build import build_graph
from kg.graph.lookup import find_holders, find_posts, keep_closest
from kg.graph.people_lookup import find_person, list_changes, list_history, list_meetings, list_posts
from kg.graph.records import Attendance
from kg.graph.store import Graph, open_graph
from kg.graph.together import find_chain, find_companions, make_network
from kg.lexicon.requests import has_marks
from tests.graph.sample import read_sample


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("graph")
    build_graph(folder, read_sample())
    with open_graph(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("post", "body", "name"),
    [
        ("Chủ tịch UBND tỉnh Ninh Bình", None, "Chủ tịch UBND tỉnh Ninh Bình"),
        ("CT UBND Ninh Bình", None, "Chủ tịch UBND tỉnh Ninh Bình"),
        ("chu tich uy ban nhan dan tinh ninh binh", None, "Chủ tịch UBND tỉnh Ninh Bình"),
        ("Chủ tịch", "Ninh Binh", "Chủ tịch UBND tỉnh Ninh Bình"),
        ("bi thu ninh binh", None, "Bí thư Tỉnh ủy Ninh Bình"),
        ("Trưởng ban Tuyên giáo Tỉnh ủy", "Ninh Bình", "Trưởng ban Tuyên giáo Tỉnh ủy Ninh Bình"),
        ("giam doc so y te", None, "Giám đốc Sở Y tế tỉnh Cà Mau"),
    ],
)
def test_post_is_found_as_a_user_types_it(graph: Graph, post: str, body: str | None, name: str) -> None:
    assert find_posts(graph, post, body)[0].name == name


@pytest.mark.parametrize(
    "post", ["Phó Chủ tịch UBND tỉnh Ninh Bình", "Chủ tịch UBND tỉnh Hà Giang", '"*) OR NEAR(', ""]
)
def test_post_that_is_not_there_is_not_guessed(graph: Graph, post: str) -> None:
    with pytest.raises(NotFoundError, match="no post has all of these words"):
        find_posts(graph, post)


def test_holder_on_a_day(graph: Graph) -> None:
    posts = find_posts(graph, "Chủ tịch UBND tỉnh Ninh Bình")
    (early,) = find_holders(graph, posts, "2020-12-31")
    assert early.person.name == "Đinh Quang Khải"
    (late,) = [h for h in find_holders(graph, posts, "2021-12-31") if h.verdict is not None]
    assert (late.person.name, late.verdict.answer if late.verdict else None) == ("Trịnh Công Thắng", "certain")
    assert late.cited[0].claim.quote == "Chủ tịch Trịnh Công Thắng"  # of the article nearest to the day
    first, second = find_holders(graph, posts)
    assert (first.person.name, second.person.name) == ("Đinh Quang Khải", "Trịnh Công Thắng")
    assert second.cited[0].claim.quote == "HĐND tỉnh bầu ông Trịnh Công Thắng"  # what says when it began


@pytest.mark.parametrize(
    ("request_", "name", "fits"),
    [
        ("Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Ninh Bình", True),
        ("chu tich ubnd tinh", "Chủ tịch UBND Hà Tĩnh", True),
        ("Chủ tịch UBND tỉnh", "Chủ tịch UBND Hà Tĩnh", False),
        ("ủy ban nhân dân thành phố Hồ Chí Minh", "Chủ tịch UBND TP.HCM", True),
        ("GĐ Sở Y tế", "Giám đốc Sở Y tế tỉnh Cà Mau", True),
    ],
)
def test_words_typed_with_diacritics_are_meant_with_them(request_: str, name: str, fits: bool) -> None:  # noqa: FBT001
    assert has_marks(request_, name) == fits


def test_closest_posts_are_kept_and_the_others_known(graph: Graph) -> None:
    found = find_posts(graph, "Chủ tịch")
    assert len(found) == 1
    assert keep_closest(found, "Chủ tịch") == found


def test_namesake_elsewhere_stays_apart(graph: Graph) -> None:
    with pytest.raises(AmbiguousError, match="Giám đốc Sở Y tế tỉnh Cà Mau"):
        find_person(graph, "trinh cong thang")


def test_person_is_found_without_diacritics_by_spelling_variant_and_by_id(graph: Graph) -> None:
    person = find_person(graph, "vu thi thanh hoa")
    assert person.names == ("Vũ Thị Thanh Hoà", "Vũ Thị Thanh Hòa")
    assert find_person(graph, person.id) == find_person(graph, "Vũ Thị Thanh Hoà") == person
    mentions = {link.mention for link in graph.links() if link.person == person.id}
    assert len(mentions) == 2
    assert {find_person(graph, mention) for mention in mentions} == {person}


@pytest.mark.parametrize("name", ["Nguyễn Không Ai", "Lê Dân", "person-0000000000000000", ""])
def test_unknown_person_is_not_guessed(graph: Graph, name: str) -> None:
    with pytest.raises(NotFoundError):
        find_person(graph, name)


def test_history_of_a_person(graph: Graph) -> None:
    person = find_person(graph, "Đinh Quang Khải")
    assert [line.said for line in list_posts(graph, person)] == ["Chủ tịch UBND tỉnh Ninh Bình", "Thứ trưởng Bộ Nội vụ"]
    assert list_posts(graph, person)[0].when == "by 2020-10-05 – by 2021-07-01"
    assert len(list_meetings(graph, person)) == 1
    assert all(line.cited for line in list_history(graph, person))


def test_nomination_is_a_change_and_no_post(graph: Graph) -> None:
    person = find_person(graph, "Phan Bảo An")
    assert [line.said for line in list_posts(graph, person)] == ["Bí thư (cơ quan không nêu)"]
    said = [(line.said, len(line.cited)) for line in list_changes(graph, person)]
    assert sorted(said) == [("disciplined", 1), ("nominated: Chủ tịch UBND tỉnh Ninh Bình", 2)]


def test_meeting_told_twice_is_one(graph: Graph) -> None:
    companions = find_companions(graph, find_person(graph, "Lò Văn Minh"))
    assert [(c.other.name, len(c.meetings), c.meetings[0][2].role) for c in companions] == [
        ("Vũ Thị Thanh Hòa", 1, "chair"),
        ("Đinh Quang Khải", 1, "speaker"),
    ]


def test_chain_and_network(graph: Graph) -> None:
    network = make_network(graph.records(Attendance))
    assert sorted(dict(network.degree()).values()) == [2, 2, 2]
    first, last = find_person(graph, "Lò Văn Minh"), find_person(graph, "Đinh Quang Khải")
    assert [p.name for p in find_chain(graph, first, last)] == ["Lò Văn Minh", "Đinh Quang Khải"]
    assert find_chain(graph, first, find_person(graph, "Phan Bảo An")) == []


def test_misspelled_name_is_answered_with_the_likely_ones(graph: Graph) -> None:
    with pytest.raises(NotFoundError, match="did you mean Đinh Quang Khải"):
        find_person(graph, "Đinh Quang Khair")
