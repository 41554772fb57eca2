"""Drawings as SVG text: pure functions from frozen values, for pages, Word and PDF alike.

They carry no style of their own: a page takes in ``drawing.css``; `standalone` puts it into the
file.
"""

from __future__ import annotations

from mellanrum.export.drawing.bars import forum_bars
from mellanrum.export.drawing.congruence_bars import (
    LevelIndex,
    describe_level_index,
    level_index,
    level_indexes,
)
from mellanrum.export.drawing.forum_matrix import forum_matrix
from mellanrum.export.drawing.lifeline_marks import (
    TimeLine,
    TimeMark,
    describe_timeline,
    time_lines,
)
from mellanrum.export.drawing.marks import TIME_KINDS, legend
from mellanrum.export.drawing.matrix import (
    CellGap,
    ForumMatrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
)
from mellanrum.export.drawing.sector_grid import describe_sector_grid, sector_grid
from mellanrum.export.drawing.sectors import SectorCell, SectorGrid, sector_grid_of
from mellanrum.export.drawing.style import palette, standalone
from mellanrum.export.drawing.tell import describe_forum_bars
from mellanrum.export.drawing.timelines import timeline

__all__ = [
    "TIME_KINDS",
    "CellGap",
    "ForumMatrix",
    "LevelIndex",
    "MatrixCell",
    "MatrixColumn",
    "MatrixRow",
    "SectorCell",
    "SectorGrid",
    "TimeLine",
    "TimeMark",
    "describe_forum_bars",
    "describe_level_index",
    "describe_sector_grid",
    "describe_timeline",
    "forum_bars",
    "forum_matrix",
    "legend",
    "level_index",
    "level_indexes",
    "palette",
    "sector_grid",
    "sector_grid_of",
    "standalone",
    "time_lines",
    "timeline",
]
