"""Numbers of diplomacy."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf


@dataclass(frozen=True)
class Diplomacy:
    """How offers are kept from the public, how deals are carried out, watched and broken."""

    leak: Leaf = leaf(0.15, "probability", "that an offer made in secret becomes known in the turn", 0.05, 0.3)
    sheltered: Leaf = leaf(0.5, "ratio", "of that probability left where a mediator hosts the talks", 0.25, 1.0)
    tabled: Leaf = leaf(
        0.05, "share", "of support lost by offering aloud to give up all that is claimed", 0.0, 0.15, "[Tomz2007]"
    )
    signed: Leaf = leaf(0.2, "share", "of support lost by signing all of it away", 0.05, 0.4, "[Tomz2007]")
    discreet: Leaf = leaf(0.35, "share", "of that left where the deal is secret", 0.2, 0.6, "[Kurizaki2007]")
    untitled: Leaf = leaf(0.35, "ratio", "of granting a title to leaving what goes with it", 0.15, 0.6)
    holds: Leaf = leaf(1.0, "months", "after which a ceasefire is said to hold", 0.5, 3.0)
    certified: Leaf = leaf(3.0, "months", "without a breach that is found, after which monitors certify", 1.0, 6.0)
    settling: Leaf = leaf(6.0, "months", "for which a ceasefire holds before it is an armistice", 3.0, 12.0)
    lapse: Leaf = leaf(3.0, "months", "after which a deal without a ceasefire runs out", 1.0, 6.0)
    pace: Leaf = leaf(0.5, "1/month", "of a withdrawal that is carried out", 0.2, 1.0)
    disband: Leaf = leaf(0.2, "1/month", "of the men above a cap who are sent home", 0.05, 0.5)
    guard: Leaf = leaf(0.1, "share", "of the men of peace that a border guard only comes to", 0.05, 0.25)
    found: Leaf = leaf(0.1, "probability", "a month that a breach by every means is found, unwatched", 0.02, 0.2)
    watched: Leaf = leaf(0.5, "probability", "of that more where an armed mission watches", 0.3, 0.8, "[Fortna2004]")
    called: Leaf = leaf(0.5, "ratio", "alarm in an alliance whose treaty of guarantee is called on", 0.2, 1.0)
    alone: Leaf = leaf(
        1.0, "0 or 1", "whether a state may make peace without those who fight the same enemy beside it", 0.0, 1.0
    )
    instalments: Leaf = leaf(12.0, "months", "over which money for reconstruction is paid", 6.0, 36.0)
