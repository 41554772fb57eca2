"""The overview: a grid of sectors and levels, with a look of its own for each kind of absence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from mellanrum.export.drawing.marks import figure, missing_mark
from mellanrum.export.drawing.sectors import SectorCell, SectorGrid
from mellanrum.export.drawing.svg import block, el, group, label
from mellanrum.export.drawing.words import band_names, counted, say
from mellanrum.export.item_marks import item_marks
from mellanrum.ontology.language import Language, Text, capitalised, joined

__all__ = ["sector_grid"]

GUTTER, COLUMN, ROW, TOP = 190, 132, 42, 48
SIZE, HEAD = 13, 12
_NONE = Text("ingen känd", "none known")
_STRUCTURE = (Text("struktur", "structure"), Text("strukturer", "structures"))


def sector_grid(grid: SectorGrid, language: Language = "sv") -> str:
    """Draw how many structures involve each sector at each level, and what is missing."""
    return figure(
        [*_headings(grid, language), *_rows(grid, language)],
        (GUTTER + COLUMN * len(grid.levels) + 12, TOP + ROW * len(grid.sectors) + 4),
        _kinds(grid),
        language,
        kind="sector-grid",
        title=say("grid_title", language, name=grid.name),
        interactive=True,
    )


def _level(level: str, language: Language) -> str:
    return say("no_level", language) if level == "none" else band_names()[level].pick(language)


def _headings(grid: SectorGrid, language: Language) -> Iterator[Element]:
    for number, level in enumerate(grid.levels):
        name = _level(level, language)
        x = GUTTER + COLUMN * number
        yield group(
            x,
            0,
            label(
                name,
                COLUMN / 2,
                22,
                HEAD,
                COLUMN - 10,
                class_="d-band-name",
                anchor="middle",
                bold=True,
            ),
            class_="d-col",
            data_kind="level",
            data_col=level,
            data_level=level,
            data_name=name,
            role="img",
            aria_label=name,
        )


def _rows(grid: SectorGrid, language: Language) -> Iterator[Element]:
    for number, (sector, name) in enumerate(grid.sectors):
        cells = [grid.cell(sector, level) for level in grid.levels]
        yield group(
            0,
            TOP + ROW * number,
            el("path", d=f"M12 0H{GUTTER + COLUMN * len(cells)}", class_="d-guide"),
            label(name, 12, ROW / 2 + 4.5, SIZE, GUTTER - 22, most=1),
            *(_cell(cell, name, place, language) for place, cell in enumerate(cells)),
            class_="d-row",
            data_kind="sector",
            data_row=sector,
            data_name=name,
        )


def _cell(cell: SectorCell, sector: str, place: int, language: Language) -> Element:
    counts = Counter(gap.mark for gap in cell.gaps)
    return group(
        GUTTER + COLUMN * place + COLUMN / 2,
        ROW / 2,
        *_ground(cell, language),
        *_gaps(counts, shift=bool(cell.structures)),
        class_="d-cell",
        data_kind=cell.state,
        data_row=cell.sector,
        data_col=cell.level,
        data_level=cell.level,
        data_count=len(cell.structures),
        data_id=" ".join(key for key, _ in cell.structures),
        data_gap=" ".join(gap.id for gap in cell.gaps) or None,
        data_name=sector,
        role="img",
        aria_label=_told(cell, sector, language),
    )


def _ground(cell: SectorCell, language: Language) -> Iterator[Element]:
    box: dict[str, Any] = {
        "x": -COLUMN / 2 + 5,
        "y": -ROW / 2 + 4,
        "width": COLUMN - 10.0,
        "height": ROW - 8.0,
    }
    if cell.state == "exists":
        number = str(len(cell.structures))
        x = -COLUMN / 2 + 20 if cell.gaps else 0
        yield el("rect", class_="d-count", **box)
        yield block(number, (number,), x, 5.5, 16, class_="d-number", anchor="middle", bold=True)
    elif cell.state == "missing":
        yield el("rect", class_="d-nothing", **box)
    elif cell.state == "nothing":
        told = _NONE.pick(language)
        yield el("rect", class_="d-nothing", **box)
        yield block(told, (told,), 0, 4, 11.5, class_="d-muted", anchor="middle")
    elif cell.state == "zero" and cell.level != "none":
        yield el("path", d="M-8 0H8", class_="d-zero")


def _gaps(counts: Counter[str], *, shift: bool) -> Iterator[Element]:
    """Yield each kind of mark, with how many where it is more than one."""
    kinds = [kind for kind in item_marks() if counts[kind]]
    room = 44
    several = any(number > 1 for number in counts.values())
    x = -COLUMN / 2 + 46 if shift else -room * (len(kinds) - 1) / 2 - 8 * several
    for kind in kinds:
        yield group(x, 0, *missing_mark(kind), class_="d-missing", data_mark=kind)
        if counts[kind] > 1:
            told = f"×{counts[kind]}"
            yield block(told, (told,), x + 13, 4, 11, class_="d-text")
        x += room if not shift else 40


def _kinds(grid: SectorGrid) -> list[str]:
    states = {cell.state for cell in grid.cells}
    used = {gap.mark for cell in grid.cells for gap in cell.gaps}
    order = [kind for kind in ("exists", "nothing", "zero") if kind in states]
    return [*order, *(kind for kind in item_marks() if kind in used)]


def _told(cell: SectorCell, sector: str, language: Language) -> str:
    place = f"{sector}, {_level(cell.level, language).lower()}"
    names = [name for _, name in cell.structures]
    states = {
        "exists": f"{counted(len(names), *_STRUCTURE, language)} ({joined(names, language)})",
        "missing": Text("ingen struktur dokumenterad", "no structure documented").pick(language),
        "nothing": say("key_nothing", language).lower(),
        "zero": say("key_zero", language).lower(),
    }
    told = [f"{place}: {states[cell.state]}"]
    for kind in item_marks().values():
        sentences = [gap.sentence for gap in cell.gaps if gap.mark == kind.slug]
        if sentences:
            told.append(f"{capitalised(kind.label.pick(language))}: {' '.join(sentences)}")
    return ". ".join(told)
