"""Make one synthetic municipality with as many bodies and structures as are wanted.

`benchmarks.generate` makes many municipalities of ordinary size; here is one of any size, for what
is drawn on one sheet. Every name is a word and a number, and the same number gives the same rows.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["write_crowd"]

SECTORS = ("school", "preschool", "social-services", "leisure", "culture", "police", "health-care")
LEVELS = ("political", "strategic", "management", "operational")
KINDS = ("committee", "department", "unit", "unit", "unit", "external actor")
MEMBERS = 5  # parties in a structure


def write_crowd(nodes: int, folder: Path) -> Path:
    """Write a dataset with that many bodies and structures, three bodies to a structure.

    Parameters
    ----------
    nodes : int
        Bodies and structures together.
    folder : Path
        Made if it is not there.
    """
    chance = random.Random(f"mellanrum/{nodes}")
    structures = nodes // 4
    bodies = nodes - structures
    tables: dict[str, tuple[str, Iterator[Sequence[object]]]] = {
        "sources": ("id,name,kind,issuer,date", iter([("k", "Handling", "minutes", "o0", "2024")])),
        "bodies": ("id,kind,name,sector,source", _bodies(chance, bodies)),
        "structures": ("id,kind,name,level,source", _structures(chance, structures)),
        "participations": ("structure,participant,source", _parts(chance, structures, bodies)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.toml").write_text(
        f'slug = "crowd-{nodes}"\nmunicipality = "o0"\nlanguage = "sv"\n', encoding="utf-8"
    )
    for name, (heads, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heads.split(","))
            writer.writerows(rows)
    return folder


def _bodies(chance: random.Random, count: int) -> Iterator[Sequence[object]]:
    yield "o0", "municipality", "Kommun 0", "", "k"
    for number in range(1, count):
        kind = chance.choice(KINDS)
        yield f"o{number}", kind, f"Organ {number}", chance.choice(SECTORS), "k"


def _structures(chance: random.Random, count: int) -> Iterator[Sequence[object]]:
    for number in range(count):
        yield f"s{number}", "forum", f"Forum {number}", chance.choice(LEVELS), "k"


def _parts(chance: random.Random, structures: int, bodies: int) -> Iterator[Sequence[object]]:
    for number in range(structures):
        for body in sorted(chance.sample(range(1, bodies), min(MEMBERS, bodies - 1))):
            yield f"s{number}", f"o{body}", "k"
