"""Pages and data behind IRIs, over HTTP; some of the graph's texts try to break out of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import html
from rdflib import RDFS, Graph, Literal, URIRef

from kg.graph.people import Link
from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, Article, Attendance, Body, Change, Claim, Meeting, Person, Post, Tenure
from kg.serve.media import SUFFIXES, TRIPLES
from kg.serve.views import keep_web_address
from tests.serve.running import Response, Server, run_server, write_graph

BASE = "http://localhost:8080/vn/"
ATTACK = """<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;{{ 7*7 }}{% raw %}"""
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
GONE = "person-00000000000000aa"


def make_id(kind: str, number: int = 1) -> str:
    return f"{kind}-{number:016x}"


def make_hostile_graph() -> MemoryGraph:
    """One of everything, with an attack in every text; every address is a script."""
    person, post, body = make_id("person"), make_id("post"), make_id("body")
    claims = [
        Claim(
            id=make_id("claim", number),
            article=make_id("article"),
            says=ATTACK,
            quote=ATTACK,
            prefix=ATTACK,
            suffix=ATTACK,
            rule=ATTACK,
            **{about: make_id(about)},  # type: ignore[arg-type]  # one of the four references
        )
        for number, about in enumerate(("tenure", "change", "meeting", "attendance"), start=1)
    ]
    return MemoryGraph(
        [
            Person(id=person, name=ATTACK, names=(ATTACK, "Bùi Thị Đào")),
            Body(id=body, name=ATTACK, kind="party", wikidata="Q1"),
            Post(id=post, name=ATTACK, role=ATTACK, single_seat=True, body=body),
            Tenure(id=make_id("tenure"), person=person, post=post, acting=True, term=ATTACK, last_seen="2021-04-13"),
            Change(id=make_id("change"), type="elected", person=person, post=post, by=body, date="2020-01"),
            Meeting(id=make_id("meeting"), name=ATTACK, place=ATTACK, organiser=body, collective=(ATTACK,)),
            Attendance(id=make_id("attendance"), person=person, meeting=make_id("meeting"), role="chair"),
            Article(id=make_id("article"), doc=ATTACK, title=ATTACK, publisher=ATTACK, url="javascript:alert(1)"),
            *claims,
        ]
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the hostile graph, with a base of its own."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    moved = Link(doc="x", name="x", mention=GONE, person=make_id("person"))
    write_graph(folder, make_hostile_graph(), [moved])
    with run_server(folder, "--base", BASE) as running:
        yield running


def list_ids() -> list[str]:
    graph = make_hostile_graph()
    return [record.id for kind in CLASSES.values() for record in graph.records(kind)]


def check_page(response: Response) -> html.HtmlElement:
    """The page, when it is one that nothing has broken out into."""
    assert (response.status, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    page = html.document_fromstring(response.text)
    assert page.xpath("//script | //img | //iframe | //object | //style | //@*[starts-with(name(), 'on')]") == []
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //@src")
    assert set(loaded) == {"/style.css", "data:,"}
    for address in page.xpath("//@href"):
        assert re.match(r"/|data:,$|https://www\.wikidata\.org/wiki/Q\d+$|https?://", address), address
    assert "49" not in page.text_content()  # 7*7 worked out
    return page


@pytest.mark.parametrize("key", list_ids())
def test_hostile_texts_are_only_texts(hostile: Server, key: str) -> None:
    page = check_page(hostile.fetch(f"/page/{key}", headers=PAGE))
    assert ATTACK in page.text_content()
    assert page.xpath("string(//h1)") != ""


@pytest.mark.parametrize(
    "path", ["/?q=%3Cscript%3Ealert(1)%3C/script%3E", "/?q=%22%20OR%20class%3A*", "/?q=script+alert", "/?q=%00%ff", "/"]
)
def test_hostile_searches_are_only_texts(hostile: Server, path: str) -> None:
    check_page(hostile.fetch(path, headers=PAGE))


def test_hostile_queries_and_faults_are_only_texts(hostile: Server) -> None:
    page = check_page(hostile.ask("SELECT ?n { ?s <http://xmlns.com/foaf/0.1/name> ?n }", PAGE["Accept"]))
    assert ATTACK in page.xpath("//td/text()")
    for query in (f"# {ATTACK}\nASK {{}}", f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }} # {ATTACK}"):
        assert page is not None
        page = check_page(hostile.ask(query, PAGE["Accept"]))
        assert ATTACK in page.xpath("//textarea")[0].text
    broken = hostile.ask(f"SELECT {ATTACK}", PAGE["Accept"])
    assert (broken.status, "<script" in broken.text) == (400, False)
    missing = hostile.fetch(f"/page/{make_id('person', 77)}", headers=PAGE)
    assert (missing.status, "the graph has nothing with the id" in missing.text) == (404, True)


def test_facts_stand_with_their_quotes_and_sources(server: Server) -> None:
    page = check_page(server.fetch("/page/person-0000000000000001", headers=PAGE))
    assert page.xpath("string(//h1)") == "Ngô Thị An"
    headings = page.xpath("//h2/text()")
    assert headings == ["Posts held", "Changes", "Gave way to a successor", "Meetings attended"]
    quotes = page.xpath("//figure")
    assert quotes
    for quote in quotes:
        assert quote.xpath("string(.//mark)")
        assert quote.xpath(".//a[starts-with(@href, '/page/article-')]")
        assert quote.xpath(".//a[starts-with(@href, '/page/claim-')]")
    assert page.xpath("//a[@rel='noopener noreferrer']/@href")


def test_every_record_has_a_page_and_links_lead_somewhere(server: Server, small_graph: MemoryGraph) -> None:
    seen, left = set(), {f"/page/{record.id}" for kind in CLASSES.values() for record in small_graph.records(kind)}
    while left:
        path = left.pop()
        seen.add(path)
        page = check_page(server.fetch(path, headers=PAGE))
        left |= {str(link) for link in page.xpath("//a/@href") if str(link).startswith("/page/")} - seen
    assert len(seen) == sum(1 for kind in CLASSES.values() for _ in small_graph.records(kind))


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (PAGE["Accept"], "/page/{}"),
        ("*/*", "/data/{}.ttl"),
        ("text/turtle", "/data/{}.ttl"),
        ("application/ld+json", "/data/{}.jsonld"),
        ("application/n-triples", "/data/{}.nt"),
        ("application/rdf+xml", "/data/{}.rdf"),
    ],
)
@pytest.mark.parametrize(
    "kind", ["person", "body", "post", "tenure", "change", "meeting", "attendance", "article", "claim"]
)
def test_iris_lead_to_what_is_said_of_them(hostile: Server, kind: str, accept: str, ending: str) -> None:
    key = make_id(kind)
    led = hostile.fetch(f"/vn/{key}", headers={"Accept": accept})
    assert (led.status, led.headers["location"]) == (303, ending.format(key))
    assert "Accept" in led.headers["vary"].split(", ")
    there = hostile.fetch(led.headers["location"], headers={"Accept": accept})
    assert there.status == 200
    if "/data/" in led.headers["location"]:
        suffix = led.headers["location"].rpartition(".")[2]
        media_type = next(form for form, known in SUFFIXES.items() if known == suffix)
        assert there.headers["content-type"].partition(";")[0] == media_type
        subjects = {str(quad.subject) for quad in ox.parse(there.body, TRIPLES[media_type])}
        assert f"<{BASE}{key}>" in subjects


def test_data_holds_a_thing_and_what_is_around_it(server: Server) -> None:
    key = "person-0000000000000001"
    forms = {
        suffix: {str(quad.triple) for quad in ox.parse(server.fetch(f"/data/{key}.{suffix}").body, TRIPLES[media_type])}
        for media_type, suffix in SUFFIXES.items()
    }
    assert forms["ttl"] == forms["nt"] == forms["jsonld"] == forms["rdf"]
    every = Graph().parse(data="\n".join(f"{triple} ." for triple in forms["nt"]), format="nt")
    person = URIRef(f"https://w3id.org/kg-vn/id/{key}")
    assert (person, RDFS.label, Literal("Ngô Thị An")) in every
    assert any(True for _ in every.subjects(URIRef("http://www.w3.org/ns/org#member"), person))
    asked = f"CONSTRUCT {{ <{person}> ?p ?o }} {{ <{person}> ?p ?o }}"
    own = Graph().parse(data=server.ask(asked, "application/n-triples").body, format="nt")
    assert set(own) == set(every.triples((person, None, None)))


def test_ids_that_a_merge_left_behind_lead_on(hostile: Server) -> None:
    key = make_id("person")
    assert hostile.fetch(f"/vn/{GONE}").headers["location"] == f"/data/{key}.ttl"
    for path in (f"/page/{GONE}", f"/data/{GONE}.nt"):
        moved = hostile.fetch(path)
        assert (moved.status, moved.headers["location"]) == (301, path.replace(GONE, key))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/person-0000000000000077", 404),
        ("/id/person-1", 404),
        ("/id/nothing-0000000000000001", 404),
        ("/data/person-0000000000000001.exe", 404),
        ("/page/..%2f..%2fetc%2fpasswd", 404),
        ("/id/person-0000000000000001/", 307),
    ],
)
def test_what_is_not_there_is_told(server: Server, path: str, status: int) -> None:
    assert server.fetch(path).status == status


def test_a_form_that_there_is_not_is_told(server: Server) -> None:
    answer = server.fetch("/id/person-0000000000000001", headers={"Accept": "image/png"})
    assert (answer.status, "text/html, text/turtle" in answer.text) == (406, True)


@pytest.mark.parametrize("words", ["ngo thi an", "Ngô Thị An", "AN NGÔ", "person-0000000000000001"])
def test_names_are_found_as_people_type_them(server: Server, words: str) -> None:
    found = server.fetch(
        f"/?q={words.replace(' ', '+').replace('Ô', '%C3%94').replace('ô', '%C3%B4').replace('ị', '%E1%BB%8B')}",
        headers=PAGE,
    )
    if words.startswith("person-"):
        assert (found.status, found.headers["location"]) == (303, "/id/person-0000000000000001")
        return
    page = check_page(found)
    assert "/page/person-0000000000000001" in page.xpath("//ul[@class='hits']//a/@href")


def test_posts_and_bodies_are_found(server: Server) -> None:
    page = check_page(server.fetch("/?q=tinh+song+may", headers=PAGE))
    kinds = {str(link).split("/")[2].partition("-")[0] for link in page.xpath("//ul[@class='hits']//a/@href")}
    assert {"body", "post"} <= kinds


def test_a_name_that_is_not_found_is_told(server: Server) -> None:
    page = check_page(server.fetch("/?q=Ngo+Thi+Ann", headers=PAGE))
    assert page.xpath("string(//h1)") == "Nothing found"
    assert page.xpath("//a[contains(@href, '/?q=Ng')]/text()") == ["Ngô Thị An"]


def test_answers_stand_on_the_page_of_the_form(server: Server) -> None:
    asked = "SELECT ?s ?l { ?s a <http://xmlns.com/foaf/0.1/Person> ; <http://xmlns.com/foaf/0.1/name> ?l } ORDER BY ?l"
    page = check_page(server.ask(asked, PAGE["Accept"]))
    assert page.xpath("//th/text()") == ["s", "l"]
    assert "/page/person-0000000000000001" in page.xpath("//td/a/@href")
    assert page.xpath("//textarea")[0].text.strip() == asked
    form = check_page(server.fetch("/sparql", headers=PAGE))
    example = form.xpath("//textarea")[0].text
    assert json.loads(server.ask(example).body)["results"]["bindings"]
    assert "yes" in check_page(server.ask("ASK {}", "text/html")).xpath("//td/text()")
    posted = server.fetch(
        "/sparql",
        method="POST",
        headers={**PAGE, "Content-Type": "application/x-www-form-urlencoded"},
        body=b"query=ASK%7B%7D",
    )
    assert "yes" in check_page(posted).xpath("//td/text()")


def test_descriptions_are_of_the_users_own_address(hostile: Server) -> None:
    described = hostile.fetch("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    assert "<http://localhost:8080/sparql>" in described
    assert f'uriSpace> "{BASE}"' in described


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//example.org/", False),
        ("https:example.org", False),
        ("http://[", False),
        ("example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(text: str | None, kept: bool) -> None:  # noqa: FBT001 - a row of the table
    assert keep_web_address(text) == (text if kept else None)
