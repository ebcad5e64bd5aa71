"""The built-in extractor: a grammar over word lists, on the CPU, offline."""

from __future__ import annotations

from kg.documents.records import Document
from kg.facts.article import describe_document
from kg.facts.changes import find_changes
from kg.facts.confidence import rate_facts
from kg.facts.meetings import find_meetings
from kg.facts.moves import leave_posts
from kg.facts.persons import list_persons
from kg.facts.records import Facts
from kg.facts.tenures import find_tenures
from kg.mentions.analyse import analyse
from kg.mentions.dates import find_dates


class BuiltinExtractor:
    """Reads what an article says about officials; the default of the `kg.extractors` plug-ins."""

    name = "builtin"

    def extract(self, document: Document) -> Facts:
        """The facts of one article, each with its evidence, rule and confidence."""
        analysis = analyse(document)
        dates = find_dates(analysis.text, published=document.published)
        tenures, changes = find_changes(analysis, find_tenures(analysis), dates)
        tenures = leave_posts(analysis, tenures, changes)
        meetings = find_meetings(analysis, dates=dates, changes=changes)
        persons = list_persons(analysis, tenures, changes)
        facts = Facts(
            id=document.id,
            article=describe_document(document),
            persons=persons,
            tenures=tenures,
            changes=changes,
            meetings=meetings,
        )
        return rate_facts(facts)
