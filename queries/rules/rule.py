"""A gap rule, read from its file; what is wrong with the file is told by its checks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mellanrum.ontology.errors import RuleError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import LACK, LEVEL
from mellanrum.queries.rules.header import QueryFile, read_query_file, text_of
from mellanrum.queries.rules.rule_checks import OF_RULES, PAIR, problems_of

__all__ = ["PAIR", "Rule", "Severity", "read_rule"]

Severity = str  # a slug of `SEVERITY`


@dataclass(frozen=True)
class Rule:
    """A gap rule.

    Attributes
    ----------
    id : str
        Such as ``G01``.
    name : str
        The file name without ending.
    version : int
        Raised when the answers of the rule change.
    says : Text
        A gap of this rule as a sentence, with ``{subject}``, ``{object}``, ``{level}``,
        ``{about}``, ``{count}``, how many it is about, and ``{aliases}``, the other names of the
        subject.
    lack : tuple of str
        IRIs of the concepts for what is missing; statements about the same show it beside them.
    levels : tuple of str
        IRIs of the levels at which it is missing; empty where it may be any.
    missing_class : str
        IRI of the class of the thing that is missing.
    structural : bool
        Whether the gap follows from what is there, rather than from silence.
    sparql, function : str
        The query, or the name of the network rule that answers instead of one; the other is empty.
    flag : bool
        Whether what is found is a knowledge flag: something a reader should know of the sources,
        and never a gap.
    unread : Text or None
        The sentence where no source after the day by which it was to be done has been read.
    at_level : Text or None
        The sentence where it is lacking at a level, and not altogether.
    also : Text or None
        A second line, where another name of the subject is a name of the object too.
    asks : Text or None
        The question where it depends on ``{open}``, a row that the sources leave open.
    unfilled : Text or None
        The question where what the rule needs is not filled in.
    replaces : tuple of str
        Ids of former rules whose answers this one gives, so that these can be followed.
    tier : str
        The tier of its items, ``structural`` or ``expected``; empty where its header names none.
    items : str
        What becomes one item: an ``answer`` of its own, or all answers about a ``pair`` of bodies
        and a group, in a ``dataset``, or that are ``connected``.
    needs : tuple of str
        Tables, and columns as ``table.column``, without which it is not asked.
    premise : Text or None
        What the rule reads into the structure, where it interprets.
    severity : str or None
        What its own header says; the profile decides.
    strengthens : str
        What closing a gap adds to, which the index counts: `PAIR`, the tie between subject and
        object, or one of the things by which a structure is judged; empty where it counts nothing.
    own : bool
        Whether it is a user's, and did not ship with us.
    """

    id: str
    name: str
    version: int
    title: Text
    question: Text
    why: Text
    closes: Text
    says: Text
    lack: tuple[str, ...]
    levels: tuple[str, ...]
    missing_class: str
    structural: bool
    reference: str
    sparql: str
    function: str = ""
    flag: bool = False
    unread: Text | None = None
    at_level: Text | None = None
    also: Text | None = None
    asks: Text | None = None
    unfilled: Text | None = None
    replaces: tuple[str, ...] = ()
    tier: str = ""
    items: str = "answer"
    needs: tuple[str, ...] = ()
    premise: Text | None = None
    severity: Severity | None = None
    strengthens: str = ""
    own: bool = False

    @property
    def evidence(self) -> str:
        """Slug of what it builds on: what is there, or that nothing is told."""
        return OF_RULES[0 if self.structural else 1]

    @property
    def iri(self) -> str:
        """The rule's IRI, version included; a user's rule can never have that of one of ours."""
        owner = "own/" if self.own else ""
        return f"https://w3id.org/mellanrum/rule/{owner}{self.id}/{self.version}"

    def lack_of(self, about: Collection[str]) -> tuple[str, ...]:
        """Return what is lacking in a gap: the kinds that it names itself, else all of the rule's.

        A rule that looks for several kinds says in ``?about`` which one a gap is of, so that it
        is not shown beside statements about another kind.
        """
        if len(self.lack) == 1:
            return self.lack
        return tuple(kind for kind in self.lack if kind in about) or self.lack


def read_rule(name: str, text: str, *, own: bool = False) -> Rule:
    """Read a rule from the text of its file; a user's is `own`.

    A file that ends in ``.yaml`` is all header, and names a function.

    Raises
    ------
    RuleError
        With every fault, each with its line and key: a key that is missing, unknown or of another
        kind, an unknown concept, class, level or function, a placeholder that the sentence cannot
        have, or a query that is not a SELECT of the agreed columns.
    """
    query = read_query_file(name, text)
    problems = problems_of(query)
    if problems:
        raise RuleError(*problems)
    header = query.header
    return Rule(
        id=header["id"],
        name=name.rpartition(".")[0],
        version=header.get("version", 1),
        title=text_of(query, "title"),
        question=text_of(query, "question"),
        why=text_of(query, "why"),
        closes=text_of(query, "closes"),
        says=text_of(query, "says"),
        lack=tuple(LACK.iri(slug) for slug in header["lack"]),
        levels=tuple(LEVEL.iri(slug) for slug in header.get("levels", ())),
        missing_class=str(MR[header["missing"]]),
        structural=header.get("evidence", OF_RULES[0]) == OF_RULES[0],
        reference=header.get("reference", ""),
        sparql=query.sparql,
        function=header.get("function", ""),
        flag=header.get("flag", False),
        unread=_text(query, "unread"),
        at_level=_text(query, "at_level"),
        also=_text(query, "also"),
        asks=_text(query, "asks"),
        unfilled=_text(query, "unfilled"),
        replaces=tuple(header.get("replaces", ())),
        tier=header.get("tier", ""),
        items=header.get("items", "answer"),
        needs=tuple(header.get("needs", ())),
        premise=_text(query, "premise"),
        severity=header.get("severity"),
        strengthens=header.get("strengthens", ""),
        own=own,
    )


def _text(query: QueryFile, key: str) -> Text | None:
    return text_of(query, key) if key in query.header else None
