"""Tools are scripts, no package: their tests get them as modules."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def load_tool() -> Callable[[str], ModuleType]:
    """Loads `tools/<name>.py`."""

    def load(name: str) -> ModuleType:
        spec = spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
