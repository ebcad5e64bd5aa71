"""What the tests of this stage share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import toy_extractors


@pytest.fixture
def plugins(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the toy extractors, installed."""
    folder = tmp_path_factory.mktemp("plugins")
    toy_extractors.install(folder, monkeypatch)
    return folder
