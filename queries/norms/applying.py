"""Whether a norm holds for a municipality at its date, and whether its sources are about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import GRAPH, mr
from mellanrum.ontology.vocabularies import Scheme, slug_of
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.norms.norm_catalogue import NormCatalogue
from mellanrum.queries.norms.roles import NORM_ROLE, NormRoles
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Applying", "Barrier", "county_of", "municipality_code_of"]

FORM, TOPIC = Scheme("form"), Scheme("topic")
PERMISSION = "may"
NOT_YET = Text("gäller från {day}", "holds from {day}")
NOT_DUE = Text("första gången senast {day}", "for the first time by {day}")
ENDED = Text("gällde till {day}", "held until {day}")
PERMITS = Text("tillåter men kräver inte", "permits and does not demand")
OTHER_COUNTY = Text("gäller bara i län {counties}", "holds only in county {counties}")
SAID = Text("gäller inte enligt en källa", "does not hold, as a source says")
NO_TOPIC = Text("ingen rad har ämnet {topic}", "no row has the topic {topic}")
NO_GROUP = Text(
    "källorna handlar om {topic} men inte för gruppen",
    "the sources are about {topic}, but not for the group",
)
NO_FORM = Text("formen {form} används inte", "the form {form} is not in use")
NO_PARTY = Text("{party} finns inte i uppgifterna", "{party} are not in the data")


@dataclass(frozen=True)
class Barrier:
    """Why a norm asks nothing here.

    Attributes
    ----------
    answer : str
        Slug in the scheme ``norm-answer``: ``does-not-apply`` or ``not-touched``.
    reason : Text
        Why, as a clause.
    rows : tuple of str
        IRIs of the rows that say so.
    """

    answer: str
    reason: Text
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Applying:
    """Tells of each norm of a catalogue whether it holds for a municipality.

    Attributes
    ----------
    catalogue : NormCatalogue
        The catalogue.
    roles : NormRoles
        Who has which role in the municipality.
    """

    catalogue: NormCatalogue
    roles: NormRoles

    def barrier(self, norm: CatalogueNorm) -> Barrier | None:
        """Return why a norm asks nothing here, the first reason that holds; None where it asks."""
        tests: tuple[Callable[[CatalogueNorm], Barrier | None], ...] = (
            self._in_time,
            self._demanding,
            self._in_county,
            self._said_not_to,
            self._touched,
            self._with_form,
            self._with_party,
        )
        return next((found for test in tests if (found := test(norm))), None)

    def is_triggered(self, norm: CatalogueNorm) -> bool:
        """Tell whether a norm waits for nothing, or a source says that it has happened."""
        return not norm.trigger or any(self._holds(row, norm, "true") for row in self._rows)

    def _in_time(self, norm: CatalogueNorm) -> Barrier | None:
        day, starts, ends = self.roles.touched.view.as_of, norm.begins, norm.ends
        if ends is not None and (day is None or ends < day):
            return Barrier("does-not-apply", ENDED.format(day=norm.valid_until))
        if day is not None and starts is not None and day < starts:
            told = NOT_DUE if norm.every else NOT_YET
            shown = starts.isoformat() if norm.every else norm.valid_from
            return Barrier("does-not-apply", told.format(day=shown))
        return None

    def _demanding(self, norm: CatalogueNorm) -> Barrier | None:
        return Barrier("does-not-apply", PERMITS) if norm.strength == PERMISSION else None

    def _in_county(self, norm: CatalogueNorm) -> Barrier | None:
        if not norm.counties or self._county in norm.counties:
            return None
        counties = ", ".join(norm.counties)
        return Barrier("does-not-apply", OTHER_COUNTY.format(counties=counties))

    def _said_not_to(self, norm: CatalogueNorm) -> Barrier | None:
        rows = tuple(row for row in self._rows if self._holds(row, norm, "false"))
        return Barrier("does-not-apply", SAID, rows) if rows else None

    def _touched(self, norm: CatalogueNorm) -> Barrier | None:
        touched = self.roles.touched
        if touched.is_touched(norm):
            return None
        other_group = bool(norm.groups) and touched.is_touched(replace(norm, groups=()))
        told = NO_GROUP if other_group else NO_TOPIC
        return Barrier("not-touched", told.format(topic=TOPIC[norm.topic].label))

    def _with_form(self, norm: CatalogueNorm) -> Barrier | None:
        if not norm.form or self.roles.touched.of_form(norm.form):
            return None
        return Barrier("not-touched", NO_FORM.format(form=FORM[norm.form].label))

    def _with_party(self, norm: CatalogueNorm) -> Barrier | None:
        if norm.parties and not any(map(self.roles.is_present, norm.parties)):
            return self._absent(norm.parties[0])
        return None if self.roles.bound(norm) else self._absent(norm.responsible[0])

    def _absent(self, role: str) -> Barrier:
        return Barrier("not-touched", NO_PARTY.format(party=NORM_ROLE[role].label))

    # -- what sources say of whether it holds ---------------------------------------------------

    @cached_property
    def _rows(self) -> tuple[str, ...]:
        return self.roles.touched.view.rows("Applicability")

    def _holds(self, row: str, norm: CatalogueNorm, answer: str) -> bool:
        """Tell whether a row of the municipality says yes or no of a norm, or of its topic."""
        facts = self.roles.touched.view.facts
        same = not self.catalogue.ids_of(norm).isdisjoint(facts.values(row, mr("normId")))
        topics = {slug_of(topic) for topic in facts.values(row, mr("topic"))}
        return facts.value(row, mr("applies")) == answer and (same or norm.topic in topics)

    @cached_property
    def _county(self) -> str:
        return county_of(municipality_code_of(self.roles.touched.view))


def county_of(code: str) -> str:
    """Return the county of a municipality code: its first two digits.

    Examples
    --------
    >>> county_of("1490")
    '14'
    """
    return code[:2]


def municipality_code_of(view: MunicipalView) -> str:
    """Return the code of a municipality, or the empty string."""
    codes = (view.facts.value(str(GRAPH[slug]), mr("municipalityCode")) for slug in view.datasets)
    return next((code for code in codes if code), "")
