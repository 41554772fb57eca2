"""Take in answers: read the files, show what each row would add, and add it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from mellanrum.export.output.answer_rows import Written, write_answers
from mellanrum.graph.guards.personal_data_check import check_personal_data
from mellanrum.graph.problems import listing, problem, refusal
from mellanrum.graph.readers import RawDataset, read_input
from mellanrum.graph.tables.answer_files import read_form
from mellanrum.graph.tables.assemble import assemble
from mellanrum.graph.tables.incoming import Incoming, incoming
from mellanrum.inputs import BUNDLED, bundled, resolve
from mellanrum.ontology.errors import ExportError, LoadError, Location
from mellanrum.ontology.schema import load_schema

__all__ = ["Answering", "read_answers"]


@dataclass(frozen=True)
class Answering:
    """Answers that have come in for a dataset, compared with those it has.

    Attributes
    ----------
    path : pathlib.Path
        The dataset.
    dataset : RawDataset
        As read.
    rows : tuple of Incoming
        Every row of the answer files, in their order.
    """

    path: Path
    dataset: RawDataset
    rows: tuple[Incoming, ...]

    @property
    def to_add(self) -> tuple[Incoming, ...]:
        """The rows that the dataset does not have."""
        return tuple(row for row in self.rows if row.state != "repeated")

    def write(self) -> Written:
        """Add them to the dataset; what it holds is kept.

        Raises
        ------
        ExportError
            If the dataset is one of ours, is of a kind that cannot be added to, or cannot be
            written.
        """
        if self.path.resolve() in {bundled(name).resolve() for name in BUNDLED}:
            raise ExportError(problem(Location(file=self.path.name), "bundled-dataset"))
        return write_answers(self.path, self.dataset, self.to_add, load_schema())


def read_answers(
    files: Sequence[str | Path], dataset: str | Path, allowed: Collection[str] = ()
) -> Answering:
    """Read answer files and compare them with a dataset; nothing is written.

    Parameters
    ----------
    files : sequence of str or path
        CSV files with the columns of the table of answers, and workbooks with a sheet of it. A row
        in which nothing is answered, as a form has, is passed over.
    dataset : str or path
        A folder, workbook or bundled dataset, one municipality.
    allowed : collection of str
        Numbers that only look personal; see `mellanrum.load`.

    Raises
    ------
    LoadError
        With everything that is wrong in the dataset or the answers.
    """
    path = resolve(dataset)
    schema = load_schema()
    found = read_input(path)
    forms = [read_form(Path(file), schema) for file in files]
    tables = tuple(form.answers for form in forms)
    aside = tuple(table for form in forms for table in form.aside)
    given = RawDataset(found[0].info, path.name, tables, set_aside=aside)
    if problems := check_personal_data([*found, given], allowed):
        raise LoadError(*problems)
    if len(found) > 1:
        slugs = listing([one.info.slug for one in found])
        raise refusal(Location(file=path.name), "several-datasets", slugs=slugs)
    assembly = assemble(found, schema)
    if errors := [item for item in assembly.problems if item.severity == "error"]:
        raise LoadError(*errors)
    return Answering(path, found[0], incoming(found[0], assembly, tables, schema))
