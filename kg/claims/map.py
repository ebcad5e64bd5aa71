"""Maps the facts of an article to claims in the terms of the ontology."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.claims.bodies import ParsedBody, parse_body
from kg.claims.homes import find_home, parse_body_at
from kg.claims.ids import make_id, make_mention_id
from kg.claims.lineage import find_life
from kg.claims.posts import parse_post
from kg.claims.records import (
    ArticleClaims,
    AttendanceClaim,
    ChangeClaim,
    MeetingClaim,
    Mention,
    PostRef,
    TenureClaim,
    Words,
)
from kg.claims.when import When, choose_in_time, find_day, when_changed, when_held
from kg.facts.records import AttendeeFact, ChangeFact, Evidence, Facts, MeetingFact, TenureFact
from kg.lexicon.fold import squash

#: The body of a post whose body the article doesn't name: the claim is kept, but such posts never count as one seat.
UNNAMED_BODY = "(cơ quan không nêu)"
#: The body of a foreign official's post that is named like one of Vietnam's: "Thủ tướng" of another government.
FOREIGN_BODY = "(cơ quan nước ngoài)"


def map_facts(facts: Facts) -> ArticleClaims:
    """The claims of one article.

    People without any post (`official` false) are left out, with what is said of them: the graph is of officials.
    """
    return _Mapper(facts).map()


class _Mapper:
    """Maps one article, knowing which of its person keys are officials."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.day = facts.article.published
        statuses: defaultdict[tuple[str, str, str | None], set[str]] = defaultdict(set)
        for fact in facts.tenures:
            statuses[fact.person, fact.post, fact.body].add(fact.status)
        self.acting = {key for key, said in statuses.items() if said == {"acting"}}
        self.home = find_home(_list_bodies(facts), on=self.day)
        names = Counter(squash(person.name) for person in facts.persons)
        self.mentions = {
            person.key: Mention(
                id=make_mention_id(facts.id, person.name, person.key if names[squash(person.name)] > 1 else None),
                doc=facts.id,
                name=person.name,
                scope=person.scope,
                names=tuple(sorted({person.name, *person.mentions})),
            )
            for person in facts.persons
            if person.official
        }

    def map(self) -> ArticleClaims:
        facts = self.facts
        return ArticleClaims(
            id=make_id("article", facts.id),
            doc=facts.id,
            article=facts.article,
            mentions=tuple(self.mentions.values()),
            tenures=tuple(self._map_tenure(fact) for fact in facts.tenures if fact.person in self.mentions),
            changes=tuple(self._map_change(fact) for fact in facts.changes if fact.person in self.mentions),
            meetings=tuple(self._map_meeting(fact) for fact in facts.meetings),
        )

    def _claim_id(self, kind: str, *parts: str | None) -> str:
        return make_id("claim", self.facts.id, kind, *(part or "" for part in parts))

    def _parse(self, body: str | None, when: When) -> tuple[ParsedBody | None, str | None]:
        if body is None:
            return None, None
        parsed = choose_in_time(parse_body_at(body, self.home, on=when.day), when)
        alone = parsed.vague or body in (UNNAMED_BODY, FOREIGN_BODY)  # nobody knows whether two articles mean one
        return parsed, make_id("body", parsed.key, *([self.facts.id] if alone else []))

    def _refer(self, role: str, body: str | None, person: str, when: When) -> PostRef:
        if self.mentions[person].scope == "foreign" and _is_ours(body):
            body = None
        unnamed = FOREIGN_BODY if self.mentions[person].scope == "foreign" else UNNAMED_BODY
        parsed, body_id = self._parse(body if body is not None else unnamed, when)
        assert parsed is not None  # noqa: S101 - a name was given
        assert body_id is not None  # noqa: S101
        post, life = parse_post(role, parsed), find_life(parsed)
        return PostRef(
            id=make_id("post", body_id, squash(post.role)),
            name=post.name,
            role=post.role,
            single_seat=post.single_seat and body is not None,
            collective=post.collective,
            vague=parsed.vague or body is None,
            body=parsed,
            body_id=body_id,
            since=life.since,
            until=life.until,
        )

    def _map_tenure(self, fact: TenureFact) -> TenureClaim:
        mention = self.mentions[fact.person].id
        return TenureClaim(
            id=self._claim_id("tenure", mention, fact.post, fact.body, fact.status, fact.start, fact.end, fact.quote),
            doc=self.facts.id,
            mention=mention,
            post=self._refer(fact.post, fact.body, fact.person, when_held(fact, self.day)),
            status=fact.status,
            start=fact.start,
            end=fact.end,
            term=fact.term,
            words=_words(fact),
        )

    def _map_change(self, fact: ChangeFact) -> ChangeClaim:
        mention = self.mentions[fact.person].id
        replaced = self.mentions.get(fact.replaces) if fact.replaces is not None else None
        when = when_changed(fact, self.day)
        by, by_id = self._parse(fact.by, When(day=when.day))
        return ChangeClaim(
            id=self._claim_id("change", mention, fact.type, fact.post, fact.body, fact.date, fact.quote),
            doc=self.facts.id,
            mention=mention,
            type=fact.type,
            post=self._refer(fact.post, fact.body, fact.person, when) if fact.post is not None else None,
            date=fact.date,
            by=by,
            by_id=by_id,
            replaces=replaced.id if replaced is not None else None,
            acting=fact.post is not None and (fact.person, fact.post, fact.body) in self.acting,
            words=_words(fact),
        )

    def _map_meeting(self, fact: MeetingFact) -> MeetingClaim:
        organiser, organiser_id = self._parse(fact.organiser, When(day=find_day(fact.date, self.day)))
        claim_id = self._claim_id("meeting", fact.key, fact.name, fact.date, fact.quote)
        return MeetingClaim(
            id=claim_id,
            doc=self.facts.id,
            name=fact.name,
            date=fact.date,
            place=fact.place,
            organiser=organiser,
            organiser_id=organiser_id,
            collective=fact.collective,
            attendances=tuple(
                self._map_attendance(claim_id, fact, attendee)
                for attendee in fact.attendees
                if attendee.person in self.mentions
            ),
            words=_words(fact),
        )

    def _map_attendance(self, meeting: str, fact: MeetingFact, attendee: AttendeeFact) -> AttendanceClaim:
        mention = self.mentions[attendee.person].id
        return AttendanceClaim(
            id=self._claim_id("attendance", meeting, mention),
            doc=self.facts.id,
            mention=mention,
            role=attendee.role,
            words=_words(fact, quote=attendee.quote, evidence=attendee.evidence),
        )


def _is_ours(body: str | None) -> bool:
    """Whether the word lists know the body as one of Vietnam's."""
    return body is not None and parse_body(body).level is not None


def _list_bodies(facts: Facts) -> list[str]:
    named = [tenure.body for tenure in facts.tenures]
    named += [change.body for change in facts.changes]
    named += [meeting.organiser for meeting in facts.meetings]
    return [body for body in named if body is not None]


def _words(
    fact: TenureFact | ChangeFact | MeetingFact, *, quote: str | None = None, evidence: Evidence | None = None
) -> Words:
    """The words of a fact; an attendee's own words come before those of its meeting."""
    place = evidence if quote is not None else fact.evidence
    return Words(
        quote=quote if quote is not None else fact.quote,
        start=place.start if place is not None else None,
        end=place.end if place is not None else None,
        prefix=(place.prefix or None) if place is not None else None,
        suffix=(place.suffix or None) if place is not None else None,
        rule=fact.rule or None,
        confidence=fact.confidence,
    )
