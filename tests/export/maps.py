"""Maps that the tests of this folder share, each made once."""

from __future__ import annotations

import pytest

import mellanrum
from mellanrum.export.map.map_page import MapData, map_page

__all__ = [
    "IMAGE",
    "SCRIPT",
    "bundled_data",
    "ekvalla_map",
    "english_map",
    "hostile_map",
    "swedish_map",
]

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="session")
def bundled_data(bundled: mellanrum.KnowledgeGraph) -> MapData:
    """What the map of Borås and Tyresö shows."""
    return MapData(bundled.history())


@pytest.fixture(scope="session")
def swedish_map(bundled_data: MapData) -> str:
    """The map, opened in Swedish."""
    return map_page(bundled_data, "sv")


@pytest.fixture(scope="session")
def english_map(bundled_data: MapData) -> str:
    """The same, opened in English."""
    return map_page(bundled_data, "en")


@pytest.fixture(scope="session")
def ekvalla_map(ekvalla: mellanrum.KnowledgeGraph) -> str:
    """The map of the invented municipality."""
    return ekvalla.map("sv").text


@pytest.fixture(scope="session")
def hostile_map(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A map of a dataset whose every text tries to get out of where it is put."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "dataset.toml").write_text(
        f'slug = "hostile"\nmunicipality = "k"\nbase = "https://w3id.org/mellanrum/id/"\n'
        f"title = {{ sv = '{SCRIPT}', en = '{SCRIPT}' }}\n"
        f"description = {{ sv = '{IMAGE}', en = '{IMAGE}' }}\nlanguage = \"sv\"\n",
        encoding="utf-8",
    )
    tables = {
        "sources": ["id,name,kind,issuer,date", f"q,{IMAGE}{SCRIPT},minutes,n,2024-01-01"],
        "bodies": [
            "id,kind,name,abbreviation,sector,note,source,place,phrase",
            f"k,Municipality,{SCRIPT},,,,q,{IMAGE},{SCRIPT}",
            f"n,Committee,{IMAGE} nämnd,{SCRIPT},school,{SCRIPT},q,{IMAGE},{SCRIPT}",
            f"m,Committee,&amp;{{{{7*7}}}}{SCRIPT} nämnd,,leisure,{IMAGE},q,{IMAGE},x",
        ],
        "posts": ["id,name,post in,source", f"t,{IMAGE}{SCRIPT},n,q"],
        "target groups": ["id,name,source", f"g,{SCRIPT},q"],
        "structures": [
            "id,kind,name,level,target group,note,source",
            f"s,Forum,{SCRIPT} forum,operational,g,{IMAGE},q",
        ],
        "participations": ["id,structure,participant,via post,source", "p1,s,n,t,q", "p2,s,m,,q"],
    }
    for name, lines in tables.items():
        path = folder / f"{name.replace(' ', '_')}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return mellanrum.load(folder).map("sv").text
