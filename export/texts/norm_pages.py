"""A page for each topic of a catalogue of norms, and the index of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mellanrum.ontology.language import LANGUAGES, Language, Text, capitalised, joined
from mellanrum.ontology.vocabularies import Concept, Scheme
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.norms.norm_catalogue import NormCatalogue

__all__ = ["norm_pages"]

KIND, ROLE, TOPIC = Scheme("norm-kind"), Scheme("norm-role"), Scheme("topic")
ELEMENT, STRENGTH, FORM = Scheme("element"), Scheme("strength"), Scheme("form")
GROUP, TRIGGER = Scheme("standard-group"), Scheme("trigger")
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
READ = Text(
    "{count} normer, lästa mot lagen {day}. {scope}",
    "{count} norms, read against the law on {day}. {scope}",
)
HEADINGS = (
    Text("norm", "norm"),
    Text("säger", "says"),
    Text("väntar sig", "expects"),
    Text("av", "of"),
    Text("styrka", "strength"),
    Text("gäller", "holds"),
    Text("hänvisning", "reference"),
)
INDEX = (Text("ämne", "topic"), Text("normer", "norms"))
UNTIL = Text("{start}–{end}", "{start}–{end}")
FROM = Text("från {start}", "from {start}")
ALWAYS = Text("utan känt startdatum", "from an unknown date")
EVERY = Text("var {months}:e månad", "every {months} months")
WITH = Text("med {roles}", "with {roles}")
ONLY = {
    "counties": Text("bara i län {names}", "only in county {names}"),
    "form": Text("där {names} används", "where {names} is in use"),
    "parties": Text("där {names} finns", "where {names} are present"),
    "groups": Text("för {names}", "for {names}"),
    "trigger": Text("vid {names}", "upon {names}"),
}
MARKS = {
    "is_effort": Text("en ansträngning", "an effort"),
    "is_known": Text("antagen av alla", "adopted by all"),
    "is_too_wide": Text("nämns bara bredvid en snävare", "only cited beside a narrower one"),
}


def norm_pages(catalogue: NormCatalogue) -> dict[str, str]:
    """Return file name → page for each topic that a catalogue has norms about, and the index."""
    by_topic = {
        topic: [norm for norm in catalogue.norms if norm.topic == topic.slug] for topic in TOPIC
    }
    filled = {topic: norms for topic, norms in by_topic.items() if norms}
    pages = {f"{topic.slug}.md": _page(catalogue, topic, norms) for topic, norms in filled.items()}
    return {"README.md": _index(catalogue, filled), **pages}


def _index(catalogue: NormCatalogue, filled: dict[Concept, list[CatalogueNorm]]) -> str:
    parts = [f"# {catalogue.name.sv} · {catalogue.name.en}\n\n"]
    for language in LANGUAGES:
        read = READ.format(count=len(catalogue.norms), day=catalogue.read, scope=catalogue.scope)
        parts.append(f"## {LANGUAGE_NAMES[language]}\n\n{read.pick(language)}\n\n")
        kinds = [kind for kind in KIND if any(n.kind == kind.slug for n in catalogue.norms)]
        headings = (heading.pick(language) for heading in INDEX)
        parts.append(_line((*headings, *(kind.label.pick(language) for kind in kinds))))
        parts.append(_line("---" for _ in range(2 + len(kinds))))
        for topic, norms in filled.items():
            counts = Counter(norm.kind for norm in norms)
            link = f"[{topic.label.pick(language)}]({topic.slug}.md)"
            numbers = (str(counts[kind.slug]) for kind in kinds)
            parts.append(_line((link, str(len(norms)), *numbers)))
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _page(catalogue: NormCatalogue, topic: Concept, norms: Sequence[CatalogueNorm]) -> str:
    title = f"{capitalised(topic.label.sv)} · {capitalised(topic.label.en)}"
    parts = [f"# {title}\n\n[{catalogue.name.sv} · {catalogue.name.en}](README.md)\n\n"]
    for language in LANGUAGES:
        parts.append(f"## {LANGUAGE_NAMES[language]}\n\n")
        parts.append(f"{topic.definition.pick(language)} {catalogue.scope.pick(language)}\n\n")
        parts.append(_line(heading.pick(language) for heading in HEADINGS))
        parts.append(_line("---" for _ in HEADINGS))
        parts += [_line(_row(norm, language)) for norm in norms]
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _row(norm: CatalogueNorm, language: Language) -> tuple[str, ...]:
    return (
        f"`{norm.id}`",
        norm.text.pick(language),
        "; ".join([ELEMENT[norm.element].label.pick(language), *_marks(norm, language)]),
        "; ".join(_whom(norm, language)),
        f"{STRENGTH[norm.strength].label.pick(language)} ({KIND[norm.kind].label.pick(language)})",
        "; ".join(_holds(norm, language)),
        f"[{norm.reference}]({norm.address})",
    )


def _marks(norm: CatalogueNorm, language: Language) -> list[str]:
    return [text.pick(language) for name, text in MARKS.items() if getattr(norm, name)]


def _whom(norm: CatalogueNorm, language: Language) -> Iterator[str]:
    yield _names(ROLE, norm.responsible, language)
    if norm.counterparts:
        yield WITH.pick(language).format(roles=_names(ROLE, norm.counterparts, language))


def _holds(norm: CatalogueNorm, language: Language) -> Iterator[str]:
    told = UNTIL if norm.valid_until else FROM if norm.valid_from else ALWAYS
    yield told.pick(language).format(start=norm.valid_from, end=norm.valid_until)
    if norm.every:
        yield EVERY.pick(language).format(months=norm.every)
    for name, given in (
        ("counties", ", ".join(norm.counties)),
        ("form", _names(FORM, [norm.form] if norm.form else [], language)),
        ("parties", _names(ROLE, norm.parties, language)),
        ("groups", _names(GROUP, norm.groups, language)),
        ("trigger", _names(TRIGGER, [norm.trigger] if norm.trigger else [], language)),
    ):
        if given:
            yield ONLY[name].pick(language).format(names=given)


def _names(scheme: Scheme, slugs: Iterable[str], language: Language) -> str:
    return joined([scheme[slug].label.pick(language) for slug in slugs], language)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
