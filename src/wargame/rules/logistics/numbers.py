"""The numbers of logistics."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf


@dataclass(frozen=True)
class Logistics:
    """Numbers of logistics."""

    redeploy: Leaf = leaf(0.60, "1/month", "share of a region's force that can change region", 0.4, 0.8)
    corridor: Leaf = leaf(100.0, "km", "cost of passing a region held to 1/e", 60.0, 150.0)
    reach: Leaf = leaf(400.0, "km", "supply distance beyond which no force is sent", 250.0, 600.0)
    foothold: Leaf = leaf(0.02, "share", "of a region that must be held to send a force through it", 0.01, 0.05)
    repair: Leaf = leaf(0.35, "1/month", "share of a bridge's damage made good", 0.2, 0.5)
    aid_units: Leaf = leaf(6.0, "units/EUR bn", "equipment in a billion of military aid", 5.0, 20.0, tuned=True)
    stocks: Leaf = leaf(
        0.35,
        "EUR bn/(USD bn/year)",
        "arms that a donor can part with at state 0, to its military spending",
        0.2,
        1.0,
        tuned=True,
    )
    rebuild: Leaf = leaf(0.2, "EUR bn/USD bn", "arms put back into stock, to military spending", 0.1, 0.5, tuned=True)
    kit_months: Leaf = leaf(24.0, "months", "in which arms in service wear out to 1/e without fighting", 12.0, 48.0)
    deep: Leaf = leaf(
        0.5, "EUR bn", "long-range arms with which half of a bridge behind the front can be struck in a turn", 0.1, 2.0
    )
    call_up: Leaf = leaf(0.0025, "1/month", "largest share of the population called up in a month", 0.001, 0.004)
