"""The answer to a question: columns and rows, and the forms in which it can be written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from rdflib import Literal
from rdflib.term import Node

if TYPE_CHECKING:
    import pandas

__all__ = ["Row", "Table", "csv_text", "json_text", "neutralised"]

Row = tuple[Node | None, ...]
# After OWASP, "CSV Injection"; the last four are the wide forms that East Asian Excel reads alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutralised(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> neutralised("=1+1")
    "'=1+1"
    >>> neutralised("-12.5")
    '-12.5'
    """
    if not text.startswith(FORMULA_STARTS):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def csv_text(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    """Return rows, the headings first, as CSV in which no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", delimiter=delimiter)
    for row in rows:
        # Python before 3.13 does not quote a lone CR, which readers take for a new row.
        plain = (cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row)
        writer.writerow([neutralised(cell) for cell in plain])
    return out.getvalue()


def json_text(told: object) -> str:
    """Return plain values as JSON with two spaces a step, as all that we write; dates as ISO."""
    return json.dumps(told, ensure_ascii=False, indent=2, default=dt.date.isoformat) + "\n"


@dataclass(frozen=True)
class Table:
    """Rows of RDF terms under named columns.

    Attributes
    ----------
    columns : tuple of str
        Names of the variables, in the order of the query.
    rows : tuple of tuple
        rdflib terms; None where a variable is unbound.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, show: Callable[[Node], str] = str) -> list[list[str]]:
        """Return the cells as text; `show` says how a term is shown."""
        return [["" if term is None else show(term) for term in row] for row in self.rows]

    def to_csv(self, show: Callable[[Node], str] = str, headings: Iterable[str] = ()) -> str:
        """Return the table as CSV with a heading line; cells that look like formulas are quoted."""
        return csv_text([list(headings) or list(self.columns), *self.texts(show)])

    def to_json(self) -> str:
        """Return the table in the SPARQL 1.1 Query Results JSON Format."""
        bindings = [
            {
                name: _json_term(term)
                for name, term in zip(self.columns, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]
        return json_text({"head": {"vars": self.columns}, "results": {"bindings": bindings}})

    def to_markdown(self, show: Callable[[Node], str] = str, headings: Iterable[str] = ()) -> str:
        """Return the table in Markdown."""
        return markdown_table(list(headings) or self.columns, self.texts(show))

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a pandas data frame of Python values (needs the extra ``pandas``)."""
        import pandas

        values = [[_python(term) for term in row] for row in self.rows]
        return pandas.DataFrame(values, columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.texts()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _python(term: Node | None) -> Any:
    if isinstance(term, Literal):
        return term.toPython() if not term.language else str(term)
    return None if term is None else str(term)


def _json_term(term: Node) -> dict[str, str]:
    if isinstance(term, Literal):
        extra = {"xml:lang": term.language} if term.language else {}
        if term.datatype is not None:
            extra["datatype"] = str(term.datatype)
        return {"type": "literal", "value": str(term), **extra}
    kind = "bnode" if type(term).__name__ == "BNode" else "uri"
    return {"type": kind, "value": str(term)}


def markdown_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a table in Markdown.

    Examples
    --------
    >>> print(markdown_table(["a", "b"], [["1 | 2", "3"]]), end="")
    | a | b |
    | --- | --- |
    | 1 \\| 2 | 3 |
    """
    lines = [headings, ["---"] * len(headings), *(map(markdown_cell, row) for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def markdown_cell(text: str) -> str:
    """Return a text as it stands in a table, or a heading, in Markdown."""
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())
