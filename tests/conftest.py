"""What all tests share: the data beside the checkout, and the flag that writes golden files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.neo4j_server import empty_neo4j, neo4j_server

__all__ = ["ROOT", "SHARED", "empty_neo4j", "neo4j_server", "regenerate", "shared"]

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# By hand each run looks at other examples; in CI all runs look at the same. Time is measured in benchmarks/, not here.
settings.register_profile("hand", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "hand")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="Write golden files and generated docs anew, then look at the diff."
    )


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and annotations beside the checkout; tests that need it are skipped without."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: its articles and annotations are needed here")
    return SHARED
