"""Numbers of negotiating: when a party looks for a deal, what it takes the other for, what is worth tabling.

All are judgement. Those on the other's cost and weariness are the ones by which its own outlook on the war goes.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf
from wargame.calculus.deal import Judge


@dataclass(frozen=True)
class Talks(Judge):
    """Numbers of those who negotiate."""

    # when
    sounding: Leaf = leaf(6.0, "months", "between a party's looks for a deal that both may take", 2.0, 12.0)
    cooling: Leaf = leaf(6.0, "months", "after a refusal before a party tables anything again", 1.0, 12.0)
    calling: Leaf = leaf(6.0, "months", "after which a mediator calls both to talks again", 3.0, 12.0)
    upper_hand: Leaf = leaf(
        0.1, "probability", "by which victory is likelier than defeat where a war is held to be won", 0.03, 0.2
    )
    hurting: Leaf = leaf(0.1, "prize", "cost of going on from which a stalemate hurts", 0.03, 0.3)
    fed_up: Leaf = leaf(0.35, "0..1", "weariness from which a stalemate hurts", 0.2, 0.6)
    # what
    gainful: Leaf = leaf(0.005, "prize", "expected of an offer, below which it is not worth tabling", 0.0, 0.03)
    concession: Leaf = leaf(
        0.02, "probability", "by which an offer must be likelier to be taken than the last one", 0.005, 0.1
    )
    phase: Leaf = leaf(3.0, "months", "until relief that is offered falls due", 0.0, 12.0)
    # how a mediator, who sees into neither, takes both parties to be
    presumed_evidence: Leaf = leaf(20.0, "engagements", "behind a party's belief, as a mediator takes it", 5.0, 60.0)
    presumed_support: Leaf = leaf(0.6, "share", "of support that a mediator takes a party to have", 0.4, 0.8)
    presumed_strain: Leaf = leaf(1.0, "ratio", "of forces to what can be sustained, as a mediator takes it", 0.7, 1.5)
