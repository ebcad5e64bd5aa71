"""Splink 5 on DuckDB beside kg, on the same mentions: a probabilistic linker for tables, used as its manual says.

It gets as columns what kg gets of each mention: the name; role, body and province of the first post whose body is
named; the year. Names are compared with term frequencies, so that common ones count for less; pairs are looked at that
share the name and one thing more; what agreement is worth is learned from the data. Beside a usual threshold, the best
of several by the truth is told, which is help that kg doesn't get.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

if TYPE_CHECKING:
    from splink.internals.splink_dataframe import SplinkDataFrame

from benchmarks.generator import Row, score

#: What its manual takes for a match, and what is tried beside it.
_USUAL = 0.95
_THRESHOLDS = (0.01, 0.1, 0.5, _USUAL, 0.99)


class PeerRun(msgspec.Struct, frozen=True, kw_only=True):
    """What Splink reached: B-cubed at its usual and at its best threshold; seconds of processor and clock for one."""

    usual: tuple[float, float, float]
    best: tuple[float, float, float]
    cpu: float
    clock: float


def run_splink(rows: Sequence[Row]) -> PeerRun:
    """Link mentions with Splink; reading the table in and trying further thresholds isn't counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mentions.csv"
        _write_table(rows, path)
        table = DuckDBAPI().register_from_csv(str(path))
        begun = os.times()
        linker = _train(table)
        pairs = linker.inference.predict(threshold_match_probability=min(_THRESHOLDS))
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, _USUAL)
        ended = os.times()
        truth = [(row.mention, row.person) for row in rows]
        found = {_USUAL: _score(truth, clusters)}
        for threshold in _THRESHOLDS:
            clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
            found[threshold] = _score(truth, clusters)
    best = max(found.values(), key=lambda scores: scores[2])
    cpu = sum(ended[:4]) - sum(begun[:4])
    return PeerRun(usual=found[_USUAL], best=best, cpu=cpu, clock=ended.elapsed - begun.elapsed)


def _score(truth: Sequence[tuple[str, int]], clusters: SplinkDataFrame) -> tuple[float, float, float]:
    relation = clusters.as_duckdbpyrelation().project("mention, cluster_id")
    return score(truth, dict(relation.fetchall()))


def _write_table(rows: Sequence[Row], path: Path) -> None:
    """The mentions as CSV; what isn't known is left empty, which DuckDB reads as NULL."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["mention", "name", "role", "body", "province", "year"])
        writer.writerows((row.mention, row.name, row.role, row.body, row.province, row.year) for row in rows)


def _train(table: SplinkDataFrame) -> Linker:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="mention",
        blocking_rules_to_generate_predictions=[block_on("name", column) for column in ("body", "province", "role")],
        comparisons=[
            compare.ExactMatch("name").configure(term_frequency_adjustments=True),
            compare.ExactMatch("body").configure(term_frequency_adjustments=True),
            compare.ExactMatch("province").configure(term_frequency_adjustments=True),
            compare.ExactMatch("role").configure(term_frequency_adjustments=True),
            compare.CustomComparison(
                output_column_name="year",
                comparison_levels=[
                    {"sql_condition": "year_l IS NULL OR year_r IS NULL", "is_null_level": True},
                    *({"sql_condition": f"abs(year_l - year_r) <= {gap}"} for gap in (1, 5, 10)),
                    {"sql_condition": "ELSE"},
                ],
            ),
        ],
    )
    linker = Linker(table, settings, log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("name", "body")], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("name"))
    training.estimate_parameters_using_expectation_maximisation(block_on("body", "role"))
    return linker
