"""The numbers of alliances. Those marked as tuned reproduce the packages of 2022 and 2023; the others are judgement."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf


@dataclass(frozen=True)
class Alliances:
    """Numbers of alliances."""

    position: Leaf = leaf(0.6, "score", "weight of a member's position in its stance", 0.3, 1.0)
    threat: Leaf = leaf(0.45, "score", "weight of the nearness of a target in its stance", 0.2, 0.8)
    alarm: Leaf = leaf(0.56, "score", "weight of a common alarm in its stance", 0.3, 0.8, tuned=True)
    weary: Leaf = leaf(0.25, "score", "weight of weariness at home in its stance", 0.1, 0.5)
    held: Leaf = leaf(0.15, "score", "weight of an exporter's hold over its energy in its stance", 0.1, 0.4)
    finance: Leaf = leaf(0.8, "score", "worth of measures in finance to a sender who is all for them", 0.5, 1.2)
    energy: Leaf = leaf(1.0, "score", "worth of measures in energy", 0.6, 1.4)
    technology: Leaf = leaf(0.6, "score", "worth of measures in technology", 0.3, 1.0)
    trade: Leaf = leaf(0.4, "score", "worth of measures in trade", 0.2, 0.8)
    enforcement: Leaf = leaf(0.35, "score", "worth of enforcement", 0.1, 0.8)
    alarm_months: Leaf = leaf(4.0, "months", "for alarm to fade to 1/e", 3.0, 9.0, tuned=True)
    exposed: Leaf = leaf(0.05, "ratio", "alarm at an operation that is laid at a rival's door", 0.01, 0.15)
    drafting: Leaf = leaf(2.7, "motions/month", "drafted at full effort", 1.5, 5.0, tuned=True)
    stale: Leaf = leaf(0.5, "1/month", "of drafts that are ready and not tabled is lost", 0.1, 0.9)
    memory: Leaf = leaf(36.0, "months", "for what a docket brought to be felt to 1/e", 18.0, 60.0)
    peers: Leaf = leaf(0.032, "score", "objection that a united alliance talks a member out of", 0.02, 0.08, tuned=True)
    haggle: Leaf = leaf(
        0.012, "score a month", "of objection that a month of bargaining meets", 0.006, 0.03, tuned=True
    )
    patience: Leaf = leaf(4.0, "months", "of bargaining after which a motion falls", 2.0, 8.0)
    at_once: Leaf = leaf(0.5, "months", "of bargaining that fits into the turn of the vote", 0.1, 1.0)
    leak: Leaf = leaf(0.03, "share", "of a measure lost to each member that had to be bought", 0.02, 0.05)
    settle: Leaf = leaf(5.0, "months", "for cohesion to follow what drives it", 3.0, 12.0)
    common: Leaf = leaf(
        1.6, "logit", "cohesion of members who stand on one spot, unburdened and unthreatened", 0.5, 3.0
    )
    rally: Leaf = leaf(0.8, "logit", "cohesion won by a threat at the door", 0.2, 2.0)
    apart: Leaf = leaf(4.5, "logit", "cohesion lost to the spread of members' positions", 1.0, 8.0)
    unlike: Leaf = leaf(0.4, "logit/percent", "cohesion lost to the spread of burdens, percent of output", 0.1, 1.0)
    dear: Leaf = leaf(1.0, "logit", "cohesion lost to the hold that exporters have over members", 0.2, 2.0)
    broken: Leaf = leaf(1.0, "logit", "cohesion lost where every member defects", 0.2, 3.0)
    flank: Leaf = leaf(6.0, "thousand men", "sent forward by a motion at full size", 3.0, 12.0)
    flank_months: Leaf = leaf(60.0, "months", "for a deployment to run out to 1/e", 24.0, 120.0)
    programme_months: Leaf = leaf(24.0, "months", "for a common energy programme to run out to 1/e", 12.0, 48.0)
    fund: Leaf = leaf(0.0004, "share", "of members' yearly output in common aid of full size", 0.0001, 0.002)
    walk: Leaf = leaf(0.25, "1/month", "of the way to an ordered defection that is gone", 0.1, 0.5)
