"""The tables of a synthetic municipality: everything that a rule can look for is in some rows."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.draws import LEVELS, SECTORS, Drawer, names

__all__ = ["Maker"]

LACKS = ("forum", "joint-goal", "follow-up", "funding", "contact-point", "coordination", "form")


class Maker(Drawer):
    """Fills the tables of one municipality."""

    def __init__(self, number: int, seed: int) -> None:
        super().__init__(number, seed)
        self._actors()
        self._purpose()
        self._structures()
        self._aims()
        self._scrutiny()
        self._statements()

    # -- who there is -------------------------------------------------------------------------

    def _actors(self) -> None:
        """Add sources, bodies and posts."""
        self.committees = names("namnd", 8)
        kinds = ("minutes", "official-letter", "audit-report", "reply")
        self.add("sources", 20, "kalla", kind=self.any(kinds), date=self.day)
        self.add(
            "sources",
            5,
            "bilaga",
            kind="reply",
            date=self.day,
            issuer=self.any(self.committees),
            annex_to=self.any(names("kalla", 20)),
        )
        self.add("bodies", 1, "kommun", kind="municipality")
        self.add("bodies", 1, "revision", kind="audit body", part_of="kommun-1")
        self.add("bodies", 8, "namnd", kind="committee", part_of="kommun-1", sector=self.sector)
        waiting = iter(self.committees)
        self.departments = self.add(
            "bodies",
            8,
            "forvaltning",
            kind="department",
            part_of="kommun-1",
            administers=lambda: next(waiting),
            sector=self.sector,
        )
        in_department = self.any(self.departments)
        self.units = self.add("bodies", 24, "enhet", kind="unit", part_of=in_department)
        self.joint = self.add("bodies", 2, "gemensam", kind="joint unit", part_of=in_department)
        self.external = self.add(
            "bodies",
            8,
            "extern",
            kind="external actor",
            expected_counterpart=self.some(0.6, self.committees),
        )
        self.parties = [
            *(*self.committees, *self.departments, *self.units),
            *(*self.joint, *self.external),
        ]
        self.societies = self.add(
            "bodies", 2, "forening", kind="external actor", sector="civil-society"
        )
        # These two take part in nothing.
        self.aside = self.add("bodies", 2, "utskott", kind="committee", part_of="kommun-1")
        self._posts()

    def _posts(self) -> None:
        self.add("posts", 36, "funktion", post_in=self.any(self.parties), level=self.level)
        self.add(
            "posts",
            6,
            "lots",
            post_in=self.any(self.joint),
            seconded_from=self.any(self.departments),
        )
        self.posts = self.ids("posts")

    # -- what they are there for --------------------------------------------------------------

    def _purpose(self) -> None:
        """Add target groups, forms, requirements, documents, programmes, commissions, decisions."""
        wide = self.add("target_groups", 3, "malgrupp", min_age=0, max_age=20)
        # No group of the structures covers the oldest ages that the audits ask about.
        ages = iter((0, 5, 6, 12, 13, 18))
        stages = self.add(
            "target_groups",
            3,
            "skede",
            min_age=lambda: next(ages),
            max_age=lambda: next(ages),
        )
        narrow = self.add(
            "target_groups",
            9,
            "grupp",
            min_age=lambda: self.random.randint(0, 12),
            max_age=lambda: self.random.randint(13, 18),
            narrower_than=self.some(0.6, wide),
            alias=self.some(0.2, ("De unga", "Barnen")),
        )
        self.wide, self.groups = wide, [*stages, *narrow]
        self.forms = self.add("forms", 3, "form", form=self.any(("sspf", "sig", "bus")))
        self._requirements()
        self.documents = self.add(
            "documents",
            20,
            "dokument",
            kind=self.any(("agreement", "action plan", "routine")),
            party=self.some(0.4, self.parties, 3),
            regulates_inclusion_of=self.some(0.1, self.external),
            presupposes=self.some(0.4, self.ids("requirements"), 2),
            delimits=self.some(0.1, [*self.committees, *self.departments], 2),
            **self.held(),
        )
        self.programmes = self.add(
            "programmes", 5, "program", steered_by=self.some(0.5, self.committees)
        )
        self._tasks_given()

    def _requirements(self) -> None:
        self.add(
            "requirements",
            4,
            "krav",
            kind="collaboration-form",
            requires_form=self.any(self.forms),
        )
        for prefix, kind in (("malkrav", "joint-goal"), ("strukturkrav", "joint-structure")):
            self.add("requirements", 1, prefix, kind=kind)
        self.add(
            "requirements",
            1,
            "dokumentkrav",
            kind="agreement compliance",
            requires_document=self.any(names("dokument", 20)),
        )

    def _tasks_given(self) -> None:
        """Add commissions, and the decisions that commitments stand in."""
        self.commissions = self.add(
            "commissions",
            8,
            "uppdrag",
            alias=self.some(0.2, ("Uppdraget",)),
            assigned_to=self.some(1, [*self.committees, *self.departments], 3),
            declared_count=self.some(0.3, ("2", "3")),
            part_of_set=self.some(0.2, ("uppdrag-1", "uppdrag-2")),
            target_group=self.any(self.wide),
        )
        self.decisions = self.add(
            "decisions",
            8,
            "beslut",
            decided_by=self.any(self.committees),
            decision_status=self.any(("decided", "proposed")),
            concerns_body=self.some(0.7, self.committees, 2),
            expedited_to=self.some(0.6, self.committees, 2),
            financial_effect=self.some(0.5, ("no",)),
            date=self.day,
        )
        self.add("completeness", 4, "lista", about=self.any(self.decisions), list="recipients")

    # -- what they do together ----------------------------------------------------------------

    def _structures(self) -> None:
        """Add structures, who takes part, and who answers for what."""
        status = ("established", "established", "established", "planned", "ended")
        prevention = ("promotive", "preventive", "remedial")
        forums = names("forum", 36)
        self.structures = self.add(
            "structures",
            36,
            "forum",
            kind="forum",
            forum_type=self.some(0.5, ("working-group", "steering-group", "network")),
            level=self.level,
            status=self.some(0.4, status),
            prevention_level=self.some(0.1, prevention),
            realises_form=self.some(0.2, self.forms),
            steered_by=self.some(0.3, self.committees),
            convened_by=self.some(0.5, self.departments),
            governed_by=self.some(0.4, self.documents),
            coordinated_with=self.some(0.1, forums),
            part_of_programme=self.some(0.2, self.programmes),
            feeds_into=self.some(0.4, self.committees),
            **self.held(),
        )
        self._participations()
        self.add(
            "responsibilities",
            60,
            "ansvar",
            holder=self.some(0.85, [*self.parties, *self.posts]),
            kind=self.any(("responsibility", "task", "coordination")),
            element=self.some(0.2, ("convene", "start", "evaluate-and-report")),
            commission=self.some(0.3, self.commissions),
            limited_by=self.some(0.2, self.documents),
            for_structure=self.some(0.5, self.structures),
            level=self.level,
            **self.held(),
        )

    def _participations(self) -> None:
        self.add(
            "participations",
            180,
            "deltagande",
            structure=self.any(self.structures),
            participant=self.any(self.parties),
            via_post=self.some(0.3, self.posts),
            valid_from=self.some(0.5, ("2015", "2016-08", "2018-01-15")),
            valid_until=self.some(0.2, ("2019", "2021-06-30", "2022-12")),
        )
        self.add(
            "participations",
            20,
            "sektor",
            structure=self.any(self.structures),
            participant_sector=self.any(SECTORS),
        )
        self._link()
        for row in self.tables["participations"]:
            del row["name"]

    def _link(self) -> None:
        """Add two forums of the same two bodies, and one that alone ties them to the others."""
        own, twin, link = self.add(
            "structures", 3, "lank", kind="forum", level="operational", target_group=self.groups[0]
        )
        seats = [(forum, body) for forum in (own, twin) for body in self.societies]
        seats += [(link, body) for body in (*self.societies, self.committees[0])]
        for place, (structure, body) in enumerate(seats, start=1):
            self.add("participations", 1, f"plats-{place}", structure=structure, participant=body)

    def _aims(self) -> None:
        """Add goals, and what becomes of them."""
        owners = ["kommun-1", *self.committees, *self.departments]
        self.goals = self.add(
            "goals",
            30,
            "mal",
            goal_of=self.some(0.9, owners, 2),
            goal_for=self.some(0.8, self.structures),
            in_document=self.some(0.5, self.documents),
            nature=self.some(0.6, ("outcome", "process", "direction")),
            commission=self.some(0.3, self.commissions),
            **self.held(0.8),
        )
        types = ("volume", "process", "outcome")
        self.add("indicators", 25, "matt", goal=self.any(self.goals), type=self.any(types))
        self.followups = self.add(
            "follow_ups",
            25,
            "uppfoljning",
            follows_up=self.some(0.9, [*self.goals, *self.goals, *self.structures]),
            performed_by=self.some(0.7, self.parties),
            reports_to=self.some(0.5, self.committees),
            frequency=self.some(0.5, ("annual", "quarterly", "once")),
            deadline=self.some(0.4, ("2023-12-31", "2024-06", "2025")),
        )
        self.add(
            "activities",
            20,
            "aktivitet",
            performed_by=self.some(0.8, self.parties),
            realises_goal=self.some(0.7, self.goals),
            for_structure=self.some(0.5, self.structures),
        )
        self._means()

    def _means(self) -> None:
        """Add money and ways to reach each other."""
        self.add(
            "funding",
            12,
            "medel",
            funder=self.any(self.parties),
            funds=self.any([*self.posts, *self.structures]),
            sufficiency=self.any(("sufficient", "insufficient", "unknown")),
            valid_until=self.some(0.5, ("2023", "2024-12", "2026-06-30")),
        )
        self.add(
            "contact_points",
            12,
            "kontakt",
            contact_of=self.any([*self.committees, *self.departments]),
            contact_for=self.some(0.4, self.external),
            email=self.some(1, ("kontakt@prov.example", "brevlada@prov.example")),
            corrected_email=self.some(0.2, ("kontakt@prov.example",)),
        )

    # -- what is said of it -------------------------------------------------------------------

    def _scrutiny(self) -> None:
        """Add audits with findings and recommendations, and what is answered."""
        audits = self.add(
            "audits",
            3,
            "granskning",
            auditor="revision-1",
            audited_body=self.some(1, [*self.committees, *self.aside, *self.aside], 4),
            criterion=self.some(1, self.ids("requirements"), 3),
            target_group=self.some(0.7, self.wide),
            date=self.day,
        )
        findings = self.add(
            "findings",
            24,
            "iakttagelse",
            audit=self.any(audits),
            valence=self.any(("critical", "critical", "positive", "risk")),
            about=self.some(1, ["kommun-1", *self.committees, *self.structures], 2),
            lack=self.some(0.8, LACKS),
        )
        advice = self.add(
            "recommendations",
            12,
            "rekommendation",
            audit=self.any(audits),
            based_on=self.some(0.9, findings, 2),
            addressed_to=self.some(0.9, self.committees),
            lack=self.some(0.7, LACKS),
        )
        self._answers(findings, advice)

    def _answers(self, findings: Sequence[str], advice: Sequence[str]) -> None:
        commitments = self.add(
            "commitments",
            14,
            "atagande",
            kind=self.any(("undertaken", "imposed")),
            committed_by=self.some(0.9, [*self.committees, *self.departments]),
            deadline=lambda: self.day(2021, 2027),
            reports_to=self.some(0.5, self.committees),
            decision=self.some(0.5, self.decisions),
            addresses=self.some(0.7, [*findings, *advice]),
            concerns=self.some(0.6, ["kommun-1", *self.committees, *self.structures]),
            fulfilled_by=self.some(0.3, self.followups),
            lack=self.some(0.7, LACKS),
        )
        self.add(
            "responses",
            10,
            "svar",
            respondent=self.any(self.committees),
            responds_to=self.any([*findings, *advice]),
            stance=self.any(("confirms", "shares", "objects", "qualifies", "acts")),
            results_in=self.some(0.4, commitments),
        )

    def _statements(self) -> None:
        """Add absences, some of which are contradicted, and further statements."""
        bodies = [*self.committees, *self.departments]
        absences = self.add(
            "absences",
            14,
            "franvaro",
            about=self.any(["kommun-1", *bodies, *self.structures]),
            **{"with": self.some(0.3, bodies)},
            lack=self.any(LACKS),
            finding=self.some(0.4, self.ids("findings")),
            level=self.some(0.3, LEVELS),
            valid_until=self.some(0.2, ("2020", "2023-05")),
        )
        about = [*self.structures, *self.ids("participations"), *self.goals, *self.decisions]
        self.add(
            "claims", 60, "belagg", about=self.any(about), contradicts=self.some(0.25, absences)
        )
        for row in (*self.tables["claims"], *self.tables["completeness"]):
            del row["name"]  # a statement has none

    # -- ties ---------------------------------------------------------------------------------

    def neighbour(self, slug: str) -> None:
        """Let a committee and a unit of another municipality sit in two structures of this one."""
        for place, body in enumerate(("namnd-3", "enhet-5"), start=1):
            self.tables["participations"].append(
                {
                    "id": f"granne-{place}",
                    "structure": f"forum-{place}",
                    "participant": f"{slug}/{body}",
                    **self.evidence("participations"),
                }
            )
