"""A gap rule, read from its file; what is wrong with the file is told by its checks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from mellanrum.ontology.errors import RuleError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import LACK, LEVEL
from mellanrum.queries.rules.header import QueryFile, read_query_file, text_of
from mellanrum.queries.rules.rule_checks import OF_RULES, PAIR, problems_of

__all__ = ["PAIR", "Rule", "Severity", "read_rule"]

Severity = str  # a slug of `SEVERITY`
STRUCTURAL = OF_RULES[0]
SCHEMES = {"lack": LACK, "levels": LEVEL}


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
    evidence : str
        Slug of what it builds on: what is there, or that nothing is told.
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
        The tier of its items, ``structural`` or ``expected``; empty where what it finds is no gap:
        a flag, or a question of a user's that builds on silence.
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
    title: Text
    question: Text
    why: Text
    closes: Text
    says: Text
    lack: tuple[str, ...]
    missing_class: str
    sparql: str
    version: int = 1
    levels: tuple[str, ...] = ()
    evidence: str = STRUCTURAL
    reference: str = ""
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
    given = {key: _value(query, key) for key in query.header.keys() - {"missing"}}
    tier = given.pop("tier", STRUCTURAL if given.get("evidence", STRUCTURAL) == STRUCTURAL else "")
    return Rule(
        name=name.rpartition(".")[0],
        missing_class=str(MR[query.header["missing"]]),
        sparql=query.sparql,
        tier="" if given.get("flag") else tier,
        own=own,
        **given,
    )


def _value(query: QueryFile, key: str) -> Any:
    value = query.header[key]
    if isinstance(value, dict):
        return text_of(query, key)
    if key in SCHEMES:
        return tuple(SCHEMES[key].iri(slug) for slug in value)
    return tuple(value) if isinstance(value, list) else value
