"""From a span of the normalised text to words and offsets of the article as given."""

from __future__ import annotations

from kg.facts.records import Evidence
from kg.mentions.records import Analysis

QUOTE_LIMIT = 200
CONTEXT_LIMIT = 200


def make_evidence(analysis: Analysis, start: int, end: int) -> tuple[str, Evidence]:
    """The quote and evidence of a fact said at [start, end) of the normalised text.

    The span is trimmed of space and cut to 200 characters; prefix and suffix are the rest of its sentence, at most 200
    characters each. The quote is a substring of the article as given, at the offsets that the evidence names.
    """
    source = analysis.document.text
    begin, stop = analysis.offsets.span(start, min(end, start + QUOTE_LIMIT))
    while begin < stop and source[begin].isspace():
        begin += 1
    while stop > begin and source[stop - 1].isspace():
        stop -= 1
    sentence = analysis.sentence_of(start)
    left, right = analysis.offsets.span(sentence.start, max(sentence.end, end))
    prefix = source[max(left, begin - CONTEXT_LIMIT) : begin]
    suffix = source[stop : max(stop, min(right, stop + CONTEXT_LIMIT))]
    return source[begin:stop], Evidence(start=begin, end=stop, prefix=prefix, suffix=suffix)
