"""An extractor's records held against an annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from kg.documents.faults import FaultLog
from kg.documents.read import read_documents
from kg.errors import KgError
from kg.evaluation.compare import compare_records
from kg.evaluation.figures import Figures
from kg.evaluation.records import Finding, Said
from kg.facts.read import read_facts
from kg.facts.records import ChangeFact, Facts, MeetingFact, TenureFact
from kg.mentions.sentences import split_sentences

_SHOWN = 5


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What an evaluation found.

    Attributes:
        findings: in the order of the annotation.
        texts: the texts of annotated articles by their ids, as far as they were given.
        evidence: how many quotes stand where their evidence says; None without texts.
    """

    findings: tuple[Finding, ...]
    texts: dict[str, str] = {}
    evidence: Figures | None = None

    def find_sentence(self, finding: Finding) -> str:
        """The sentence that a finding is about: the annotation's of a missed fact, else the system's."""
        said = finding.gold if finding.outcome == "missed" else finding.found
        return "" if said is None else _find_sentence(said, self.texts.get(finding.doc, ""))


def evaluate(
    gold: str | Path, facts: Iterable[str | Path], *, docs: Iterable[str | Path] = (), faults: FaultLog
) -> Evaluation:
    """Hold facts records against the annotation of the same articles; records of other articles are passed over.

    Args:
        gold: JSONL of facts records, made by reading.
        facts: JSONL files of facts records; "-" is standard input.
        docs: the articles, for the evidence and the sentences of missed facts.
        faults: gets a fault for each line or file that had to be left out, and a warning for missing records.

    Raises:
        KgError: there is no sound record in `gold`.
    """
    wanted = {record.id: record for record in read_facts([gold], faults=faults)}
    if not wanted:
        raise KgError(f"{gold}: no annotation to evaluate against; give a .jsonl file of facts records (docs/facts.md)")
    found = {record.id: record for record in read_facts(facts, faults=faults) if record.id in wanted}
    _tell_absent([id_ for id_ in wanted if id_ not in found], len(wanted), faults)
    docs = list(docs)
    texts = {article.id: article.text for article in read_documents(docs, faults=faults) if article.id in wanted}
    findings = (finding for id_, record in wanted.items() for finding in compare_records(record, found.get(id_)))
    evidence = _measure_evidence(found, texts) if docs else None
    return Evaluation(findings=tuple(findings), texts=texts, evidence=evidence)


def _tell_absent(absent: list[str], count: int, faults: FaultLog) -> None:
    if absent:
        more = " …" if len(absent) > _SHOWN else ""
        faults.warn(
            f"{len(absent)} of {count} annotated articles have no record, and all that they say counts as missed: "
            f"{', '.join(absent[:_SHOWN])}{more}; give the records of all articles"
        )


def _measure_evidence(found: Mapping[str, Facts], texts: Mapping[str, str]) -> Figures:
    checks = [
        fact.evidence is not None and texts[id_][fact.evidence.start : fact.evidence.end] == fact.quote
        for id_, record in found.items()
        if id_ in texts
        for fact in _iter_facts(record)
    ]
    return Figures(right=sum(checks), wrong=len(checks) - sum(checks))


def _iter_facts(record: Facts) -> Iterator[TenureFact | ChangeFact | MeetingFact]:
    yield from record.tenures
    yield from record.changes
    yield from record.meetings


def _find_sentence(said: Said, text: str) -> str:
    """The sentence that a quote stands in, of the article if that is there, else of its evidence."""
    start = _find_quote(said, text)
    if start is None:
        around = said.evidence
        return said.quote if around is None else f"{around.prefix}{said.quote}{around.suffix}".strip()
    end = start + len(said.quote)
    spans = [span for span in split_sentences(text) if span.start < end and span.end > start]
    return text[spans[0].start : spans[-1].end].strip() if spans else said.quote


def _find_quote(said: Said, text: str) -> int | None:
    evidence = said.evidence
    if evidence is not None and said.quote and text[evidence.start : evidence.end] == said.quote:
        return evidence.start
    start = text.find(said.quote) if said.quote else -1
    return None if start < 0 else start
