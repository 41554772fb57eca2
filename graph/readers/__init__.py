"""Readers that turn CSV folders, workbooks and RDF files into raw tables or quads."""

from __future__ import annotations

from pathlib import Path

from mellanrum.graph.guards import Limits
from mellanrum.graph.problems import listing, problem
from mellanrum.graph.readers.csvfiles import read_folder
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.graph.readers.rdffiles import RDF_FORMATS, read_rdf
from mellanrum.ontology.errors import LoadError, Location

__all__ = ["DatasetInfo", "RawDataset", "RawRow", "RawTable", "read_input"]


def read_input(path: Path, limits: Limits | None = None) -> tuple[RawDataset, ...]:
    """Read one input, whichever of the allowed kinds it is.

    Raises
    ------
    LoadError
        If it does not exist, is of another kind, or cannot be read.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        return (read_folder(path, limits),)
    if path.exists() and suffix in (".xlsx", ".xlsm"):
        from mellanrum.graph.readers.workbook import read_workbook  # with openpyxl, which is slow

        return (read_workbook(path, limits),)
    if path.exists() and suffix in RDF_FORMATS:
        return read_rdf(path, limits)
    message = (
        ("Filen eller mappen finns inte.", "There is no such file or folder.")
        if not path.exists()
        else (
            "Filen är av ett slag som inte kan läsas.",
            "The file is of a kind that cannot be read.",
        )
    )
    raise LoadError(
        problem(
            Location(file=path.name),
            "unreadable-input",
            message,
            allowed=(
                "Tillåtet är en mapp med CSV-tabeller, en arbetsbok (.xlsx) eller RDF ({rdf}).",
                "Allowed is a folder with CSV tables, a workbook (.xlsx) or RDF ({rdf}).",
            ),
            rdf=listing(RDF_FORMATS),
        )
    )
