"""Numbers of the judgement of a deal: the horizon, what a title is worth, how a war ends, what makes a word be kept.

None was fitted. Where the literature gives a range its middle is taken; all else is judgement, and a reader who doubts
a finding changes the number and looks again.
"""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf
from wargame.stakes import FACTORS

ASPECTS: dict[str, tuple[str, ...]] = {
    "territorial gains": ("territory", "buffer"),
    "conflict status": ("conflict", "overextension", "support", "commitment"),
    "sanctions": ("sanctions", "leverage"),
    "international standing": ("standing", "alliances"),
}
__all__ = ["ASPECTS", "FACTORS", "HORIZON", "Judge", "Weights"]
HORIZON = 48  # months that a forecast of the war looks ahead


@dataclass(frozen=True)
class Weights:
    """What a factor weighs where its unit is not the contested prize itself; judgement, alike for all leaders.

    Territory, conflict, commitment and leverage are in that unit, so that they weigh 1 by construction.
    """

    weigh_buffer: Leaf = leaf(0.15, "prize", "worth of a wholly neutral neighbour", 0.05, 0.4)
    weigh_overextension: Leaf = leaf(0.10, "prize", "cost of twice the forces that can be sustained", 0.03, 0.3)
    weigh_support: Leaf = leaf(0.8, "prize", "worth of all support at home", 0.3, 1.5)
    weigh_sanctions: Leaf = leaf(3.0, "prize", "cost of measures that take all output", 1.0, 5.0)
    weigh_standing: Leaf = leaf(0.15, "prize", "cost of being shunned by all", 0.05, 0.5)
    weigh_alliances: Leaf = leaf(0.15, "prize", "cost of a rival bloc that is wholly united", 0.05, 0.4)


@dataclass(frozen=True)
class Judge(Weights):
    """Numbers of a judgement."""

    # time and title
    discount: Leaf = leaf(0.985, "1/month", "worth of a thing a month later", 0.97, 0.995)
    possession: Leaf = leaf(0.70, "share", "of a region's worth that control gives without the title", 0.6, 0.85)
    administration: Leaf = leaf(0.3, "share", "of a region's worth that civil administration carries", 0.1, 0.5)
    # war as a forecast
    fortune: Leaf = leaf(1.2, "ratio", "pull of the odds of battles on how the war ends", 0.8, 1.6)
    attrition: Leaf = leaf(0.8, "ratio", "pull of stress on how the war ends", 0.4, 1.2)
    decision: Leaf = leaf(0.006, "1/month", "chance of a decisive end, for either side at even odds", 0.003, 0.012)
    pace: Leaf = leaf(0.010, "prize/month", "won by a side that is sure of every battle", 0.005, 0.02)
    toll: Leaf = leaf(0.03, "prize/month", "cost of a war that takes all output", 0.01, 0.06, "[Fearon1995]")
    blood: Leaf = leaf(25.0, "prize/month", "cost of a war that takes all people in a month", 10.0, 40.0)
    dreary: Leaf = leaf(0.5, "ratio", "cost of war added by full weariness", 0.2, 0.8)
    tiring: Leaf = leaf(0.012, "1/month", "growth of weariness in a war that goes on", 0.005, 0.02)
    reliance: Leaf = leaf(0.6, "share", "of its strength that a state owes to patrons who outspend it", 0.4, 0.8)
    fraying: Leaf = leaf(0.008, "1/month", "by which backers are thought to drift apart", 0.0, 0.016)
    bite: Leaf = leaf(6.0, "ratio", "stress from measures to output lost to them", 3.0, 9.0)
    strain: Leaf = leaf(0.5, "ratio", "stress from forces beyond what can be sustained", 0.25, 0.75)
    adaptation: Leaf = leaf(0.5, "share", "of the measures' effect that the target escapes in the end", 0.3, 0.7)
    adapting: Leaf = leaf(24.0, "months", "for two thirds of that", 12.0, 36.0)
    rival_weary: Leaf = leaf(0.35, "0..1", "weariness that a rival is thought to have", 0.2, 0.5)
    rival_cost: Leaf = leaf(
        0.008, "prize/month", "that the war is thought to cost a rival", 0.003, 0.02, "[Fearon1995]"
    )
    abroad: Leaf = leaf(0.003, "share of people", "that can be kept under arms abroad", 0.002, 0.005)
    at_home: Leaf = leaf(0.011, "share of people", "that can be kept under arms at home", 0.007, 0.016)
    # the option to settle later
    review: Leaf = leaf(9.0, "months", "until a leader thinks again", 6.0, 14.0)
    waiting: Leaf = leaf(0.7, "probability", "that an offer like this can still be had then", 0.0, 0.95)
    split: Leaf = leaf(0.5, "share", "of what settling then saves both that falls to oneself", 0.3, 0.7, "[Nash1950]")
    doubt: Leaf = leaf(0.03, "prize", "least spread of what waiting may bring", 0.01, 0.06)
    # what a deal brings
    credit: Leaf = leaf(0.6, "share", "of promised relief that is believed", 0.4, 0.8)
    vouched: Leaf = leaf(0.15, "share", "of it believed beyond that where a mediator stands by it", 0.0, 0.3)
    revoked: Leaf = leaf(0.15, "share", "of it disbelieved where measures can snap back", 0.0, 0.3)
    unsure: Leaf = leaf(0.7, "probability", "that a milestone other than signature is reached", 0.5, 0.95)
    spite: Leaf = leaf(0.33, "ratio", "worth of a rival's measures to one's own", 0.1, 0.6)
    frozen: Leaf = leaf(0.12, "share", "of a year's output that a state's frozen assets come to", 0.05, 0.2)
    passage: Leaf = leaf(0.003, "share", "of output gained by the transit of all one's energy", 0.001, 0.006)
    captives: Leaf = leaf(0.01, "prize", "worth of having one's prisoners back", 0.0, 0.03)
    # home and abroad
    audience: Leaf = leaf(
        0.9, "share", "of support lost by giving up all that was claimed aloud", 0.5, 1.2, "[Tomz2007]"
    )
    discreet: Leaf = leaf(0.35, "share", "of that cost left where a deal is not told", 0.2, 0.6, "[Kurizaki2007]")
    framing: Leaf = leaf(0.57, "ratio", "of a public that hears nothing that can be told a defeat is none", 0.3, 0.8)
    aim_land: Leaf = leaf(0.7, "share", "of a declared aim that is land", 0.5, 0.9)
    aim_status: Leaf = leaf(0.2, "share", "of a declared aim that is who may join which bloc", 0.05, 0.35)
    aim_pressure: Leaf = leaf(0.1, "share", "of a declared aim that is measures", 0.0, 0.2)
    renounced: Leaf = leaf(0.35, "ratio", "shame of dropping a claim to that of leaving as much held land", 0.15, 0.6)
    untitled: Leaf = leaf(0.35, "ratio", "shame of holding without a title to that of leaving", 0.15, 0.6)
    ceded: Leaf = leaf(0.65, "ratio", "shame of giving the title away to that of leaving", 0.4, 0.9)
    left_open: Leaf = leaf(0.5, "share", "of the shame of a dropped claim spared where a status is left open", 0.2, 0.8)
    relieved: Leaf = leaf(0.15, "share", "of support won by peace, where people are wholly weary", 0.05, 0.3)
    winning: Leaf = leaf(0.003, "prize a month", "won, at which a war is plainly being won", 0.0015, 0.006)
    cheer: Leaf = leaf(0.5, "ratio", "support that a war plainly won brings, to what peace brings the weary", 0.2, 1.0)
    floor: Leaf = leaf(0.25, "share", "of support below which a leader falls", 0.15, 0.45)
    shunned: Leaf = leaf(0.15, "share", "by which going on deepens isolation, and a peace eases it", 0.05, 0.3)
    readmitted: Leaf = leaf(0.3, "share", "of isolation eased by full relief", 0.1, 0.5)
    tutelage: Leaf = leaf(0.5, "0..1", "standing lost by a state that is wholly bound or capped", 0.2, 0.8)
    prestige: Leaf = leaf(0.4, "0..1", "standing gained by a war that is being won", 0.2, 0.6)
    occupation: Leaf = leaf(0.5, "share", "of a buffer's worth lost to holding down those subdued", 0.2, 0.8)
    drift: Leaf = leaf(0.5, "probability", "that an unbound neighbour of a rival bloc ends up in it", 0.2, 0.8)
    disarming: Leaf = leaf(0.4, "ratio", "room that a full cap on forces leaves, to that of full neutrality", 0.2, 0.6)
    clearing: Leaf = leaf(0.3, "ratio", "room that a zone without forces leaves, to that of full neutrality", 0.1, 0.5)
    dispersal: Leaf = leaf(0.35, "share", "of the forces in the field that a ceasefire sets free", 0.2, 0.5)
    softening: Leaf = leaf(0.15, "share", "of its unity that a bloc loses once the fighting stops", 0.05, 0.3)
    thaw: Leaf = leaf(0.1, "ratio", "easing of a rival bloc by full relief, to its wholly coming apart", 0.0, 0.2)
    bonds: Leaf = leaf(0.6, "ratio", "worth of a guarantee to that of a united bloc", 0.3, 0.9)
    # whether a word is kept
    breach: Leaf = leaf(-0.5, "ln odds", "of a breach within a year where power does not shift", -1.0, 0.0)
    tempting: Leaf = leaf(8.0, "ln odds", "of a breach by the power gained in a truce", 5.0, 11.0, "[Powell2006]")
    guarded: Leaf = leaf(3.0, "ln odds", "against a breach, by a treaty of alliance", 2.0, 4.0, "[Walter2002]")
    zoned: Leaf = leaf(1.0, "ln odds", "against a breach, by zones without forces", 0.5, 1.5, "[Fortna2004]")
    watched: Leaf = leaf(2.0, "ln odds", "against a breach, by an armed mission", 1.0, 3.0, "[Fortna2004]")
    deterred: Leaf = leaf(0.8, "ln odds", "against a breach, by relief that would snap back", 0.3, 1.3)
    shackled: Leaf = leaf(0.4, "prize", "power gained over a rival without forces and aid of its own", 0.2, 0.6)
    refilled: Leaf = leaf(0.1, "prize", "power gained in a truce by full relief", 0.05, 0.2)
    truce: Leaf = leaf(12.0, "months", "until a side that would break its word does so", 6.0, 24.0)
    recoil: Leaf = leaf(1.0, "share", "of what going on costs that a broken peace brings back", 0.5, 1.0)
    blur: Leaf = leaf(0.08, "prize spread", "of what a breach would bring", 0.03, 0.15)
    mistrust: Leaf = leaf(0.2, "share", "by which a rival's recovery is over-, and one's own underrated", 0.0, 0.4)
    # what no leader signs
    core: Leaf = leaf(0.15, "share", "of its own land by worth without which a state is not what it was", 0.05, 0.3)
    disarmed: Leaf = leaf(0.7, "0..1", "a cap beyond which a state can't defend itself", 0.5, 0.9)
    safe: Leaf = leaf(0.3, "0..1", "a guarantee that makes up for that", 0.2, 0.6)
    # the answer
    temperature: Leaf = leaf(0.06, "prize per odds", "score at which the odds of yes are 2.7 to 1", 0.02, 0.12)
