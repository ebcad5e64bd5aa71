"""How likely a fact is right: a logistic model over what the fact shows of itself.

The weights in `kg/lexicon/data/confidence.yaml` are learned by `python tools/train_confidence.py` from facts that were
held against what people annotated. They say nothing of any person: only of rules, and of how much of a fact its own
quote shows.
"""

from __future__ import annotations

from functools import cache
from math import exp

import msgspec

from kg.facts.records import ChangeFact, Facts, MeetingFact, TenureFact
from kg.lexicon.loader import load_yaml

Fact = TenureFact | ChangeFact | MeetingFact
Features = dict[str, float]

#: No fact is surer than this, none that was kept less sure.
_LEAST, _MOST = 0.05, 0.99
_LONG_QUOTE = 200


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each feature adds to the log-odds that a fact is right.

    Attributes:
        bias: log-odds of a fact that has no feature.
        weights: by feature; a feature that isn't there counts nothing.
    """

    bias: float
    weights: dict[str, float]

    def rate(self, features: Features) -> float:
        """The probability that a fact with these features is right, to two digits."""
        odds = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return round(min(max(1 / (1 + exp(-odds)), _LEAST), _MOST), 2)


def rate_facts(facts: Facts, *, model: Model | None = None) -> Facts:
    """The record with a confidence for each tenure, change and meeting.

    Args:
        facts: an article's facts.
        model: another than the one that kg comes with.
    """
    model = model or load_model()
    names = {person.key: person.name.lower() for person in facts.persons}

    def rate(fact: Fact) -> float:
        return model.rate(read_features(fact, names))

    return msgspec.structs.replace(
        facts,
        tenures=tuple(msgspec.structs.replace(fact, confidence=rate(fact)) for fact in facts.tenures),
        changes=tuple(msgspec.structs.replace(fact, confidence=rate(fact)) for fact in facts.changes),
        meetings=tuple(msgspec.structs.replace(fact, confidence=rate(fact)) for fact in facts.meetings),
    )


def read_features(fact: Fact, names: dict[str, str]) -> Features:
    """What a fact shows of itself: feature → value between 0 and 1.

    Args:
        fact: a tenure, change or meeting.
        names: name in lower case of each person of its article, by key.
    """
    if isinstance(fact, MeetingFact):
        return {
            f"rule {fact.rule}": 1.0,
            "meeting": 1.0,
            "meeting dated": float(fact.date is not None),
            "meeting with somebody": float(bool(fact.attendees)),
        }
    quote = fact.quote.lower()
    kind = "tenure" if isinstance(fact, TenureFact) else "change"
    body = (fact.body or "").lower().split()
    return {
        f"rule {fact.rule}": 1.0,
        kind: 1.0,
        f"{kind} {fact.status if isinstance(fact, TenureFact) else fact.type}": 1.0,
        f"body {body[0]}" if body else "no body": 1.0,
        f"{kind}: quote has the name": float(names.get(fact.person, "?") in quote),
        f"{kind}: quote has the body": sum(word in quote for word in body) / len(body) if body else 0.0,
        f"{kind}: quote has the body's end": float(bool(body) and body[-1] in quote),
        f"{kind}: long quote": min(len(quote) / _LONG_QUOTE, 1.0),
    }


@cache
def load_model() -> Model:
    """The weights that kg comes with."""
    return load_yaml("confidence.yaml", Model)
