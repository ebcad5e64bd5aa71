"""Makes `kg/lexicon/data/areas/districts.tsv` and `communes.tsv` from the data of the PyPI package vietnamadminunits.

    pip install vietnamadminunits==1.0.4   # MIT; only its files are read, none of its code is run
    python tools/make_areas.py

`provinces.yaml` is kept by hand; it is compared with the package and any difference is an error.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.areas import Area, load_areas
from kg.lexicon.fold import place_tones, to_nfc

OUT = Path(__file__).parent.parent / "kg" / "lexicon" / "data" / "areas"
COLUMNS = ("key", "name", "within", "since", "until", "successors")
LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"
TYPES = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "xã", "phường")
HEADER = """# {what}
# Made by tools/make_areas.py from vietnamadminunits 1.0.4 (MIT); don't edit.
# {source}
"""
Row = tuple[str, str, str, str, str, str]


def main(out: Path = OUT) -> None:
    """Read the package's data and write both lists to a folder."""
    data = find_package_data()
    with sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True) as database:
        source = "Districts ended on 2025-07-01: Law 72/2025/QH15; the snapshot is of early 2025."
        write_rows(
            out / "districts.tsv", [*make_districts(database)], what="Districts before 2025-07-01", source=source
        )
        check_provinces(database)
        communes = [*make_old_communes(database, data), *make_new_communes(database)]
    source = "Before 2025-07-01 within districts, then (resolutions 1654 to 1687/NQ-UBTVQH15) within provinces."
    write_rows(out / "communes.tsv", communes, what="Communes, wards, townships, special zones", source=source)


def find_package_data() -> Path:
    """The folder of the package's data files, without importing it."""
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        sys.exit("vietnamadminunits is not installed; run: pip install vietnamadminunits==1.0.4")
    return Path(spec.origin).parent / "data"


def check_provinces(database: sqlite3.Connection) -> None:
    """Compare the hand-kept provinces with the package's, before and since the reform.

    Raises:
        LexiconError: a province is missing, or has another name.
    """
    for table, day in (("admin_units_legacy", LAST_OLD_DAY), ("admin_units", FIRST_NEW_DAY)):
        theirs = {to_name(row[0]) for row in database.execute(f"SELECT DISTINCT province FROM {table}")}  # noqa: S608
        ours = {area.name for area in provinces_on(day)}
        if theirs != ours:
            raise LexiconError(f"provinces.yaml on {day}: {sorted(theirs ^ ours)} differ from {table}")


def provinces_on(day: str) -> list[Area]:
    """The provinces that `provinces.yaml` has on a day."""
    return [
        area
        for area in load_areas()
        if area.kind == "province" and (area.since or "") <= day and (area.until or "9999") >= day
    ]


def to_name(full: str) -> str:
    """The canonical name: "Thành phố Thủ Đức" is "TP Thủ Đức"."""
    full = place_tones(to_nfc(" ".join(full.split())).text)
    if full == "Thành phố Hồ Chí Minh":
        return "TP.HCM"
    kind = next(kind for kind in TYPES if full.lower().startswith(f"{kind} "))
    bare = full[len(kind) + 1 :]
    return f"{'TP' if kind == 'thành phố' else kind} {bare.lstrip('0') if bare.isdigit() else bare}"


def make_districts(database: sqlite3.Connection) -> Iterable[Row]:
    """The districts before the reform."""
    query = "SELECT DISTINCT districtCode, district, provinceCode FROM admin_units_legacy ORDER BY 1"
    for code, name, province in database.execute(query):
        yield f"d{code}", to_name(name), f"p{province}", "", LAST_OLD_DAY, ""


def make_old_communes(database: sqlite3.Connection, data: Path) -> Iterable[Row]:
    """The communes before the reform, with those that took their place."""
    successors = read_successors(database, data)
    query = """SELECT wardCode, ward, districtCode, provinceKey || '_' || districtKey || '_' || wardKey
               FROM admin_units_legacy WHERE ward IS NOT NULL ORDER BY 1"""
    for code, name, district, key in database.execute(query):
        yield f"c{code}", to_name(name), f"d{district}", "", LAST_OLD_DAY, " ".join(successors.get(key, ()))


def make_new_communes(database: sqlite3.Connection) -> Iterable[Row]:
    """The communes since the reform."""
    by_name = {area.name: area.key for area in provinces_on(FIRST_NEW_DAY)}
    for code, name, province in database.execute("SELECT wardCode, ward, province FROM admin_units ORDER BY 1"):
        yield f"c{code}-2025", to_name(name), by_name[to_name(province)], FIRST_NEW_DAY, "", ""


def read_successors(database: sqlite3.Connection, data: Path) -> dict[str, list[str]]:
    """By the package's key of an old commune, the keys of the new ones; ones that a key doesn't tell are left out."""
    new_codes = unique_keys(database, "SELECT provinceKey || '_' || wardKey, wardCode FROM admin_units")
    old_codes = unique_keys(
        database, "SELECT provinceKey || '_' || districtKey || '_' || wardKey, wardCode FROM admin_units_legacy"
    )
    table = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new, olds in wards.items():
            for old in olds:
                found[old].add(f"{province}_{new}")
    for province, olds in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            found[old].update(f"{province}_{part['newWardKey']}" for part in parts)
    return {
        old: sorted(f"c{new_codes[new]}-2025" for new in news if new in new_codes)
        for old, news in found.items()
        if old in old_codes
    }


def unique_keys(database: sqlite3.Connection, query: str) -> dict[str, str]:
    """Key to code, without keys that several codes share."""
    codes: dict[str, set[str]] = defaultdict(set)
    for key, code in database.execute(query):
        codes[key].add(code)
    return {key: next(iter(found)) for key, found in codes.items() if len(found) == 1}


def write_rows(path: Path, rows: list[Row], *, what: str, source: str) -> None:
    """Write a list with its header; rows keep their order."""
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    path.write_text(HEADER.format(what=what, source=source) + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} rows, {sum(1 for row in rows if row[5])} with successors", file=sys.stderr)


if __name__ == "__main__":
    main()
