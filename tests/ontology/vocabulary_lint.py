"""Checks of the vocabulary, the concepts and the shapes, each of which names what it finds amiss.

Several follow the catalogue of OOPS! (oops.linkeddata.es); its numbers stand in the docstrings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD, Namespace
from rdflib.term import Literal, Node

ROOT = Path(__file__).parents[2]
MR = Namespace("https://w3id.org/mellanrum/ns#")
LANGUAGES = ("sv", "en")
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
KINDS = (OWL.Class, RDFS.Datatype, *PROPERTY_KINDS)
# Attributes of rdflib's Namespace that are not terms.
NOT_TERMS = frozenset({"term"})


def room(name: str) -> Path:
    """Return the folder of a room; by path, so that no code has to work for these checks to."""
    return ROOT / name


@cache
def load(name: str) -> Graph:
    return Graph().parse(room("ontology") / f"{name}.ttl")


def name_of(node: Node) -> str:
    """Return a short name for messages: the part after mr: or the last step of the IRI."""
    return re.split(r"[#/]", str(node))[-1]


def ours(nodes: Iterable[Node]) -> list[URIRef]:
    return sorted({n for n in nodes if isinstance(n, URIRef) and n.startswith(MR)})


def terms(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    return ours(s for kind in kinds or KINDS for s in graph.subjects(RDF.type, kind))


def of_kind(graph: Graph, *kinds: URIRef) -> set[Node]:
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind)}


def listed(graph: Graph, head: Node) -> set[Node]:
    """Return the members of an RDF list."""
    return {item for item in Collection(graph, head) if item is not None}


def members(graph: Graph, expression: Node | None) -> set[Node]:
    """Return the named classes or datatypes of a class expression."""
    if expression is None:
        return set()
    union = graph.value(expression, OWL.unionOf)
    return listed(graph, union) if union is not None else {expression}


def ends(graph: Graph, prop: Node, side: URIRef) -> set[Node]:
    return members(graph, graph.value(prop, side))


def supers(graph: Graph, cls: Node) -> set[Node]:
    return {above for above in graph.transitive_objects(cls, RDFS.subClassOf) if above is not None}


def covered(graph: Graph, cls: Node, by: set[Node]) -> bool:
    return OWL.Thing in by or bool(supers(graph, cls) & by)


def texts(graph: Graph, node: Node, predicate: URIRef) -> list[Literal]:
    return [o for o in set(graph.objects(node, predicate)) if isinstance(o, Literal)]


def missing_texts(graph: Graph, nodes: Iterable[Node], *predicates: URIRef) -> list[str]:
    """Name the nodes that lack exactly one text a language, per predicate."""
    found = []
    for node in nodes:
        for predicate in predicates:
            languages = Counter(o.language for o in texts(graph, node, predicate) if o.strip())
            if languages != Counter(LANGUAGES):
                found.append(f"{name_of(node)} {name_of(predicate)}")
    return sorted(found)


def empty_definitions(graph: Graph, nodes: Iterable[Node], label: URIRef) -> list[str]:
    """Name the nodes whose definition says no more than their label."""
    found = []
    for node in nodes:
        labels = {(o.casefold(), o.language) for o in texts(graph, node, label)}
        said = {(o.casefold().rstrip("."), o.language) for o in texts(graph, node, SKOS.definition)}
        found += [name_of(node)] * len(labels & said)
    return sorted(found)


def shared_labels(graph: Graph, nodes: Iterable[Node], label: URIRef) -> list[str]:
    """Name the labels that two of the nodes share in one language."""
    counts = Counter(o for node in nodes for o in texts(graph, node, label))
    return sorted(f"{o}@{o.language}" for o, number in counts.items() if number > 1)


def faulty_ends(graph: Graph) -> list[str]:
    """Name the properties without exactly one domain and one range (OOPS! P11, P19)."""
    found = []
    for prop in terms(graph, OWL.ObjectProperty, OWL.DatatypeProperty):
        for side in (RDFS.domain, RDFS.range):
            number = len(set(graph.objects(prop, side)))
            if number != 1:
                found.append(f"{name_of(prop)}: {number} × {name_of(side)}")
    return found


def mixed_kinds(graph: Graph) -> list[str]:
    """Name the terms that are declared as two kinds of thing."""
    return [name_of(t) for t in terms(graph) if len(set(graph.objects(t, RDF.type)) & {*KINDS}) > 1]


def unfit_ranges(graph: Graph) -> list[str]:
    """Name object properties that range over data, and datatype properties that do not."""
    data = of_kind(graph, RDFS.Datatype) | {RDFS.Literal, RDF.langString}

    def is_data(node: Node) -> bool:
        return node in data or str(node).startswith(str(XSD))

    found = []
    for prop in terms(graph, OWL.ObjectProperty, OWL.DatatypeProperty):
        wanted = (prop, RDF.type, OWL.DatatypeProperty) in graph
        if any(is_data(node) != wanted for node in ends(graph, prop, RDFS.range)):
            found.append(name_of(prop))
    return found


def undeclared_neighbours(graph: Graph) -> list[str]:
    """Name the classes and properties that are pointed at but not declared (OOPS! P34, P35)."""
    classes = of_kind(graph, OWL.Class, RDFS.Datatype) | {OWL.Thing, RDFS.Literal, RDF.langString}
    properties = of_kind(graph, *PROPERTY_KINDS)
    found: set[Node] = set()
    for prop in properties:
        ends_of = ends(graph, prop, RDFS.domain) | ends(graph, prop, RDFS.range)
        found |= {e for e in ends_of if e not in classes and not str(e).startswith(str(XSD))}
    found |= set(graph.objects(None, RDFS.subClassOf)) - classes
    found |= set(graph.objects(None, OWL.disjointWith)) - classes
    found |= set(graph.objects(None, RDFS.subPropertyOf)) - properties
    for group in graph.objects(None, OWL.members):
        found |= listed(graph, group) - classes
    return sorted(name_of(node) for node in found)


def cardinalities(graph: Graph) -> list[str]:
    """Name the cardinality axioms in use; they belong in the shapes."""
    return sorted(
        {name_of(p) for p in graph.predicates() if "cardinality" in name_of(p).casefold()}
    )


def unconnected(graph: Graph) -> list[str]:
    """Name the classes that no property and no other class is tied to (OOPS! P04)."""
    tied: set[Node] = set()
    for prop in terms(graph, *PROPERTY_KINDS):
        tied |= ends(graph, prop, RDFS.domain) | ends(graph, prop, RDFS.range)
    for cls, superclass in graph.subject_objects(RDFS.subClassOf):
        tied |= {cls, superclass}
    return [name_of(cls) for cls in terms(graph, OWL.Class) if cls not in tied]


def circular(graph: Graph) -> list[str]:
    """Name the terms that are their own superclass or superproperty (OOPS! P06)."""
    found = set()
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for start in set(graph.subjects(link)):
            above = {up for step in graph.objects(start, link) for up in
                     graph.transitive_objects(step, link)}  # fmt: skip
            found |= {name_of(start)} if start in above else set()
    return sorted(found)


def wrong_inverses(graph: Graph) -> list[str]:
    """Name inverses whose ends do not swap, and symmetric properties with unlike ends (P05)."""
    found = []
    for prop, other in graph.subject_objects(OWL.inverseOf):
        there = (ends(graph, prop, RDFS.domain), ends(graph, prop, RDFS.range))
        back = (ends(graph, other, RDFS.range), ends(graph, other, RDFS.domain))
        if there != back:
            found.append(name_of(prop))
    for prop in graph.subjects(RDF.type, OWL.SymmetricProperty):
        if ends(graph, prop, RDFS.domain) != ends(graph, prop, RDFS.range):
            found.append(name_of(prop))
    return sorted(found)


def wider_than_super(graph: Graph) -> list[str]:
    """Name the properties that reach outside the domain or range of our own superproperty."""
    return [
        f"{name_of(prop)} {name_of(side)}"
        for prop in terms(graph, *PROPERTY_KINDS)
        for above in ours(graph.objects(prop, RDFS.subPropertyOf))
        for side in (RDFS.domain, RDFS.range)
        for cls in ends(graph, prop, side)
        if not covered(graph, cls, ends(graph, above, side))
    ]


def mentioned(graph: Graph) -> set[str]:
    """Return the names of our terms that occur anywhere in a graph."""
    return {name_of(term) for triple in graph for term in ours(triple)}


def mentioned_in_code() -> dict[str, set[str]]:
    """Return the names of our terms that queries and modules mention, with the files."""
    found: dict[str, set[str]] = {}
    for folder in ("ontology", "graph", "queries", "export"):
        for path in sorted(room(folder).rglob("*")):
            if path.suffix not in {".py", ".rq"}:
                continue
            text = path.read_text(encoding="utf-8")
            for hit in re.findall(r"\bmr:([A-Za-z]\w*)|\bMR(?:\.(\w+)|\[\"(\w+)\"\])", text):
                name = "".join(hit)
                if name not in NOT_TERMS:
                    found.setdefault(name, set()).add(f"{folder}/{path.name}")
    return found


def unused(vocabulary: Graph, used: set[str]) -> list[str]:
    """Name the terms that are neither used nor above, or the day form of, one that is."""
    grown: set[Node] = set()
    for term in (MR[name] for name in used):
        for link in (RDFS.subClassOf, RDFS.subPropertyOf):
            grown |= {t for t in vocabulary.transitive_objects(term, link) if t is not None}
    for prop in terms(vocabulary, OWL.DatatypeProperty):
        grown |= ends(vocabulary, prop, RDFS.range)
    for mark in terms(vocabulary, OWL.AnnotationProperty):
        grown |= {mark} if (None, mark, None) in vocabulary else set()
    return [name_of(t) for t in terms(vocabulary) if t not in grown]


def shape_columns(shapes: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """Yield table, column and path of every column."""
    for table in shapes.subjects(RDF.type, SH.NodeShape):
        for column in shapes.objects(table, SH.property):
            path = shapes.value(column, SH.path)
            if path is not None:
                yield table, column, path


def allowed_types(shapes: Graph, column: Node) -> set[Node]:
    """Return the classes and datatypes that a column allows."""
    options = [column]
    if (alternatives := shapes.value(column, SH["or"])) is not None:
        options += listed(shapes, alternatives)
    return {o for node in options for p in (SH["class"], SH.datatype) for o in
            shapes.objects(node, p)}  # fmt: skip


def kinds_named(shapes: Graph) -> set[Node]:
    """Return every class that the shapes target, refer to or list as a kind."""
    found = set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, SH.targetClass))
    for group in shapes.objects(None, SH["in"]):
        found |= {m for m in listed(shapes, group) if isinstance(m, URIRef)}
    return found


def ends_of_columns(shapes: Graph) -> tuple[dict[Node, set[Node]], dict[Node, set[Node]]]:
    """Return, by path, the classes of the tables that have it and what its columns allow."""
    subjects: dict[Node, set[Node]] = {}
    objects: dict[Node, set[Node]] = {}
    for table, column, path in shape_columns(shapes):
        subjects.setdefault(path, set()).update(shapes.objects(table, SH.targetClass))
        objects.setdefault(path, set()).update(allowed_types(shapes, column))
    return subjects, objects


def out_of_step(vocabulary: Graph, shapes: Graph) -> list[str]:
    """Name domains and ranges that leave out what a column has, or name a table without it.

    What no table holds, such as gaps, may be added freely.
    """
    tabled = kinds_named(shapes)
    found = []
    for side, by_path in zip((RDFS.domain, RDFS.range), ends_of_columns(shapes), strict=True):
        for prop in ours(by_path):
            said, seen = ends(vocabulary, prop, side), by_path[prop]
            if MR.PartialDate in said:
                said = members(vocabulary, vocabulary.value(MR.PartialDate, OWL.equivalentClass))
            reach = {above for cls in seen for above in supers(vocabulary, cls)}
            narrow = {cls for cls in seen if not covered(vocabulary, cls, said)}
            wide = (said & tabled) - reach
            found += [f"{name_of(prop)} {name_of(side)} {name_of(cls)}" for cls in narrow | wide]
    return sorted(found)


def misplaced(graph: Graph) -> list[str]:
    """Name the concepts that are not in exactly one scheme, the one their IRI lies in."""
    known = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    found = []
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        homes = set(graph.objects(concept, SKOS.inScheme))
        if len(homes) != 1 or homes - known or not str(concept).startswith(f"{homes.pop()}/"):
            found.append(str(concept))
    return sorted(found)


def repeated_in_scheme(graph: Graph, predicate: URIRef) -> list[str]:
    """Name the values that two concepts of one scheme share: labels or ranks."""
    counts = Counter(
        (name_of(scheme), value)
        for concept, scheme in graph.subject_objects(SKOS.inScheme)
        for value in set(graph.objects(concept, predicate))
    )
    return sorted(f"{scheme}: {value}" for (scheme, value), number in counts.items() if number > 1)
