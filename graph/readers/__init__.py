"""Readers that turn CSV folders, workbooks and RDF files into raw tables or quads."""

from __future__ import annotations

from pathlib import Path

from mellanrum.graph.problems import listing, refusal
from mellanrum.graph.readers.csvfiles import read_folder
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.graph.readers.rdffiles import RDF_FORMATS, read_rdf
from mellanrum.ontology.errors import Location

__all__ = ["DatasetInfo", "RawDataset", "RawRow", "RawTable", "read_input"]


def read_input(path: Path) -> tuple[RawDataset, ...]:
    """Read one input, whichever of the allowed kinds it is.

    Raises
    ------
    LoadError
        If it does not exist, is of another kind, or cannot be read.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        return (read_folder(path),)
    if path.exists() and suffix in (".xlsx", ".xlsm"):
        from mellanrum.graph.readers.workbook import read_workbook  # with openpyxl, which is slow

        return (read_workbook(path),)
    if path.exists() and suffix in RDF_FORMATS:
        return read_rdf(path)
    code = "unreadable-input:kind" if path.exists() else "unreadable-input:missing"
    raise refusal(Location(file=path.name), code, rdf=listing(RDF_FORMATS))
