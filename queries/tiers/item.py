"""The items of the list, and what is known of each: a gap of one tier, with its place in it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import BASE
from mellanrum.queries.rules.catalogue import Rule, Severity

__all__ = [
    "TIERS",
    "UNPLACED",
    "Contest",
    "Evidence",
    "Focus",
    "Gap",
    "Line",
    "NormRef",
    "Place",
    "Stated",
    "Status",
    "Tier",
    "item_iri",
]

Tier = Literal["stated", "structural", "expected"]
# In the order in which they stand. They are separate lists, and never merged.
TIERS: tuple[Tier, ...] = get_args(Tier)
Evidence = Literal["stated", "contested", "structural", ""]
Status = Literal["open", "unanswered", "undertaken", "overdue", "remedied"]


def item_iri(kind: str, *key: str) -> str:
    """Return the stable IRI of an item: the same in every run that finds it.

    Its kind is ``stated``, ``pair``, ``expected`` or the id of a rule; its key what it is the only
    one of its kind about: IRIs, in an order that never varies.

    Examples
    --------
    >>> item_iri("stated", "a") == item_iri("stated", "a") != item_iri("stated", "b")
    True
    """
    # Parts are joined as before the tiers, so that what rules found then can be followed.
    digest = hashlib.sha256("\\n".join((kind, *key)).encode()).hexdigest()
    return f"{BASE}gap/{kind.lower()}-{digest[:12]}"


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Line:
    """What one structural rule says within an item.

    Attributes
    ----------
    rule : Rule
        The rule.
    says : Text
        Its sentence.
    level : str
        IRI of the level that it is about, or empty.
    about, support : tuple of str
        IRIs of what it is about, and of the rows that it follows from.
    """

    rule: Rule
    says: Text
    level: str = ""
    about: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contest:
    """Who speaks against what is said to be lacking, and for whom.

    Attributes
    ----------
    by : str
        IRI of who speaks; empty where the sources do not say.
    for_ : str
        IRI of the body that it holds for; empty where it holds for all.
    statement : str
        IRI of the statement that speaks against it.
    """

    by: str
    for_: str
    statement: str


@dataclass(frozen=True)
class Stated:
    """What sources say of a lack that they state.

    Attributes
    ----------
    statements, findings, recommendations, replies, commitments, answers : tuple of str
        IRIs of the absences and findings it is made of, what is recommended for them, what is
        replied, what is undertaken, proposed or needed, and answers from outside the sources.
    unread_replies : tuple of str
        IRIs of the documents that a source lists as replies to its audit, and nobody has read.
    voices : tuple of str
        IRIs of those who say it.
    modality : str
        Slug of the strongest sense in which it is said.
    confirmed_by : tuple of str
        IRIs of the replies that confirm it.
    repeated_from : tuple of str
        IRIs of those of the findings that are of an earlier audit and said again by a later one.
    contested : tuple of Contest
        Who speaks against it, for whom.
    acted_by : tuple of str
        IRIs of the replies that tell of a measure.
    qualified_by : tuple of str
        IRIs of the replies that make it more precise without speaking against it.
    unread : bool
        Whether a commitment is past its deadline and no later source has been read, so that none
        could show that it has been kept.
    general : bool
        Whether it is about the municipality as a whole, and none of its parts.
    ended : bool
        Whether what was lacking is there at the date, as a source says.
    """

    statements: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    unread_replies: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    modality: str = ""
    confirmed_by: tuple[str, ...] = ()
    repeated_from: tuple[str, ...] = ()
    contested: tuple[Contest, ...] = ()
    acted_by: tuple[str, ...] = ()
    qualified_by: tuple[str, ...] = ()
    unread: bool = False
    general: bool = False
    ended: bool = False


@dataclass(frozen=True)
class NormRef:
    """What requires something that is lacking.

    Attributes
    ----------
    iri : str
        The row of requirements, the document that presupposes it, the audit, a user's own rule, or
        the norm of a catalogue.
    element : str
        Slug of what it requires, in the scheme ``element``; empty where none of it fits.
    strength : str
        Slug of how binding it is, in the scheme ``strength``.
    reference : Text
        Where it stands, in words.
    kind : str
        Slug of what kind of text that is, in the scheme ``norm-kind``.
    address : str
        A web address of the text; empty for what is the municipality's own.
    text : Text
        What it says, in a sentence of the catalogue; empty for what is the municipality's own.
    """

    iri: str
    element: str
    strength: str
    reference: Text
    kind: str = "own"
    address: str = ""
    text: Text = NO_TEXT


@dataclass(frozen=True)
class Focus:
    """Whether an item is in focus, and why: a slug of the scheme ``focus-reason``, or empty."""

    inside: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Place:
    """Where an item stands in its tier of its municipality, from 1, and why: one clause."""

    rank: int
    clause: Text


UNPLACED = Place(0, NO_TEXT)


@dataclass(frozen=True)
class Gap:
    """Something between bodies that is said to be lacking, seen to be lacking, or expected.

    Attributes
    ----------
    iri : str
        Stable: see `item_iri`.
    tier : str
        One of `TIERS`.
    title, says : Text
        A few words, and a sentence of at most some 25 words.
    municipality, dataset : str
        IRI and slug.
    as_of : datetime.date or None
        The date at which it is so.
    subject, object, level : str
        IRIs; object and level may be empty.
    about, support : tuple of str
        IRIs of what it is about besides, and of the rows that it follows from.
    lack : tuple of str
        IRIs of the concepts for what is lacking.
    lines : tuple of Line
        The rules that find it; on the stated tier those that show it in the structure too.
    stated : Stated or None
        What sources say; on the stated tier only.
    required_by : tuple of NormRef
        What requires what is lacking, the most binding first.
    expected, shown : tuple of str
        Slugs of the elements that are expected, and of those that are documented.
    evidence : str
        ``stated`` or ``contested``, ``structural``, or empty on the expected tier.
    severity : str
        By the state of a stated item, the profile's of a structural one, and the strength of the
        norm of one expected.
    status : str
        ``unanswered``, ``undertaken``, ``overdue`` or ``remedied`` on the stated tier, ``open``
        where none of them holds.
    focus : Focus
        Whether it is in focus.
    place : Place
        Where it stands; `UNPLACED` until the tiers have been put in order.
    bodies : tuple of str
        IRIs of the bodies among those that it is about, but for the municipality itself.
    replaces : tuple of str
        IRIs that items about the other rows of this one would have, and used to have.
    """

    iri: str
    tier: Tier
    title: Text
    says: Text
    municipality: str
    dataset: str
    as_of: dt.date | None
    subject: str
    object: str = ""
    level: str = ""
    about: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    stated: Stated | None = None
    required_by: tuple[NormRef, ...] = ()
    expected: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    evidence: Evidence = ""
    severity: Severity = "medium"
    status: Status = "open"
    focus: Focus = Focus()
    place: Place = UNPLACED
    bodies: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule | None:
        """The rule of the first line; None where no rule finds it."""
        return self.lines[0].rule if self.lines else None

    @property
    def parties(self) -> frozenset[str]:
        """Subject and, where there is one, object."""
        return frozenset((self.subject, self.object)) - {""}

    @property
    def is_repeated(self) -> bool:
        """Whether a later audit says it again."""
        return self.stated is not None and bool(self.stated.repeated_from)

    def sentence(self, language: Language = "sv") -> str:
        """Return the item as a sentence."""
        return self.says.pick(language)
