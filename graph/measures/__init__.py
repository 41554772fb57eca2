"""Measures that locate gaps in a collaboration network: pure functions over NetworkX graphs."""

from mellanrum.graph.measures.brokerage import Brokerage, Roles, brokerage
from mellanrum.graph.measures.centrality import TwoModeCentrality, two_mode_centrality
from mellanrum.graph.measures.change import Change, change
from mellanrum.graph.measures.components import k_components
from mellanrum.graph.measures.congruence import (
    Congruence,
    Interval,
    Levels,
    Tie,
    by_level,
    congruence,
    interval,
    suggest,
)
from mellanrum.graph.measures.core import CorePeriphery, core_periphery
from mellanrum.graph.measures.cutpoints import Articulation, Bridge, CutPoint
from mellanrum.graph.measures.draws import curveball, relabelled
from mellanrum.graph.measures.holes import StructuralHoles, structural_holes
from mellanrum.graph.measures.hyperedges import ForumOverlap, TripleGap, forum_overlap, triple_gaps
from mellanrum.graph.measures.mixing import EIIndex, GroupEI, ei_index
from mellanrum.graph.measures.nulls import (
    DESCRIPTIVE_ONLY,
    MINIMUM_SIZE,
    NullComparison,
    compare_labels,
    compare_ties,
)
from mellanrum.graph.measures.players import (
    KeyPlayers,
    articulation,
    fragmentation,
    key_players,
    reach,
)

__all__ = [
    "DESCRIPTIVE_ONLY",
    "MINIMUM_SIZE",
    "Articulation",
    "Bridge",
    "Brokerage",
    "Change",
    "Congruence",
    "CorePeriphery",
    "CutPoint",
    "EIIndex",
    "ForumOverlap",
    "GroupEI",
    "Interval",
    "KeyPlayers",
    "Levels",
    "NullComparison",
    "Roles",
    "StructuralHoles",
    "Tie",
    "TripleGap",
    "TwoModeCentrality",
    "articulation",
    "brokerage",
    "by_level",
    "change",
    "compare_labels",
    "compare_ties",
    "congruence",
    "core_periphery",
    "curveball",
    "ei_index",
    "forum_overlap",
    "fragmentation",
    "interval",
    "k_components",
    "key_players",
    "reach",
    "relabelled",
    "structural_holes",
    "suggest",
    "triple_gaps",
    "two_mode_centrality",
]
