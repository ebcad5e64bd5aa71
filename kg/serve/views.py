"""What a record's page shows, as plain values for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from kg.graph.lookup import Cited, cite, cite_tenure
from kg.graph.records import Article, Attendance, Body, Change, Claim, GraphRecord, Meeting, Person, Tenure
from kg.graph.store import Graph
from kg.graph.tenures import known_from
from kg.graph.time import describe_time
from kg.ontology import Property, load_ontology
from kg.serve.neighbours import MOST, Group, list_groups, list_named

#: so many quotes stand below a line; the fact's own page has all
_QUOTES = 2

#: class and property of those that name a record → the heading that they stand under on its page
HEADINGS = {
    ("Area", "within"): "Territories in it",
    ("Area", "successors"): "It took the place of",
    ("Body", "parent"): "Bodies that belong to it",
    ("Body", "area"): "Bodies",
    ("Body", "successors"): "It took the place of",
    ("Post", "body"): "Posts",
    ("Tenure", "person"): "Posts held",
    ("Tenure", "post"): "Holders",
    ("Change", "person"): "Changes",
    ("Change", "post"): "Changes",
    ("Change", "tenure"): "Changes that touch it",
    ("Change", "by"): "Decisions",
    ("Change", "replaces"): "Gave way to a successor",
    ("Meeting", "organiser"): "Meetings held",
    ("Attendance", "person"): "Meetings attended",
    ("Attendance", "meeting"): "Who was there",
    ("Claim", "article"): "What the article says",
}
#: the heading of claims about anything
EVIDENCE = "The words that say so"

#: class → the properties that tell its records in a line
_TELLING: dict[type[GraphRecord], tuple[str, ...]] = {
    Tenure: ("person", "post"),
    Change: ("type", "person", "post", "by"),
    Attendance: ("role", "person", "meeting"),
    Claim: ("says",),
}
#: properties that hold no words for a reader, or that the page's title has
_SILENT = frozenset({"name", "names", "title", "says", "quote", "prefix", "suffix"})
#: what goes without saying
_MUTE = ("vn", False)
#: what comes last on a page
_LAST = ("Body", "Area")


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Words, and the id or the address that they lead to, if any; `vi` when they are the articles' own."""

    text: str
    key: str | None = None
    url: str | None = None
    vi: bool = False


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """The words of an article, with what stands around them in the sentence."""

    before: str
    words: str
    after: str
    article: Link
    source: str
    url: str | None
    claim: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line: when, what in linked words, the words that say so, and how many more of them there are."""

    key: str
    when: str
    said: tuple[Link, ...]
    quotes: tuple[Quote, ...]
    further: int


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Lines under a heading; `more` if some are left out."""

    heading: str
    rows: tuple[Row, ...]
    more: bool


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A page: what it is about, the values it has, and what is said about it."""

    key: str
    kind: str
    doc: str
    title: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    sections: tuple[Section, ...]


def view_record(graph: Graph, record: GraphRecord) -> View:
    """The page of a record."""
    kind = type(record).__name__
    return View(
        key=record.id,
        kind=kind,
        doc=load_ontology().classes[kind].doc,
        title=name_record(graph, record),
        facts=tuple(_list_facts(graph, record)),
        sections=tuple(_list_sections(graph, record)),
    )


def name_record(graph: Graph, record: GraphRecord) -> str:
    """What a record is called on a page."""
    for field in ("name", "title", "says"):
        if (name := getattr(record, field, None)) is not None:
            return str(name)
    if isinstance(record, Article):
        return record.doc
    return " – ".join(link.text for link in _tell(graph, record, ""))


def _list_facts(graph: Graph, record: GraphRecord) -> Iterator[tuple[str, tuple[Link, ...]]]:
    if isinstance(record, Tenure) and (time := describe_time(record)):
        yield "held", (Link(text=time),)
    if isinstance(record, Person) and (names := [name for name in record.names if name != record.name]):
        yield "also written", tuple(Link(text=name, vi=True) for name in names)
    for name, prop in load_ontology().classes[type(record).__name__].properties.items():
        if (
            name not in _SILENT
            and getattr(record, name) not in _MUTE
            and (links := tuple(_show(graph, record, name, prop)))
        ):
            yield name.replace("_", " "), links


def _show(graph: Graph, record: GraphRecord, name: str, prop: Property) -> Iterator[Link]:
    value = getattr(record, name)
    if value is None or value is False:
        return
    values = value if prop.many else (value,)
    if prop.type == "ref":
        named = {one.id: one for one in list_named(graph, record)}
        yield from (Link(text=name_record(graph, named[key]), key=key, vi=True) for key in values if key in named)
        return
    for one in values:
        text = "yes" if one is True else str(one)
        address = _make_address(name, text)
        yield Link(text=text, url=address, vi=prop.type == "string" and address is None)


def _make_address(name: str, text: str) -> str | None:
    return f"https://www.wikidata.org/wiki/{text}" if name == "wikidata" else keep_web_address(text)


def keep_web_address(text: str | None) -> str | None:
    """The text when it is the address of a web page; articles come from anywhere, and so may `javascript:`."""
    if text is None or any(char.isspace() for char in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def _list_sections(graph: Graph, record: GraphRecord) -> Iterator[Section]:
    groups = sorted(list_groups(graph, record), key=lambda group: group.class_name in _LAST)
    if isinstance(record, Body):
        yield from _list_holders(graph, record)
    for group in (group for group in groups if not _is_evidence(group)):
        rows = (_make_row(graph, one, record) for one in sorted(group.records, key=_date))
        heading = HEADINGS.get((group.class_name, group.reference), f"{group.class_name}: {group.reference}")
        yield Section(heading=heading, rows=tuple(rows), more=group.more)
    cited = (record,) if isinstance(record, Claim) else _find_claims(groups)
    if cited:
        rows = (_make_row(graph, claim, record) for claim in cited)
        yield Section(heading=EVIDENCE, rows=tuple(rows), more=any(group.more for group in groups))


def _list_holders(graph: Graph, body: Body) -> Iterator[Section]:
    of_body = 'post IN (SELECT id FROM "Post" WHERE body = ?) ORDER BY id LIMIT ?'
    found = list(graph.select(Tenure, of_body, [body.id, MOST + 1]))
    if found:
        rows = (_make_row(graph, tenure, body) for tenure in sorted(found[:MOST], key=_date))
        yield Section(heading="Holders of its posts", rows=tuple(rows), more=len(found) > MOST)


def _is_evidence(group: Group) -> bool:
    return group.class_name == "Claim" and group.reference != "article"


def _find_claims(groups: Sequence[Group]) -> tuple[GraphRecord, ...]:
    return tuple(one for group in groups if _is_evidence(group) for one in group.records)


def _date(record: GraphRecord) -> tuple[str, str]:
    if isinstance(record, Tenure):
        return known_from(record) or "9", record.id
    return str(getattr(record, "earliest", None) or getattr(record, "name", "")), record.id


def _make_row(graph: Graph, record: GraphRecord, page: GraphRecord) -> Row:
    # The same words may be claims of several kinds, such as a change and the post that it leads to.
    cited = list({(item.article.id, item.sentence): item for item in reversed(_cite(graph, record))}.values())[::-1]
    shown = 1 if isinstance(record, Claim) else _QUOTES
    said = () if record.id == page.id else tuple(_tell(graph, record, page.id))
    return Row(
        key=record.id,
        when=describe_time(record) if isinstance(record, Tenure) else str(_find_date(graph, record) or ""),
        said=said,
        quotes=tuple(_quote(item) for item in cited[:shown]),
        further=max(0, len(cited) - shown),
    )


def _find_date(graph: Graph, record: GraphRecord) -> str | None:
    if isinstance(record, Attendance):
        meeting = graph.get(Meeting, record.meeting)
        return None if meeting is None else meeting.date
    return getattr(record, "date", None)


def _tell(graph: Graph, record: GraphRecord, page: str) -> Iterator[Link]:
    """A record in linked words, without what it says of the page's own record."""
    fields = _TELLING.get(type(record))
    if fields is None:
        yield Link(text=name_record(graph, record), key=record.id, vi=True)
        return
    properties = load_ontology().classes[type(record).__name__].properties
    if "type" in fields or "role" in fields or isinstance(record, Claim):
        first, *fields_left = fields
        text = str(getattr(record, first)).replace("_", " ")
        yield Link(text=text, key=_find_subject(record), vi=isinstance(record, Claim))
    else:
        fields_left = list(fields)
    for field in fields_left:
        yield from (link for link in _show(graph, record, field, properties[field]) if link.key != page)
    if isinstance(record, Tenure) and record.acting:
        yield Link(text="acting")


def _find_subject(record: GraphRecord) -> str:
    """Where the first words of a line lead: a claim's to what it is about, others' to the record."""
    if isinstance(record, Claim):
        return record.tenure or record.change or record.meeting or record.attendance or record.id
    return record.id


def _cite(graph: Graph, record: GraphRecord) -> Sequence[Cited]:
    if isinstance(record, Tenure):
        return cite_tenure(graph, record.id)
    if isinstance(record, Change | Meeting | Attendance):
        return cite(graph, type(record).__name__.lower(), record.id)
    if isinstance(record, Claim) and (article := graph.get(Article, record.article)) is not None:
        return (Cited(claim=record, article=article),)
    return ()


def _quote(cited: Cited) -> Quote:
    claim, article = cited.claim, cited.article
    return Quote(
        before=claim.prefix or "",
        words=claim.quote,
        after=claim.suffix or "",
        article=Link(text=article.title or article.doc, key=article.id, vi=True),
        source=", ".join(part for part in (article.publisher, article.published) if part),
        url=keep_web_address(article.url),
        claim=claim.id,
    )
