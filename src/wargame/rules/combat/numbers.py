"""The numbers of combat. Fitted ones reproduce 2022 and 2023 given history's decisions; the others are judgement."""

from dataclasses import dataclass

from wargame.assumptions import Leaf, leaf

HALF = "EUR bn/thousand men"


@dataclass(frozen=True)
class Combat:
    """Numbers of combat."""

    supply_km: Leaf = leaf(
        131.0, "km", "distance off the railhead at which supply is one half", 90.0, 160.0, "[Vershinin2021]", True
    )
    front: Leaf = leaf(1.15, "sides", "length of the front to the side of a region held by halves", 0.9, 1.5)
    throughput: Leaf = leaf(0.3, "thousand/km", "men that a km of usable link can supply", 0.15, 0.6)
    density: Leaf = leaf(66.0, "men/km", "defenders at which half of the front is manoeuvre", 40.0, 110.0, tuned=True)
    occupy: Leaf = leaf(25.0, "men/km", "attackers at which the advance has half its speed", 15.0, 50.0, tuned=True)
    positional: Leaf = leaf(5.9, "km/month", "advance against a full line at certain success", 3.0, 8.0, tuned=True)
    manoeuvre: Leaf = leaf(
        590.0, "km/month", "advance where the line is thin at certain success", 400.0, 900.0, tuned=True
    )
    slope: Leaf = leaf(1.8, "1/ln", "of the odds of advance in the log of the force ratio", 1.5, 3.0, "[Dupuy1985]")
    break_in: Leaf = leaf(0.20, "ln", "force ratio needed after terrain and works", 0.0, 0.5, tuned=True)
    mass_thin: Leaf = leaf(4.9, "ratio", "local superiority found on a thin line", 2.0, 6.0, tuned=True)
    works: Leaf = leaf(1.7, "ratio", "by which full works multiply the defence", 1.0, 2.5, "[Dupuy1985]", True)
    works_months: Leaf = leaf(6.4, "months", "to build works", 3.0, 8.0, tuned=True)
    works_km: Leaf = leaf(5.9, "km", "of retreat that leaves works behind", 5.0, 15.0, tuned=True)
    dug_in: Leaf = leaf(0.5, "ratio", "by which full works divide the losses of those who don't attack", 0.0, 1.0)
    turn_months: Leaf = leaf(
        2.0, "months", "for a line to be laid out anew when a neighbouring region falls", 1.0, 4.0, tuned=True
    )
    flank: Leaf = leaf(0.18, "share", "of a defence that meets an enemy on a flank newly opened", 0.1, 0.6, tuned=True)
    rail_months: Leaf = leaf(2.7, "months", "for railheads and depots to follow", 1.5, 5.0, tuned=True)
    attrition: Leaf = leaf(
        0.070, "1/month", "losses at equal force and full intensity", 0.05, 0.09, "[Dupuy1985]", True
    )
    exposure: Leaf = leaf(2.1, "ratio", "extra losses of the attacking part", 1.0, 2.5, tuned=True)
    quiet: Leaf = leaf(0.18, "share", "intensity of a front without attacks", 0.1, 0.3, tuned=True)
    ready: Leaf = leaf(0.5, "share", "of men who came this turn that can attack in it", 0.3, 0.8)
    fires: Leaf = leaf(0.40, "1", "exponent of effect in equipment per man", 0.3, 0.45)
    fires_gain: Leaf = leaf(0.4, "share", "by which fires raise the effect of all men at most", 0.1, 1.0)
    fires_half: Leaf = leaf(0.02, HALF, "of fires with which half of that is reached", 0.005, 0.06)
    armour_gain: Leaf = leaf(0.6, "share", "by which armour raises the effect of those who attack at most", 0.2, 1.2)
    armour_half: Leaf = leaf(0.02, HALF, "of armour with which half of that is reached", 0.005, 0.06)
    air_gain: Leaf = leaf(0.3, "share", "of its losses that air defence spares a force at most", 0.1, 0.5)
    air_half: Leaf = leaf(0.02, HALF, "of air defence with which half of that is reached", 0.005, 0.06)
    deep_gain: Leaf = leaf(
        0.6, "share", "by which long range lengthens an enemy's supply and narrows its ways at most", 0.2, 1.2
    )
    deep_half: Leaf = leaf(0.004, HALF, "of long range with which half of that is reached", 0.001, 0.012)
    wear: Leaf = leaf(0.15, "1/month", "of equipment lost at full intensity", 0.08, 0.25)
    answer: Leaf = leaf(0.5, "share", "of the reserve that can answer a breach within a step", 0.2, 0.8)
    breach: Leaf = leaf(500.0, "km2", "lost at which half of that has answered", 250.0, 1000.0)
    rout: Leaf = leaf(0.10, "share", "of those thrown out of their ground who are lost", 0.05, 0.2)
    pocket: Leaf = leaf(0.40, "share", "of those thrown out who are lost when they are cut off", 0.3, 0.5)
    rearguard: Leaf = leaf(0.04, "share", "of a force lost in giving up ground in good order", 0.02, 0.08)
    luck: Leaf = leaf(0.30, "ln", "sd of power by region and turn", 0.2, 0.4)
    luck_place: Leaf = leaf(0.25, "ln", "sd of power by region and campaign", 0.15, 0.35)
    luck_state: Leaf = leaf(0.12, "ln", "sd of power by state and campaign", 0.05, 0.2)
    luck_toll: Leaf = leaf(0.25, "ln", "sd of losses by region and turn", 0.15, 0.35)
