"""The forum bars: structures by level as rows, bodies by sector as columns, a dot where one meets.

After PAOHVis (Valdivia et al. 2021, doi:10.1109/TVCG.2019.2933196): each structure is a bar across
its parties, so that nothing crosses and many parties need no more ink than two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from mellanrum.export.drawing.marks import legend_rows, mark, missing_mark
from mellanrum.export.drawing.matrix import Cell, Column, ForumMatrix, Row
from mellanrum.export.drawing.svg import LEADING, block, document, el, fit, group
from mellanrum.export.drawing.tell import describe_forum_bars
from mellanrum.export.drawing.words import LEVELS, SIGNS, STATES, say
from mellanrum.ontology.language import Language

__all__ = ["forum_bars"]

GUTTER = 280  # the names of the rows stand here
NAME, NOTE, HEAD, BAND = 12.5, 11, 11.5, 13
ROW, BAND_HEIGHT, EMPTY = 28, 30, 24
SLANT = 64  # degrees
REACH = 178  # length of a slanted heading
FEW = 24  # columns that get ample room
AMPLE, NARROW, SECTOR_SLOT = 35, 32, 30
ALWAYS = ("political", "strategic", "management", "operational")
_SIN, _COS = math.sin(math.radians(SLANT)), math.cos(math.radians(SLANT))
HEADER = round(REACH * _SIN) + 14
OVERHANG = round(HEADER / math.tan(math.radians(SLANT))) + 20


def forum_bars(
    matrix: ForumMatrix,
    language: Language = "sv",
    *,
    interactive: bool = False,
    with_legend: bool = True,
) -> str:
    """Draw who takes part in what, and who is missing.

    Every column heading, row and cell carries ``data-kind``, ``data-id``, ``data-name`` and, where
    they apply, ``data-row``, ``data-col``, ``data-level``, ``data-state`` and ``data-evidence``,
    and is placed by its own transform: columns and cells by x, rows and bands by y. So a script
    can select, hide, sort and regroup without drawing anew.

    Parameters
    ----------
    matrix : ForumMatrix
        From `forum_matrix`.
    language : str
        Of what is said apart from the names.
    interactive : bool
        Whether a script will make parts focusable and change their state.
    with_legend : bool
        Whether a legend of the marks in use stands below.

    Returns
    -------
    str
        SVG without style attributes; the style sheet is ``drawing.css``. See also `standalone`.
    """
    plan = _Plan(matrix, language, interactive)
    parts = [*plan.shading(), *plan.headings(), *plan.bands(), *plan.rows()]
    height = float(plan.height)
    if with_legend:
        rows, below = legend_rows(plan.kinds(), language, plan.width - 24)
        parts.append(group(12, height + 6, *rows, class_="d-legend"))
        height += below + 12
    return document(
        plan.width,
        height,
        parts,
        kind="forum-bars",
        title=say("forum_title", language, name=matrix.name),
        description=describe_forum_bars(matrix, language),
        language=language,
        interactive=interactive,
    )


@dataclass(frozen=True)
class _Strip:
    """A group of columns: where it begins and ends."""

    key: str
    name: str
    start: int
    end: int


class _Plan:
    """Where everything goes."""

    def __init__(self, matrix: ForumMatrix, language: Language, interactive: bool) -> None:
        self.matrix = matrix
        self.language = language
        self.interactive = interactive
        self.lang = matrix.language if matrix.language != language else None
        self.step = AMPLE if len(matrix.columns) <= FEW else NARROW
        self.row_lines = {row.key: self._row_text(row) for row in matrix.rows}
        self._place_columns()
        self._place_rows()

    def _place_columns(self) -> None:
        x = GUTTER
        self.x: dict[str, int] = {}
        self.strips: list[_Strip] = []
        for key, name in self.matrix.groups.items():
            start = x
            x += SECTOR_SLOT
            for column in self.matrix.columns:
                if column.group == key:
                    self.x[column.key] = x + self.step // 2
                    x += self.step
            self.strips.append(_Strip(key, name, start, x))
        self.right = max(x, GUTTER + 420)
        self.width = self.right + OVERHANG

    def _place_rows(self) -> None:
        self.y: dict[str, int] = {}
        self.band_y: dict[str, tuple[int, bool]] = {}
        y = HEADER + 6
        for band in LEVELS:
            rows = [row for row in self.matrix.rows if row.band == band]
            if not rows and band not in ALWAYS:
                continue
            empty = not any(row.kind == "structure" for row in rows)
            self.band_y[band] = (y, empty)
            y += BAND_HEIGHT + (EMPTY if empty and band in ALWAYS else 0)
            for row in rows:
                self.y[row.key] = y + self.row_height(row) // 2
                y += self.row_height(row)
            y += 6
        self.height = y + 4

    def _row_text(self, row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
        room = GUTTER - 26
        return (fit(row.name, room, NAME, most=3), fit(row.note, room, NOTE, most=2))

    def row_height(self, row: Row) -> int:
        name, note = self.row_lines[row.key]
        text = len(name) * NAME * LEADING + len([n for n in note if n]) * NOTE * LEADING
        return max(ROW, math.ceil(text) + 10)

    # -- what lies beneath --------------------------------------------------------------------

    def shading(self) -> Iterator[Element]:
        """Yield the ground of each group of columns: upright below, slanted under its headings."""
        lean = round(HEADER / math.tan(math.radians(SLANT)))
        for number, strip in enumerate(self.strips):
            wide = strip.end - strip.start
            shape = f"M0 {HEADER}L{lean} 0H{lean + wide}L{wide} {HEADER}V{self.height}H0Z"
            yield group(
                strip.start,
                0,
                el("path", d=shape),
                class_="d-lane" if number % 2 == 0 else "d-lane d-plain",
                data_kind="lane",
                data_group=strip.key,
                data_width=wide,
            )

    def headings(self) -> Iterator[Element]:
        """Yield the slanted headings: each sector before its bodies."""
        for strip in self.strips:
            yield group(
                strip.start,
                0,
                self._slanted(strip.name, SECTOR_SLOT / 2 + 4, "d-sector-name", None, bold=True),
                class_="d-group",
                data_kind="sector",
                data_group=strip.key,
                data_name=strip.name,
                role="img",
                aria_label=strip.name,
            )
        for column in self.matrix.columns:
            yield self._heading(column)

    def _heading(self, column: Column) -> Element:
        look = "d-text" if column.state == "standing" else "d-muted"
        told = f"{column.name} ({column.note})" if column.note else column.name
        return group(
            self.x[column.key],
            0,
            el("path", d=f"M0 {HEADER}V{self.height}", class_="d-guide"),
            self._slanted(told, 0, look, self.lang),
            class_="d-col",
            data_kind=column.kind,
            data_col=column.key,
            data_id=column.key,
            data_group=column.group,
            data_state=column.state,
            data_name=column.name,
            role="img",
            aria_label=told,
            lang=self.lang,
        )

    def _slanted(
        self, text: str, x: float, class_: str, lang: str | None, *, bold: bool = False
    ) -> Element:
        lines = fit(text, REACH - 8, HEAD, most=2, bold=bold)
        rise = HEAD * LEADING * (len(lines) - 1)
        words = block(text, lines, 4, 4 - rise / 2, HEAD, class_=class_, bold=bold, lang=lang)
        return el("g", words, transform=f"translate({x:g} {HEADER - 4}) rotate(-{SLANT})")

    # -- bands and rows -----------------------------------------------------------------------

    def bands(self) -> Iterator[Element]:
        """Yield the levels: a line, a name, and words where no structure is known."""
        for band, (y, empty) in self.band_y.items():
            name = LEVELS[band].pick(self.language)
            nothing = say("no_structure", self.language) if empty and band in ALWAYS else ""
            yield group(
                0,
                y,
                el("path", d=f"M0 0H{self.right}", class_="d-rule"),
                block(name, (name,), 12, 20, BAND, class_="d-band-name", bold=True),
                block(
                    nothing, (nothing,), GUTTER + 8, BAND_HEIGHT + 10, NAME, class_="d-nothing-text"
                )
                if nothing
                else None,
                class_="d-band",
                data_kind="level",
                data_level=band,
                data_name=name,
                role="img",
                aria_label=f"{name}. {nothing}" if nothing else name,
            )

    def rows(self) -> Iterator[Element]:
        """Yield the rows: name, bar, and cells."""
        for row in self.matrix.rows:
            cells = self.matrix.cells_of(row.key)
            yield group(
                0,
                self.y[row.key],
                self._row_head(row),
                *self._bar(row, cells),
                *(self._cell(cell) for cell in cells),
                class_="d-row",
                data_kind=row.kind,
                data_row=row.key,
                data_id=row.key,
                data_level=row.band,
                data_state=row.state,
                data_evidence=row.gaps[0].evidence if row.gaps else None,
                data_height=self.row_height(row),
                data_name=row.name,
            )

    def _row_head(self, row: Row) -> Element:
        name, note = self.row_lines[row.key]
        note = tuple(line for line in note if line)
        tall = len(name) * NAME * LEADING + len(note) * NOTE * LEADING
        y = NAME * 0.95 - tall / 2
        below = y + len(name) * NAME * LEADING - 1
        look = "d-text" if row.state == "standing" else "d-muted"
        told = [row.name, row.note, *(gap.sentence for gap in row.gaps)]
        x = GUTTER - 14
        return el(
            "g",
            block(row.name, name, x, y, NAME, class_=look, anchor="end", lang=self.lang),
            block(row.note, note, x, below, NOTE, class_="d-note", anchor="end") if note else None,
            class_="d-row-head",
            role="img",
            aria_label=". ".join(text for text in told if text),
            lang=self.lang,
        )

    def _bar(self, row: Row, cells: tuple[Cell, ...]) -> Iterator[Element]:
        every = [self.x[cell.column] for cell in cells]
        known = [cell for cell in cells if cell.kind != "missing"]
        rings = [self.x[cell.column] for cell in cells if cell.kind == "missing"]
        there = [self.x[cell.column] for cell in known if cell.state == self._best(known)]
        if not every:
            words = say("no_members", self.language)
            yield block(words, (words,), GUTTER + 8, 4, NAME, class_="d-nothing-text")
        if known:
            yield self._line("d-once", [self.x[cell.column] for cell in known])
            yield self._line("d-bar", there)
        if rings:
            yield self._line("d-reach", every)

    @staticmethod
    def _best(cells: list[Cell]) -> str:
        """Return the state that the bar stands for: of those who take part still, if any do."""
        states = {cell.state for cell in cells}
        return next(state for state in ("standing", "planned", "ended") if state in states)

    def _line(self, class_: str, places: list[int]) -> Element:
        return el("line", x1=min(places), x2=max(places), y1=0, y2=0, class_=class_)

    def _cell(self, cell: Cell) -> Element:
        evidence = min((gap.evidence for gap in cell.gaps), key=list(SIGNS).index, default=None)
        if evidence:
            shapes = missing_mark(evidence, sector=cell.kind == "sector")
        else:
            shapes = mark(cell.kind, cell.state, interactive=self.interactive)
        state = STATES[cell.state].pick(self.language) if cell.state in STATES else ""
        body = self._names[cell.column]
        told = [f"{body}: {cell.name}", state, *(gap.sentence for gap in cell.gaps)]
        return group(
            self.x[cell.column],
            0,
            *shapes,
            class_="d-cell",
            data_kind=cell.kind,
            data_row=cell.row,
            data_col=cell.column,
            data_id=" ".join((*cell.ids, *(gap.id for gap in cell.gaps))),
            data_gap=" ".join(gap.id for gap in cell.gaps) or None,
            data_state=cell.state,
            data_evidence=evidence,
            data_name=body,
            role="img",
            aria_label=". ".join(dict.fromkeys(text for text in told if text)),
            lang=self.lang,
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        return {column.key: column.name for column in self.matrix.columns}

    def kinds(self) -> list[str]:
        """Return the kinds of marks in use, in the order of the legend."""
        cells = self.matrix.cells
        used: set[str] = {cell.kind for cell in cells}
        used |= {cell.state for cell in cells}
        used |= {gap.evidence for cell in cells for gap in cell.gaps}
        order = ("member", "post", "sector", "ended", "planned", *SIGNS)
        return [kind for kind in order if kind in used]
