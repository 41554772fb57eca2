"""The forum bars: structures by level as rows, bodies by sector as columns, a dot where one meets.

After PAOHVis (Valdivia et al. 2021, doi:10.1109/TVCG.2019.2933196): each structure is a bar across
its parties, so that nothing crosses and many parties need no more ink than two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from mellanrum.export.drawing.marks import figure, mark, missing_mark
from mellanrum.export.drawing.matrix import (
    CellGap,
    ForumMatrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
)
from mellanrum.export.drawing.plan import (
    BAND_HEIGHT,
    GUTTER,
    HEAD,
    NAME,
    NOTE,
    SECTOR_SLOT,
    SLANT,
    Plan,
    heading,
)
from mellanrum.export.drawing.svg import LEADING, block, el, group
from mellanrum.export.drawing.tell import describe_forum_bars
from mellanrum.export.drawing.words import STATES, band_names, say
from mellanrum.export.item_marks import item_marks
from mellanrum.ontology.language import Language

__all__ = ["forum_bars"]

BAND_SIZE = 13


def forum_bars(matrix: ForumMatrix, language: Language = "sv", *, interactive: bool = False) -> str:
    """Draw who takes part in what, and who is missing, as SVG without style attributes.

    Every column heading, row and cell carries ``data-kind``, ``data-id``, ``data-name`` and, where
    they apply, ``data-row``, ``data-col``, ``data-level``, ``data-state`` and ``data-mark``,
    and is placed by its own transform: columns and cells by x, rows and bands by y. So a script
    can select, hide, sort and regroup without drawing anew, and where it will the drawing is
    `interactive`. The style sheet is ``drawing.css``; see also `standalone`.
    """
    drawn = _Bars(matrix, language, interactive)
    plan = drawn.plan
    return figure(
        [*drawn.shading(), *drawn.headings(), *drawn.bands(), *drawn.rows()],
        (plan.width, plan.bottom),
        _kinds(matrix),
        language,
        kind="forum-bars",
        title=say("forum_title", language, name=matrix.name),
        description="" if interactive else describe_forum_bars(matrix, language),
        interactive=interactive,
    )


def _kinds(matrix: ForumMatrix) -> list[str]:
    """Return the kinds of marks in use, in the order of the legend."""
    used: set[str] = {cell.kind for cell in matrix.cells}
    used |= {cell.state for cell in matrix.cells}
    used |= {gap.mark for cell in matrix.cells for gap in cell.gaps}
    order = ("member", "post", "sector", *STATES, *item_marks())
    return [kind for kind in order if kind in used]


class _Bars:
    def __init__(self, matrix: ForumMatrix, language: Language, interactive: bool) -> None:
        self.matrix = matrix
        self.language = language
        self.interactive = interactive
        self.plan = Plan.of(matrix, roomy=interactive)
        # Marked only where it is not that of the whole drawing.
        self.lang = matrix.language if matrix.language != language else None
        self.names = {column.key: column.name for column in matrix.columns}

    # -- what lies beneath --------------------------------------------------------------------

    def shading(self) -> Iterator[Element]:
        """Yield the ground of each group of columns: upright below, slanted under its headings."""
        top, lean = self.plan.header, self.plan.lean
        for number, strip in enumerate(self.plan.strips):
            wide = strip.end - strip.start
            shape = f"M0 {top}L{lean} 0H{lean + wide}L{wide} {top}V{self.plan.bottom}H0Z"
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
        for strip in self.plan.strips:
            words = block(strip.name, strip.lines, 4, 0, HEAD, class_="d-sector-name", bold=True)
            yield group(
                strip.start,
                0,
                self._slanted(words, len(strip.lines), SECTOR_SLOT / 2 + 3),
                class_="d-group",
                data_kind="sector",
                data_group=strip.key,
                data_name=strip.name,
                role="img",
                aria_label=strip.name,
            )
        for column in self.matrix.columns:
            yield self._heading(column)

    def _heading(self, column: MatrixColumn) -> Element:
        look = "d-text" if column.state == "standing" else "d-muted"
        told, lines = heading(column), self.plan.heads[column.key]
        lang = self.lang if column.kind == "body" else None
        words = block(told, lines, 4, 0, HEAD, class_=look, lang=lang)
        guide = f"M0 {self.plan.header}V{self.plan.bottom}"
        return group(
            self.plan.x[column.key],
            0,
            el("path", d=guide, class_="d-guide"),
            self._slanted(words, len(lines), 0),
            class_="d-col",
            data_kind=column.kind,
            data_col=column.key,
            data_id=column.key,
            data_group=column.group,
            data_state=column.state,
            data_name=column.name,
            role="img",
            aria_label=told,
            lang=lang,
        )

    def _slanted(self, words: Element, lines: int, x: float) -> Element:
        """Turn a heading so that its lines lie about the middle of its column."""
        down = 4 - HEAD * LEADING * (lines - 1) / 2
        place = f"translate({x:g} {self.plan.header - 4}) rotate(-{SLANT}) translate(0 {down:g})"
        return el("g", words, transform=place)

    # -- bands and rows -----------------------------------------------------------------------

    def bands(self) -> Iterator[Element]:
        """Yield the levels: a line, a name, and words where no structure is known."""
        for band in self.plan.bands:
            name = band_names()[band.key].pick(self.language)
            nothing = say("no_structure", self.language) if band.empty else ""
            yield group(
                0,
                band.y,
                el("path", d=f"M0 0H{self.plan.right}", class_="d-rule"),
                block(name, (name,), 12, 20, BAND_SIZE, class_="d-band-name", bold=True),
                self._nothing(nothing, BAND_HEIGHT + 10) if nothing else None,
                class_="d-band",
                data_kind="level",
                data_level=band.key,
                data_name=name,
                role="img",
                aria_label=f"{name}. {nothing}" if nothing else name,
            )

    def _nothing(self, told: str, y: float) -> Element:
        return block(told, (told,), GUTTER + 8, y, NAME, class_="d-nothing-text")

    def rows(self) -> Iterator[Element]:
        for row in self.matrix.rows:
            cells = self.matrix.cells_of(row.key)
            yield group(
                0,
                self.plan.y[row.key],
                self._row_head(row),
                *self._bar(row, cells),
                *map(self._cell, cells),
                class_="d-row",
                data_kind=row.kind,
                data_row=row.key,
                data_id=row.key,
                data_level=row.band,
                data_state=row.state,
                data_mark=row.gaps[0].mark if row.gaps else None,
                data_gap=" ".join(gap.id for gap in row.gaps) or None,
                data_height=self.plan.height_of(row.key),
                data_name=row.name,
            )

    def _row_head(self, row: MatrixRow) -> Element:
        name, note = self.plan.names[row.key]
        tall = (len(name) * NAME + len(note) * NOTE) * LEADING
        x, y = GUTTER - 14, NAME * 0.95 - tall / 2
        below = y + len(name) * NAME * LEADING - 1
        look = "d-text" if row.state == "standing" else "d-muted"
        lang = self.lang if row.kind == "structure" else None
        told = (row.name, row.note, *map(self._gap_told, row.gaps))
        return el(
            "g",
            block(row.name, name, x, y, NAME, class_=look, anchor="end", lang=lang),
            block(row.note, note, x, below, NOTE, class_="d-note", anchor="end") if note else None,
            class_="d-row-head",
            role="img",
            aria_label=". ".join(text for text in told if text),
        )

    def _gap_told(self, gap: CellGap) -> str:
        """Return a gap in words; how it is known, only where that cannot change with the date."""
        known = item_marks()[gap.mark].label.pick(self.language)
        told = gap.sentence.removesuffix(".")
        return told if self.interactive else f"{told} ({known})"

    def _bar(self, row: MatrixRow, cells: Sequence[MatrixCell]) -> Iterator[Element]:
        """Yield the bar across those who take part, and thin lines on to those who do not."""
        every = [self.plan.x[cell.column] for cell in cells]
        known = [cell for cell in cells if cell.kind != "missing"]
        if not cells:
            yield self._nothing(say("no_members", self.language), 4)
        if known:
            there = [self.plan.x[cell.column] for cell in known if cell.state == _best(known)]
            yield _line("d-once", [self.plan.x[cell.column] for cell in known])
            yield _line("d-bar", there)
        # Several gaps on one row are bodies that miss the same thing, not each other.
        if len(known) < len(cells) and len(row.gaps) < 2:
            yield _line("d-reach", every)

    def _cell(self, cell: MatrixCell) -> Element:
        kinds = {gap.mark for gap in cell.gaps}
        first = next((kind for kind in item_marks() if kind in kinds), None)
        if first:
            shapes = missing_mark(first, sector=cell.kind == "sector")
        else:
            shapes = mark(cell.kind, cell.state, interactive=self.interactive)
        state = STATES[cell.state].pick(self.language) if cell.state in STATES else ""
        body = self.names[cell.column]
        told = (f"{body}: {cell.name}", state, *map(self._gap_told, cell.gaps))
        return group(
            self.plan.x[cell.column],
            0,
            *shapes,
            class_="d-cell",
            data_kind=cell.kind,
            data_row=cell.row,
            data_col=cell.column,
            data_id=" ".join((*cell.ids, *(gap.id for gap in cell.gaps))),
            data_gap=" ".join(gap.id for gap in cell.gaps) or None,
            data_state=cell.state,
            data_mark=first,
            data_name=body,
            role="img",
            aria_label=". ".join(dict.fromkeys(text for text in told if text)),
        )


def _best(cells: Sequence[MatrixCell]) -> str:
    """Return the state that the bar stands for: of those who take part still, if any do."""
    states = {cell.state for cell in cells}
    return next(state for state in ("standing", "planned", "ended") if state in states)


def _line(class_: str, places: Sequence[int]) -> Element:
    return el("line", x1=min(places), x2=max(places), y1=0, y2=0, class_=class_)
