"""The lists of districts and communes are what their tool makes, wherever its source package is installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

import kg

ROOT = Path(kg.__file__).parent.parent
AREAS = ROOT / "kg" / "lexicon" / "data" / "areas"


@pytest.fixture(scope="module")
def tool(load_tool: Callable[[str], ModuleType]) -> ModuleType:
    return load_tool("make_areas")


@pytest.mark.skipif(find_spec("vietnamadminunits") is None, reason="pip install vietnamadminunits==1.0.4 to run this")
def test_lists_are_what_the_tool_makes(tool: ModuleType, tmp_path: Path) -> None:
    tool.main(tmp_path)
    for name in ("districts.tsv", "communes.tsv"):
        assert (tmp_path / name).read_bytes() == (AREAS / name).read_bytes(), f"run tools/make_areas.py: {name} differs"


@pytest.mark.parametrize(
    ("full", "name"),
    [
        ("Thành phố Hồ Chí Minh", "TP.HCM"),
        ("Thành Phố Bắc Kạn", "TP Bắc Kạn"),
        ("Phường 01", "phường 1"),
        ("Thị Trấn Ái Tử", "thị trấn Ái Tử"),
        ("Tỉnh Hoà Bình", "tỉnh Hòa Bình"),
    ],
)
def test_to_name(tool: ModuleType, full: str, name: str) -> None:
    assert tool.to_name(full) == name
