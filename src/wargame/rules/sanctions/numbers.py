"""The numbers of sanctions. The one marked as tuned reproduces output in 2022; the others are judgement."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf

STUDIES = "judgement, after [NeuenkirchNeumeier2015]"
BUSTING = "judgement, after [Early2015]"


@dataclass(frozen=True)
class Sanctions:
    """Numbers of sanctions."""

    bite: Leaf = leaf(
        2.8, "ratio", "of what measures cost a target's output to the points by sector", 1.5, 5.0, tuned=True
    )
    finance: Leaf = leaf(2.0, "points", "of output lost with all dealings in finance", 1.0, 3.0, STUDIES)
    energy: Leaf = leaf(2.5, "points", "of output lost with all dealings in energy", 1.5, 4.0, STUDIES)
    technology: Leaf = leaf(1.5, "points", "of output lost with all dealings in technology", 0.7, 2.5, STUDIES)
    trade: Leaf = leaf(1.0, "points", "of output lost with all dealings in other goods", 0.5, 2.0, STUDIES)
    elite_finance: Leaf = leaf(0.9, "0..1", "what those who decide feel of all finance lost", 0.5, 1.0)
    elite_energy: Leaf = leaf(0.35, "0..1", "what those who decide feel of all energy lost", 0.1, 0.6)
    elite_technology: Leaf = leaf(0.4, "0..1", "what those who decide feel of all technology lost", 0.1, 0.6)
    elite_trade: Leaf = leaf(0.25, "0..1", "what those who decide feel of all other goods lost", 0.1, 0.5)
    ramp: Leaf = leaf(1.0, "months", "for a measure to bite, to 1 - 1/e", 0.5, 3.0)
    adapted: Leaf = leaf(0.6, "share", "of a measure's bite that a target adapts to in the end", 0.3, 0.8)
    adapt_months: Leaf = leaf(24.0, "months", "for that adaptation, to 1 - 1/e", 18.0, 48.0)
    term: Leaf = leaf(6.0, "months", "that a package stands until it is rolled over", 3.0, 12.0)
    notice: Leaf = leaf(2.0, "months", "before its end from which a package can be rolled over", 1.0, 3.0)
    route_months: Leaf = leaf(
        9.0, "months", "for ways round the measures to open or close, to 1 - 1/e", 6.0, 12.0, BUSTING
    )
    foothold: Leaf = leaf(0.1, "share", "of dealings lost at which ways round are half worth their while", 0.03, 0.3)
    enforcement: Leaf = leaf(0.6, "share", "of the ways round that full enforcement closes", 0.3, 0.8)
    enforced_months: Leaf = leaf(24.0, "months", "for enforcement to slacken to 1/e", 12.0, 48.0)
    margin: Leaf = leaf(
        0.25, "share", "of the output saved to the target that the third state gains", 0.1, 0.5, BUSTING
    )
    cost: Leaf = leaf(0.005, "share", "of a sender's output lost by dealings of full weight, at first", 0.002, 0.01)
    replaced: Leaf = leaf(0.65, "share", "of that loss which a sender makes good elsewhere in the end", 0.4, 0.9)
    replace_months: Leaf = leaf(18.0, "months", "for a sender to do so, to 1 - 1/e", 9.0, 36.0)
    calm: Leaf = leaf(30.0, "EUR/MWh", "price of gas at which energy forgone costs no more than usual", 15.0, 50.0)
    dear: Leaf = leaf(0.3, "ratio", "by which it costs more for each time that price on top, four at most", 0.1, 0.6)
