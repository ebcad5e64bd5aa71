"""The frozen figures: as good as what the code gives now, and on the page."""

from __future__ import annotations

from math import nan
from pathlib import Path
from typing import cast

import pytest

from benchmarks.frozen import MISSES, PAGE, QUALITY, SPEED, fill_page, find_faults, read_frozen
from benchmarks.quality import Misses, Quality, measure_quality
from benchmarks.speed import Speed


def frozen_figures(path: Path) -> dict[str, object]:
    return {name: value for name, value in read_frozen(path).items() if name != "commit"}


def test_frozen_figures_still_hold(shared: Path, tmp_path: Path) -> None:
    now = measure_quality(shared, tmp_path, resolution=False)
    faults = find_faults(cast(Quality, frozen_figures(QUALITY)), now)
    assert not faults, "a drop that is meant needs make bench and a line in CHANGELOG.md:\n" + "\n".join(faults)


def test_page_shows_the_frozen_figures() -> None:
    quality, speed = cast(Quality, frozen_figures(QUALITY)), cast(Speed, frozen_figures(SPEED))
    misses, page = cast(Misses, frozen_figures(MISSES)), PAGE.read_text("utf-8")
    assert page == fill_page(page, str(read_frozen(QUALITY)["commit"]), quality, misses, speed)


@pytest.mark.parametrize(
    ("before", "now", "fault"),
    [
        (0.80, 0.80, None),
        (0.80, 0.796, None),
        (0.80, 0.815, None),
        (0.80, 0.79, "seed person f1 fell from 0.8000 to 0.7900"),
        (0.80, 0.83, "seed person f1 is 0.8300, but 0.8000 is frozen: run make bench"),
        (nan, 0.83, "seed person f1 is 0.8300, but nan is frozen: run make bench"),
    ],
)
def test_faults_are_found(before: float, now: float, fault: str | None) -> None:
    frozen, current = ({"seed": {"person": {"f1": value}}} for value in (before, now))
    assert find_faults(frozen, current) == ([] if fault is None else [fault])
