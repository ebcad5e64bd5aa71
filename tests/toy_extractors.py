"""Small extractors, installed as plug-ins for a test; `install` makes them known to kg and its processes."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from kg.documents.records import Document
from kg.facts.records import Evidence, Facts, NamedPerson, TenureFact
from tests.conftest import ROOT

_SAYS = re.compile(r"(?P<name>[^\n.]+?) là (?P<post>[^\n.]+)")


class Toy:
    """Reads "X là Y." as a person and a tenure."""

    name = "toy"

    def extract(self, document: Document) -> Facts:
        persons, tenures = [], []
        for number, match in enumerate(_SAYS.finditer(document.text)):
            persons.append(NamedPerson(key=f"p{number}", name=match["name"].strip()))
            evidence = Evidence(start=match.start(), end=match.end())
            tenures.append(TenureFact(person=f"p{number}", post=match["post"], quote=match[0], evidence=evidence))
        return Facts(id=document.id, persons=tuple(persons), tenures=tuple(tenures))


class Failing(Toy):
    """Fails on articles that say so."""

    name = "failing"

    def extract(self, document: Document) -> Facts:
        if "hỏng" in document.text:
            raise ValueError("this one is too hard")
        return super().extract(document)


class Lying(Toy):
    """Gives offsets that are off by one."""

    name = "lying"

    def extract(self, document: Document) -> Facts:
        facts = super().extract(document)
        wrong = [
            TenureFact(person=fact.person, post=fact.post, quote=fact.quote, evidence=Evidence(start=1, end=2))
            for fact in facts.tenures
        ]
        return Facts(id=document.id, persons=facts.persons, tenures=tuple(wrong))


class Elsewhere(Toy):
    """Gives the facts of another article."""

    name = "elsewhere"

    def extract(self, document: Document) -> Facts:  # noqa: ARG002
        return Facts(id="elsewhere")


class Dying(Toy):
    """Takes its process with it."""

    name = "dying"

    def extract(self, document: Document) -> Facts:  # noqa: ARG002
        os._exit(1)


class Slow(Toy):
    """Takes its time, and leaves a file so that a test can see that it is at work."""

    name = "slow"

    def extract(self, document: Document) -> Facts:
        Path(os.environ["KG_TEST_STARTED"]).touch()
        time.sleep(0.2)
        return super().extract(document)


class Misnamed(Toy):
    """Is registered under another name."""

    name = "toy"


class NoExtractor:
    """Has a name and nothing else."""

    name = "none"


ENTRY_POINTS = """\
[kg.extractors]
toy = tests.toy_extractors:Toy
failing = tests.toy_extractors:Failing
lying = tests.toy_extractors:Lying
elsewhere = tests.toy_extractors:Elsewhere
dying = tests.toy_extractors:Dying
slow = tests.toy_extractors:Slow
misnamed = tests.toy_extractors:Misnamed
none = tests.toy_extractors:NoExtractor
missing = tests.no_such_module:Extractor
"""


def write_plugins(folder: Path) -> None:
    """Make a folder what an installed distribution with these extractors looks like."""
    info = folder / "kg_toys-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kg-toys\nVersion: 1\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the extractors known to this process and to those that it starts."""
    write_plugins(folder)
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.syspath_prepend(str(folder))
