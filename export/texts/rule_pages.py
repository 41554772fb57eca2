"""A page for each rule: what it asks and why, how it is answered, and one of its gaps explained."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getsource

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.explanation import explanation, flag_explanation
from mellanrum.export.wording import GAP
from mellanrum.ontology.language import LANGUAGES, Language, Text
from mellanrum.ontology.vocabularies import SEVERITY, Scheme
from mellanrum.queries.rules.catalogue import Rule
from mellanrum.queries.rules.functions import network_rules

__all__ = ["rule_page", "rule_pages", "rules_index"]

LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
STRINGS = {
    "question": Text("Vad den frågar", "What it asks"),
    "why": GAP["why"],
    "closes": GAP["closes"],
    "premise": Text("Vad den läser in", "What it reads into the facts"),
    "asks": Text(
        "Fråga på kortet när källorna lämnar det öppet",
        "Question on the card where the sources leave it open",
    ),
    "unfilled": Text(
        "Fråga på kortet när underlaget inte är ifyllt",
        "Question on the card where what it needs is not filled in",
    ),
    "missing": Text("Det som saknas", "What is missing"),
    "levels": Text("Nivåer", "Levels"),
    "tier": Text("Nivå i listan", "Tier"),
    "items": Text("Ett mellanrum för varje", "One gap for each"),
    "needs": Text("Prövas bara när detta är ifyllt", "Tried only where this is filled in"),
    "severity": Text("Allvarlighet i den medföljande profilen", "Severity in the bundled profile"),
    "reference": Text("Referens", "Reference"),
    "version": Text("Version", "Version"),
    "example": Text("Ett exempel från Ekvalla", "An example from Ekvalla"),
    "flag": Text(
        "Det här är en upplysning om källorna. Den visas för sig och är aldrig ett mellanrum.",
        "This is a knowledge flag. It is shown apart and is never a gap.",
    ),
    "off": Text("av", "off"),
}
ITEMS = {
    "answer": Text("svar", "answer"),
    "pair": Text("par av organ och målgrupp", "pair of bodies and target group"),
    "dataset": Text("datamängd", "dataset"),
    "connected": Text("grupp som hänger ihop", "group that hangs together"),
}


def rule_pages(snapshot: Snapshot) -> dict[str, str]:
    """Return file name → page for each rule, with an example from the snapshot, and their index."""
    pages = {f"{rule.name}.md": rule_page(snapshot, rule) for rule in snapshot.catalogue.rules}
    return {"README.md": rules_index(snapshot), **pages}


def rules_index(snapshot: Snapshot) -> str:
    """Return the list of rules, with what each asks, as Markdown."""
    rows = [
        f"| [{rule.id}]({rule.name}.md) | {rule.title.sv} · {rule.title.en} "
        f"| {rule.question.sv} | {rule.question.en} | {_severity(snapshot, rule, 'en')} |"
        for rule in snapshot.catalogue.rules
    ]
    return "\n".join(
        [
            "# Regler · Rules",
            "",
            "G-reglerna är frågor i SPARQL. N-reglerna räknar på nätverket av organ och det som "
            "förenar dem. K-reglerna ger upplysningar om källorna, som aldrig är mellanrum. Hur du "
            "skriver egna står i [egna regler](../own-rules.md).",
            "",
            "The G rules are SPARQL queries. The N rules compute on the network of bodies and what "
            "ties them. The K rules yield knowledge flags on the sources, which are never gaps. "
            "How to write your own is told in [rules of your own](../own-rules.md).",
            "",
            "| id | regel · rule | fråga | question | severity |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def rule_page(snapshot: Snapshot, rule: Rule) -> str:
    """Return the page of one rule as Markdown, in both languages."""
    lines = [f"# {rule.id} {rule.title.sv} · {rule.title.en}", ""]
    lines.append("[Alla regler · all rules](README.md)")
    for language in LANGUAGES:
        lines += ["", f"## {LANGUAGE_NAMES[language]}", "", *_told(snapshot, rule, language)]
        example = _example(snapshot, rule, language)
        if example:
            lines += ["", f"### {STRINGS['example'].pick(language)}", "", "```text"]
            lines += [example.rstrip(), "```"]
    lines += ["", *_answered(rule), ""]
    return "\n".join(lines)


def _told(snapshot: Snapshot, rule: Rule, language: Language) -> Iterator[str]:
    if rule.flag:
        yield STRINGS["flag"].pick(language)
        yield ""
    for key, text in (
        ("question", rule.question.pick(language)),
        ("why", rule.why.pick(language)),
        ("closes", rule.closes.pick(language)),
        ("premise", rule.premise.pick(language) if rule.premise else ""),
        ("asks", rule.asks.pick(language) if rule.asks else ""),
        ("unfilled", rule.unfilled.pick(language) if rule.unfilled else ""),
        ("missing", _missing(snapshot, rule, language)),
        ("levels", ", ".join(snapshot.name(level, language) for level in rule.levels)),
        ("tier", Scheme("tier")[rule.tier].label.pick(language) if rule.tier else ""),
        ("items", "" if rule.flag else ITEMS[rule.items].pick(language)),
        ("needs", ", ".join(rule.needs)),
        ("severity", _severity(snapshot, rule, language)),
        ("reference", rule.reference),
        ("version", str(rule.version)),
    ):
        if text:
            yield f"- **{STRINGS[key].pick(language)}:** {text}"


def _missing(snapshot: Snapshot, rule: Rule, language: Language) -> str:
    kinds = [snapshot.name(kind, language) for kind in rule.lack]
    name = snapshot.name(rule.missing_class, language)
    return f"{', '.join(kinds)} ({name})" if kinds else name


def _severity(snapshot: Snapshot, rule: Rule, language: Language) -> str:
    severity = snapshot.catalogue.profile.get(rule.id)
    if severity is None:
        return STRINGS["off"].pick(language)
    return SEVERITY[severity].label.pick(language)


def _example(snapshot: Snapshot, rule: Rule, language: Language) -> str:
    """Return a flag of a rule, or the gap that shows it best: by itself if there is one."""
    for flag in snapshot.flags:
        if flag.rule == rule:
            return flag_explanation(snapshot, flag, language)
    gaps = [gap for gap in snapshot.gaps if any(line.rule == rule for line in gap.lines)]
    if not gaps:
        return ""
    best = min(
        gaps, key=lambda gap: (gap.tier == "stated", gap.rule != rule, len(gap.lines), gap.iri)
    )
    return explanation(snapshot, best, language)


def _answered(rule: Rule) -> list[str]:
    if rule.function:
        code = getsource(network_rules()[rule.function])
        return ["## Funktionen · the function", "", "```python", code.rstrip(), "```"]
    return ["## Frågan · the query", "", "```sparql", rule.sparql.strip(), "```"]
