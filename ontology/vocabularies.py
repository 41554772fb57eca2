"""The closed vocabularies: order, label, sign, colour and marks of each concept, from concepts.ttl.

Code that depends on a scheme asks the scheme here; a concept added to concepts.ttl takes part
everywhere, in its order and with its label, and what it does not say has a neutral value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from rdflib import RDF, Graph, Literal
from rdflib.term import Node, URIRef

from mellanrum.ontology.errors import Location, Problem, SchemaError
from mellanrum.ontology.language import Text
from mellanrum.ontology.load import concepts_graph
from mellanrum.ontology.namespaces import CONCEPT, MR, SKOS

__all__ = [
    "DECISION_STATUS",
    "EVIDENCE",
    "GAP_STATUS",
    "LACK",
    "LAST",
    "LEVEL",
    "LIFELINE_STATUS",
    "MEETING_LEVEL",
    "MODALITY",
    "NO_COLOUR",
    "NO_DARK_COLOUR",
    "NO_OUTLINE",
    "ROLE",
    "SECTOR",
    "SEVERITY",
    "STANCE",
    "STATUS",
    "TIER",
    "VALENCE",
    "Concept",
    "Scheme",
    "bilingual",
    "read_concept",
    "read_schemes",
    "schema_error",
    "slug_of",
]

LAST = 1_000_000  # the order of a concept that says none
OUTLINES = ("solid", "filled", "heavy", "double", "dashed")
NO_SIGN, NO_OUTLINE = "•", OUTLINES[0]
NO_COLOUR, NO_DARK_COLOUR = "#4d5863", "#b0bac4"  # those of secondary text


def slug_of(iri: str) -> str:
    """Return the last step of an IRI of ours; nothing where there is no IRI.

    Examples
    --------
    >>> slug_of("https://w3id.org/mellanrum/concept/level/political")
    'political'
    """
    return iri.rpartition("/")[2]


@dataclass(frozen=True)
class Concept:
    """One value of a concept scheme, or one class that a row may belong to.

    Attributes
    ----------
    heading : Text
        What it is called where it stands alone (``skos:altLabel``); the label where it says none.
    order : int
        Its place in the scheme (``mr:rank``); `LAST` where it says none.
    sign, colour, dark_colour, outline : str
        How it is drawn: one character, ``#rrggbb`` on a light and on a dark ground, and ``solid``,
        ``filled``, ``heavy``, ``double`` or ``dashed``. Neutral where it says none.
    proposed_decision : Text or None
        What a committee may decide where a source says that this is lacking, if it says so.
    marks : frozenset of str
        The local names of the properties that are true of it, such as ``asserts``.
    """

    iri: str
    slug: str
    label: Text
    definition: Text
    heading: Text
    order: int = LAST
    sign: str = NO_SIGN
    colour: str = NO_COLOUR
    dark_colour: str = NO_DARK_COLOUR
    outline: str = NO_OUTLINE
    proposed_decision: Text | None = None
    marks: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The forms in which a cell may name it."""
        return (self.slug, self.label.sv, self.label.en)


@dataclass(frozen=True)
class Scheme:
    """A closed vocabulary by the name of its scheme; read from concepts.ttl when first asked.

    Examples
    --------
    >>> SEVERITY["high"].label.pick("sv")
    'hög'
    >>> SEVERITY.slugs
    ('high', 'medium', 'low')
    >>> [concept.slug for concept in MODALITY if "asserts" in concept.marks]
    ['fact', 'assessment']
    """

    name: str

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, slug: object) -> bool:
        return slug in self._concepts

    def __getitem__(self, slug: str) -> Concept:
        """Return the concept with a slug.

        Raises
        ------
        SchemaError
            If the scheme has no such concept; it says which there are.
        """
        concept = self._concepts.get(slug)
        if concept is None:
            raise _unknown(self, slug)
        return concept

    @property
    def _concepts(self) -> Mapping[str, Concept]:
        return _members(self.name)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs in order."""
        return tuple(self._concepts)

    def place(self, slug: str) -> int:
        """Return the place of a concept among the others, from 0.

        Raises
        ------
        SchemaError
            If the scheme has no such concept.
        """
        return self.slugs.index(self[slug].slug)

    def iri(self, slug: str) -> str:
        """Return the IRI of a concept; the same as that of ``scheme[slug]``, without a look-up."""
        return str(CONCEPT[f"{self.name}/{slug}"])

    def shows(self, slug: str) -> bool:
        """Tell whether a value is shown also where nothing has it; not so of what is none of it."""
        return slug in self and "alwaysShown" in self[slug].marks

    def marked(self, mark: str) -> frozenset[str]:
        """Return the IRIs of the concepts of which a property is true."""
        return _marked(self.name, mark)


DECISION_STATUS = Scheme("decision-status")
EVIDENCE = Scheme("evidence-kind")
GAP_STATUS = Scheme("gap-status")
LACK = Scheme("lack")
LEVEL = Scheme("level")
LIFELINE_STATUS = Scheme("lifeline-status")
MEETING_LEVEL = Scheme("meeting-level")
MODALITY = Scheme("modality")
ROLE = Scheme("responsibility-role")
SECTOR = Scheme("sector")
SEVERITY = Scheme("severity")
STANCE = Scheme("stance")
STATUS = Scheme("status")
TIER = Scheme("tier")
VALENCE = Scheme("valence")


@cache
def _members(name: str) -> Mapping[str, Concept]:
    concepts = _bundled().get(str(CONCEPT[name]))
    if not concepts:
        message = Text(
            f"begreppsschemat ”{name}” finns inte", f"there is no concept scheme “{name}”"
        )
        raise schema_error("concepts.ttl", name, message)
    return {concept.slug: concept for concept in concepts}


@cache
def _marked(name: str, mark: str) -> frozenset[str]:
    return frozenset(each.iri for each in _members(name).values() if mark in each.marks)


@cache
def _bundled() -> Mapping[str, tuple[Concept, ...]]:
    return read_schemes(concepts_graph())


def _unknown(scheme: Scheme, slug: str) -> SchemaError:
    known = ", ".join(scheme.slugs)
    near = get_close_matches(slug, scheme.slugs, n=1)
    message = Text(
        f"”{slug}” finns inte i begreppsschemat {scheme.name}; där finns {known}",
        f"“{slug}” is not in the concept scheme {scheme.name}; it has {known}",
    )
    hint = Text(f"Menade du ”{near[0]}”?", f"Did you mean “{near[0]}”?") if near else None
    return schema_error("concepts.ttl", scheme.iri(slug), message, hint)


# -- reading --------------------------------------------------------------------------------------


def read_schemes(concepts: Graph) -> dict[str, tuple[Concept, ...]]:
    """Return the concepts of each scheme in order, by the IRI of the scheme.

    Raises
    ------
    SchemaError
        If a concept lacks its label or definition in a language.
    """
    schemes: dict[str, tuple[Concept, ...]] = {}
    for scheme in sorted(concepts.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        members = (
            read_concept(concepts, iri, slug_of(str(iri)), SKOS.prefLabel)
            for iri in concepts.subjects(SKOS.inScheme, scheme)
        )
        schemes[str(scheme)] = tuple(sorted(members, key=lambda each: (each.order, each.slug)))
    return schemes


def read_concept(graph: Graph, iri: Node, slug: str, label: URIRef) -> Concept:
    """Return a concept, or a class, as the graph describes it."""
    name, rank = bilingual(graph, iri, label), graph.value(iri, MR.rank)
    alone = (iri, SKOS.altLabel, None) in graph
    decides = (iri, MR.proposedDecision, None) in graph
    return Concept(
        iri=str(iri),
        slug=slug,
        label=name,
        definition=bilingual(graph, iri, SKOS.definition),
        heading=bilingual(graph, iri, SKOS.altLabel) if alone else name,
        order=int(rank) if isinstance(rank, Literal) else LAST,
        sign=_said(graph, iri, MR.symbol, NO_SIGN),
        colour=_said(graph, iri, MR.colour, NO_COLOUR),
        dark_colour=_said(graph, iri, MR.darkColour, NO_DARK_COLOUR),
        outline=_outline(graph, iri),
        proposed_decision=bilingual(graph, iri, MR.proposedDecision) if decides else None,
        marks=frozenset(
            str(mark).removeprefix(str(MR))
            for mark in graph.predicates(iri, Literal(True))
            if str(mark).startswith(str(MR))
        ),
    )


def _outline(graph: Graph, iri: Node) -> str:
    outline = _said(graph, iri, MR.outline, NO_OUTLINE)
    if outline not in OUTLINES:
        known = ", ".join(OUTLINES)
        message = Text(
            f"konturen ”{outline}” finns inte; välj en av {known}",
            f"there is no outline “{outline}”; choose one of {known}",
        )
        raise schema_error("concepts.ttl", str(iri), message)
    return outline


def _said(graph: Graph, iri: Node, path: URIRef, unless_said: str) -> str:
    value = graph.value(iri, path)
    return unless_said if value is None else str(value)


def bilingual(graph: Graph, subject: Node, predicate: URIRef) -> Text:
    """Return the text of a property in both languages.

    Raises
    ------
    SchemaError
        If one of them is missing.
    """
    by_language = {
        value.language: str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal)
    }
    if "sv" not in by_language or "en" not in by_language:
        missing = Text(
            f"{predicate} saknas på svenska eller engelska",
            f"{predicate} is missing in Swedish or English",
        )
        raise schema_error("", str(subject), missing)
    return Text(by_language["sv"], by_language["en"])


def schema_error(file: str, subject: str, message: Text, hint: Text | None = None) -> SchemaError:
    """Return the error of something that the ontology lacks or has in another form."""
    told = Text(f"{subject}: {message.sv}.", f"{subject}: {message.en}.")
    return SchemaError(Problem(Location(file=file), "schema", told, hint=hint, iri=subject))
