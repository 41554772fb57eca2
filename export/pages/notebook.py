"""A page in a notebook: shown in a frame of its own, which may run its scripts and nothing else."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path

from mellanrum.export.files import write_file
from mellanrum.export.pages.palette import LIGHT

__all__ = ["FramedPage"]

HEIGHT = 760


@dataclass(frozen=True)
class FramedPage:
    """A self-contained page that a notebook shows where it is the value of a cell.

    Attributes
    ----------
    text : str
        The HTML of the page.
    title : str
        What the frame is called to those who cannot see it.
    """

    text: str = field(repr=False)
    title: str
    height: int = HEIGHT

    def _repr_html_(self) -> str:
        """Return the page in a frame that can reach neither the notebook nor the network."""
        return (
            f'<iframe title="{html.escape(self.title)}" sandbox="allow-scripts allow-downloads" '
            f'srcdoc="{html.escape(self.text)}" width="100%" height="{self.height}" '
            f'style="border: 1px solid {LIGHT["strong"]}"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all, and return its path."""
        write_file(Path(path), self.text)
        return Path(path)
