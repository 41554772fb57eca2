"""What holds for every norm of the Swedish catalogue, and for the pages that tell of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.norms.norm_catalogue import bundled_norms

DOCS = Path(__file__).resolve().parents[2] / "docs" / "norms"
NORMS = bundled_norms("sverige").norms
STATUTES = [norm for norm in NORMS if norm.kind in ("law", "ordinance")]
EFFORT = ("verka för", "arbeta")
COPIES = (
    "docplayer",
    "studylib",
    "5dok",
    "lawinsider",
    "yumpu",
    "issuu",
    "abcdocz",
    "dokumen.tips",
)


def _name(norm: CatalogueNorm) -> str:
    return norm.id


def _named_in(page: str) -> set[str]:
    """Return the names in code in the tables of a page, but for what is too long for one."""
    text = (DOCS / page).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return {name for line in lines for name in re.findall(r"`([a-z0-9-]{3,39})`", line)}


@pytest.mark.parametrize("norm", STATUTES, ids=_name)
def test_a_statute_is_named_to_the_paragraph_and_its_address_leads_to_it(
    norm: CatalogueNorm,
) -> None:
    found = re.search(r"\((\d{4}):(\d+)\)", norm.reference)
    assert found, norm.reference
    assert norm.address.endswith(f"/_sfs-{found[1]}-{found[2]}/")
    assert "www.riksdagen.se/" in norm.address
    assert re.search(r"\d+( [a-z])? §", norm.reference)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", norm.valid_from)


def test_no_norm_leads_to_a_passing_copy() -> None:
    assert not [norm.id for norm in NORMS if any(copy in norm.address for copy in COPIES)]


def test_a_norm_that_was_replaced_ends_the_day_before_the_next_begins() -> None:
    by_iri = {norm.iri: norm for norm in NORMS}
    replaced = [norm for norm in NORMS if norm.replaced_by]
    assert replaced
    for norm in replaced:
        after = by_iri[norm.replaced_by]
        start = as_day(after.valid_from, "first")
        assert norm.ends is not None
        assert start == norm.ends + dt.timedelta(days=1), norm.id
        assert (norm.topic, norm.element, norm.responsible) == (
            after.topic,
            after.element,
            after.responsible,
        )


def test_a_duty_of_effort_says_so_in_its_strength_and_its_words() -> None:
    for norm in NORMS:
        assert norm.is_effort == (norm.strength == "work-for"), norm.id
        if norm.is_effort:
            assert any(word in norm.text.sv for word in EFFORT), norm.id


def test_only_those_who_are_in_the_data_are_asked_from_outside_the_municipality() -> None:
    outside = {"region", "police", "employment-service", "county-group", "other-school-provider"}
    assert outside <= set(Scheme("norm-role").slugs)
    alone = [norm for norm in NORMS if set(norm.responsible) <= outside]
    assert len(alone) > len(outside)
    assert [norm.id for norm in alone if set(norm.parties) != set(norm.responsible)] == []


def test_what_all_have_adopted_holds_in_a_county_and_is_never_law() -> None:
    known = [norm for norm in NORMS if norm.is_known]
    assert known
    assert all(norm.counties and norm.kind == "regional-agreement" for norm in known)


def test_a_method_demands_nothing_where_another_is_used() -> None:
    for form in ("sspf", "sig", "est"):
        named = [norm for norm in NORMS if norm.id.startswith(f"{form}-")]
        assert named
        assert {(norm.form, norm.strength) for norm in named} == {(form, "recommended")}


def test_each_norm_says_where_it_was_read_and_none_that_was_left_out_is_in() -> None:
    names = {norm.id for norm in NORMS}
    assert names - _named_in("sources.md") == set()
    assert _named_in("sources.md") - names == set()
    left_out = _named_in("left-out.md")
    assert left_out
    assert left_out & names == set()
